import { describe, expect, test } from "vitest";
import {
	plan,
	type RunContext,
	reasonText,
	type ScheduledOrder,
	type SettingsOverride,
	unpaid,
} from "../../src/index.ts";
import { anOrder, aRun, NOTHING_DONE } from "./an-order.ts";

const informed = {
	...NOTHING_DONE,
	steps: [{ kind: "paymentInformation" as const, on: "2026-03-02" }],
	informed: { amountMinor: 10_000, email: "a@example.com" },
};

/** Why the first reminder, due since 9 March, is not sent on 10 March. */
function heldBy(
	order: Partial<ScheduledOrder>,
	run: Partial<RunContext> = {},
	override: SettingsOverride = {},
): string[] {
	const { idle, leftOut, steps, next } = plan(anOrder(order), informed, aRun("2026-03-10", override, run));
	expect(next).toBeNull();
	return [idle, leftOut, ...(steps[0]?.held ?? [])].filter((r) => r !== null).map((reason) => reasonText(reason).en);
}

test("nothing holds it: it is sent", () => {
	expect(plan(anOrder(), informed, aRun("2026-03-10")).next).toMatchObject({ kind: "reminder", level: 1 });
	expect(plan(anOrder(), informed, aRun("2026-03-08")).next).toBeNull();
});

describe("why it is not sent", () => {
	test.each<[string, Partial<ScheduledOrder>]>([
		["The order is paid.", { settlement: { ...unpaid(10_000, "EUR"), assigned: 10_000 } }],
		["The order is cancelled.", { lifecycle: "cancelled" }],
		["The order is no longer open in the shop, or deleted.", { lifecycle: "removedExternally" }],
		["The order is only watched.", { lifecycle: "monitoring", settlement: { ...unpaid(10_000, "EUR"), assigned: 1 } }],
		["The order is with debt collection.", { lifecycle: "debtCollection" }],
		["The order is not managed: it was in the shop when it was first connected.", { lifecycle: "notManaged" }],
		["The same receivable stands in another system, which sends the messages.", { ledElsewhere: true }],
		[
			"The order was edited by hand, and since then cancelled, paid or deleted in the shop: please check.",
			{ closedWhileDetached: true },
		],
		["A posting in review may belong to this order.", { inReview: true }],
		["Reminders are stopped.", { dunningBlock: { until: null } }],
		["Reminders are stopped until 2026-03-10.", { dunningBlock: { until: "2026-03-10" } }],
		["The customer says that he has already paid: waiting until 2026-03-12.", { alreadyPaidOn: "2026-03-05" }],
	])("%s", (words, order) => {
		expect(heldBy(order)).toEqual([words]);
	});

	test("a message that could not leave: what follows counts from today, and waits (F8)", () => {
		const reminder = { kind: "reminder", level: 1, on: "2026-03-20", waits: true } as const;
		const waiting = { ...informed, steps: [...informed.steps, reminder] };
		const { steps, next } = plan(anOrder(), waiting, aRun("2026-03-20", { prepayment: { cancelAfterDays: 5 } }));
		expect(next).toBeNull();
		expect(steps.map(({ kind, earliest, held }) => [kind, earliest, held.map(({ code }) => code)])).toEqual([
			["reminder", "2026-03-27", ["message-waits"]],
			["cancel", "2026-04-01", ["message-waits"]],
		]);
		const said = plan(anOrder(), waiting, aRun("2026-03-20")).steps[0]?.held.map((reason) => reasonText(reason).en);
		expect(said).toEqual([
			"The last message about this order could not be sent yet: what follows counts from when it leaves.",
		]);
	});

	test("a block or an answer that has ended holds nothing", () => {
		const order = anOrder({ dunningBlock: { until: "2026-03-09" }, alreadyPaidOn: "2026-03-03" });
		expect(plan(order, informed, aRun("2026-03-10")).next).not.toBeNull();
	});

	test.each<[string, Partial<RunContext>]>([
		["All messages and write-backs are held.", { operation: "held" }],
		["Trial mode: what would be done is only shown.", { operation: "trial" }],
		["The shop is marked as a test or development system.", { testSystem: true }],
		["The shop is no longer connected.", { disconnected: true }],
		[
			"Postings of the account “Main” are there until 2026-03-05, needed until 2026-03-09.",
			{
				stale: [{ code: "stale-account", account: "a", name: "Main", covered: "2026-03-05", needed: "2026-03-09" }],
			},
		],
		[
			"The shop “Books” has not been reached since 2026-03-08.",
			{ stale: [{ code: "stale-shop", connection: "c", name: "Books", reachedAt: "2026-03-08T09:00:00Z" }] },
		],
	])("%s", (words, run) => {
		expect(heldBy({}, run)).toEqual([words]);
	});

	test.each<[string, SettingsOverride["common"]]>([
		["This customer is never reminded.", { excludedCustomers: ["K1"] }],
		["The customer group “retail” is never reminded.", { excludedGroups: ["retail"] }],
		["Addresses at example.com are never reminded.", { excludedMailDomains: ["example.com"] }],
		["Less than 100.01 EUR is outstanding.", { minimumToRemind: { minor: 10_001, currency: "EUR" } }],
	])("%s", (words, common) => {
		expect(heldBy({}, {}, { common })).toEqual([words]);
	});

	test("exactly the minimum is reminded", () => {
		const common = { minimumToRemind: { minor: 10_000, currency: "EUR" } };
		expect(plan(anOrder(), informed, aRun("2026-03-10", { common })).next?.kind).toBe("reminder");
	});

	test("a partially paid order is reminded, and not cancelled by itself but shown (F4)", () => {
		const order = anOrder({ settlement: { ...unpaid(10_000, "EUR"), assigned: 5_000 } });
		const override = { prepayment: { reminders: [], cancelAfterDays: 5 } };
		const { steps, next } = plan(order, informed, aRun("2026-03-10", override));
		expect(next).toBeNull();
		expect(steps.flatMap(({ held }) => held)).toEqual([{ code: "partially-paid" }]);
		expect(plan(order, informed, aRun("2026-03-10")).next?.kind).toBe("reminder");
	});

	test("an order that an older shop may know already is not informed (A9)", () => {
		const { steps, next } = plan(anOrder({ maybeImported: true }), NOTHING_DONE, aRun("2026-03-30"));
		expect(next).toBeNull();
		expect(steps[0]).toMatchObject({ kind: "paymentInformation", held: [{ code: "maybe-imported" }] });
	});
});

