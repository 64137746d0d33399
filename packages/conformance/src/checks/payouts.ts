import { PayoutAnswer, type PayoutQuestion } from "@kontor/connector";
import { assert, expect } from "vitest";
import type { Bench } from "../bench.ts";
import type { Check } from "../check.ts";
import { hosted } from "../hosted.ts";
import { tap } from "../http-tap.ts";
import type { Rig } from "../rig.ts";

const group = "payouts";

const skip = ({ connector }: Rig) =>
	connector.manifest.capabilities.payouts === undefined ? "the platform pays nothing out" : null;

export const payoutChecks: readonly Check[] = [
	{
		group,
		name: "are split to the cent by the platform's books, the same each time it is asked, and nothing is written",
		skip,
		async run(bench) {
			const { question, refs } = await paidOut(bench);
			const before = (await bench.shop.effects()).length;
			const split = await ask(bench, question);
			assert(split.outcome === "split", `expected a split, was answered ${JSON.stringify(split)}`);
			const { amount, lines, charges } = split;
			expect(amount).toEqual(question.amount);
			for (const { gross, fees, net } of lines) expect(gross.minor + fees.minor, "gross and fees").toBe(net.minor);
			const parts = [...lines, ...charges].map(({ net }) => net);
			expect(
				parts.reduce((sum, { minor }) => sum + minor, 0),
				"the parts make up the payout",
			).toBe(amount.minor);
			expect([...new Set(parts.map(({ currency }) => currency))]).toEqual([amount.currency]);
			expect(new Set(lines.map(({ orderRef }) => orderRef))).toEqual(new Set(refs));
			expect(await ask(bench, question)).toEqual(split);
			expect((await bench.shop.effects()).slice(before), "it only reads").toEqual([]);
		},
	},
	{
		group,
		name: "are none where a cent is missing",
		skip,
		async run(bench) {
			const { question } = await paidOut(bench);
			const { minor, currency } = question.amount;
			const ended = await ask(bench, { ...question, amount: { minor: minor - 1, currency } });
			expect(ended.outcome).toBe("not-found");
		},
	},
	{
		group,
		name: "are not looked for in what somebody else paid, or in money that went out",
		skip,
		async run(bench) {
			const { question } = await paidOut(bench);
			const { minor, currency } = question.amount;
			let asked = 0;
			const http = tap(bench.rig, ({ forward }) => {
				asked++;
				return forward();
			});
			const others: PayoutQuestion[] = [
				{ ...question, posting: { ...question.posting, counterparty: "Erika Mustermann", text: "Rechnung 4711" } },
				{ ...question, amount: { minor: -minor, currency } },
			];
			for (const other of others) expect(await ask(bench, other, http)).toEqual({ outcome: "no-payout" });
			expect(asked, "requests to the platform").toBe(0);
		},
	},
	{
		group,
		name: "reach the hub through the host",
		skip,
		run: (bench) =>
			hosted(bench, async ({ hub, connection }) => {
				const { question } = await paidOut(bench);
				const answer = await hub.request(connection.id, "payout", question);
				expect(answer).toMatchObject({ kind: "result", result: { outcome: "split", amount: question.amount } });
			}),
	},
];

async function paidOut(bench: Bench) {
	const refs = [await bench.place(), await bench.place(), await bench.place()];
	const question = await bench.shop.payOut?.(refs);
	assert(question !== undefined, "FakeShop.payOut makes a payout");
	return { question, refs };
}

async function ask(bench: Bench, question: PayoutQuestion, http?: typeof fetch): Promise<PayoutAnswer> {
	const answer = await bench.connector.payout?.(bench.context(http === undefined ? {} : { http }), question);
	return PayoutAnswer.parse(answer);
}
