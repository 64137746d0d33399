import { type BuildRig, failures } from "@kontor/conformance";
import type { PayoutAnswer, PayoutQuestion } from "@kontor/connector";
import { expect, it } from "vitest";
import { buildRig } from "./rig.ts";

/** What is wrong with how a connector splits payouts; `ask` is the right way. */
type Mistake = (
	question: PayoutQuestion,
	ask: (question: PayoutQuestion) => Promise<PayoutAnswer>,
) => Promise<PayoutAnswer>;

const MISTAKES: readonly { mistake: string; because: string; answer: Mistake }[] = [
	{
		mistake: "a line is left out",
		because: "the parts make up the payout",
		answer: async (question, ask) => {
			const answer = await ask(question);
			return answer.outcome === "split" ? { ...answer, lines: answer.lines.slice(1) } : answer;
		},
	},
	{
		mistake: "fees are told without a sign",
		because: "gross and fees",
		answer: async (question, ask) => {
			const answer = await ask(question);
			if (answer.outcome !== "split") return answer;
			const lines = answer.lines.map(({ fees, ...line }) => ({
				...line,
				fees: { ...fees, minor: Math.abs(fees.minor) },
			}));
			return { ...answer, lines };
		},
	},
	{
		mistake: "the amount of the posting is not looked at",
		because: "expected 'split' to be 'not-found'",
		answer: (question, ask) =>
			ask({ ...question, amount: { ...question.amount, minor: Math.ceil(question.amount.minor / 2) * 2 } }),
	},
	{
		mistake: "whoever pays is taken for the platform",
		because: "no-payout",
		answer: (question, ask) =>
			ask({ ...question, posting: { ...question.posting, counterparty: `eBay ${question.posting.counterparty}` } }),
	},
];

it.each(MISTAKES)("the suite finds that $mistake", async ({ because, answer }) => {
	const build: BuildRig = async () => {
		const rig = await buildRig();
		const payout = rig.connector.payout?.bind(rig.connector);
		if (payout === undefined) throw new Error("eBay pays out");
		return {
			...rig,
			connector: { ...rig.connector, payout: (ctx, question) => answer(question, (one) => payout(ctx, one)) },
		};
	};
	const found = await failures(build, (title) => title.startsWith("payouts:"));
	expect(found.map(({ reason }) => reason).join("\n")).toContain(because);
});