describe("why it is later, and what follows (G7)", () => {
	test("all steps with their earliest days, those after the next as if it were done on its own", () => {
		const override = { prepayment: { cancelAfterDays: 6 }, common: { skipNonBankingDays: true } };
		const { steps } = plan(anOrder(), NOTHING_DONE, aRun("2026-03-02", override));
		expect(steps.map(({ kind, level, earliest }) => `${kind}${level ?? ""} ${earliest}`)).toEqual([
			"paymentInformation 2026-03-02",
			"reminder1 2026-03-09",
			"reminder2 2026-03-16",
			"cancel 2026-03-23",
		]);
		expect(steps.map(({ later }) => later.map(({ code }) => code).join())).toEqual(["", "", "", "no-banking-day"]);
	});

	test("a late step before, and a schedule that started anew", () => {
		const late = { ...informed, steps: [{ kind: "paymentInformation" as const, on: "2026-03-06" }] };
		const [reminder] = plan(anOrder(), late, aRun("2026-03-10")).steps;
		expect(reminder).toMatchObject({ earliest: "2026-03-13", later: [{ code: "late-before", nominal: "2026-03-09" }] });
		const [information] = plan(anOrder(), { ...informed, anewSince: "2026-03-09" }, aRun("2026-03-10")).steps;
		expect(information).toMatchObject({ earliest: "2026-03-09", later: [{ code: "tracked-anew" }] });
	});

	test("waiting for an invoice number: no day can be said yet (F1)", () => {
		const override = { prepayment: { startsWith: "invoiceNumber" as const } };
		const { steps, next } = plan(anOrder(), NOTHING_DONE, aRun("2026-03-10", override));
		expect(next).toBeNull();
		expect(steps).toMatchObject([{ kind: "paymentInformation", earliest: null, held: [{ code: "awaits-invoice" }] }]);
	});
});
