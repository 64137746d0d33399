import { call, getSettings, patchSettings } from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openAccount, type TestBank } from "./support/bank.ts";
import { connectShop, order, statesOf, type TestShop } from "./support/connected-shop.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: TestShop;
let bank: TestBank;
beforeAll(async () => {
	hub = await startTestHub();
});
beforeEach(async () => {
	shop = await connectShop(hub);
	bank = await openAccount(shop.merchant);
});
afterAll(() => hub.close());

const eur = (minor: number) => ({ minor, currency: "EUR" });
type Wishes = NonNullable<Parameters<typeof call<typeof patchSettings>>[2]["body"]["assignment"]>;
const allow = async (assignment: Wishes) =>
	(await call(shop.merchant, patchSettings, { body: { assignment } })).assignment;
const outcomeOf = async (text: string) => (await bank.decided())[text]?.outcome;
const kinds = async (text: string) => (await bank.decided())[text]?.assignments.map(({ kind }) => kind);

describe("the merchant's settings for assignment", () => {
	it("let a small difference count as paid (M5)", async () => {
		await shop.deliver(order("1", { number: "10700" }));
		await bank.books({ text: "Bestellung 10700", minor: 9_970 });
		expect(await kinds("Bestellung 10700")).not.toContain("tolerance");
		expect(await statesOf(shop.merchant)).not.toEqual({ 1: "paid" });

		await shop.deliver(order("2", { number: "10701" }));
		await allow({ tolerance: { amount: eur(50), percent: 1 } });
		await bank.books({ text: "Bestellung 10701", minor: 9_970 });
		await expect.poll(() => kinds("Bestellung 10701")).toEqual(["payment", "tolerance"]);
		expect(await statesOf(shop.merchant)).toMatchObject({ 2: "paid" });
	});

	it("let charges of the payer's bank be taken off (M5)", async () => {
		await shop.deliver(order("1", { number: "10710" }));
		await allow({ charges: eur(1_500) });
		await bank.books({ text: "Bestellung 10710", minor: 8_750 });
		await bank.decided();
		expect(await kinds("Bestellung 10710")).toEqual(["payment", "charges"]);
		expect(await statesOf(shop.merchant)).toEqual({ 1: "paid" });
	});

	it("ignore what is no payment of orders, until they say otherwise (M6)", async () => {
		await shop.deliver(order("1", { number: "10720" }));
		await allow({ ignore: [{ name: "Erika Muster", pattern: "(best|auf)\\w+ (nr )?107[2+*]\\d" }] });
		await bank.books({ text: "Bestellung 10720" });
		expect(await outcomeOf("Bestellung 10720")).toBe("none");
		await allow({ ignore: [] });
		await expect.poll(() => statesOf(shop.merchant)).toEqual({ 1: "paid" });
	});

	it("change field by field, and can be taken back", async () => {
		await allow({ tolerance: { percent: 2 } });
		await allow({ charges: eur(300) });
		expect(await allow({ ignore: [{ iban: "DE02120300000000202051" }] })).toEqual({
			tolerance: { percent: 2 },
			charges: eur(300),
			ignore: [{ iban: "DE02120300000000202051" }],
		});
		await call(shop.merchant, patchSettings, { body: { hold: true } });
		await allow({ tolerance: null });
		expect(await call(shop.merchant, getSettings, {})).toMatchObject({
			hold: true,
			assignment: { tolerance: null, charges: eur(300) },
		});
	});

	it.each([
		[
			"a pattern that is no regular expression",
			{ ignore: [{ words: ["Miete"] }, { pattern: "Miete (" }] },
			"ignore.1.pattern",
		],
		["a pattern that takes exponential time", { ignore: [{ pattern: "(\\w+\\s?)+Miete" }] }, "ignore.0.pattern"],
		["a pattern of many repetitions", { ignore: [{ pattern: ".*a.*b.*c.*d" }] }, "ignore.0.pattern"],
		["a rule without a condition", { ignore: [{}] }, "ignore.0"],
		["a tolerance of nothing", { tolerance: {} }, "tolerance"],
		["a tolerance below nothing", { tolerance: { amount: eur(-1) } }, "tolerance.amount.minor"],
		["half of the amount as tolerance", { tolerance: { percent: 50 } }, "tolerance.percent"],
	] satisfies [string, Wishes, string][])("refuse %s, saying where", async (_, assignment, path) => {
		const before = await call(shop.merchant, getSettings, {});
		await expect(allow(assignment)).rejects.toMatchObject({
			problem: {
				status: 400,
				code: "INVALID_REQUEST",
				issues: [expect.objectContaining({ path: `body.assignment.${path}` })],
			},
		});
		expect(await call(shop.merchant, getSettings, {})).toEqual(before);
	});
});
