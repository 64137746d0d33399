import { describe, expect, test } from "vitest";
import type { SettingsOverride } from "../../src/index.ts";
import { live } from "./an-order.ts";

const level = (afterDays: number) => ({ afterDays, fee: { minor: 0, currency: "EUR" }, dunning: false });
const FIRST = "2026-03-02";
const prepayment = (given: SettingsOverride["prepayment"]): SettingsOverride => ({
	prepayment: { reminders: [level(7), level(5)], cancelAfterDays: 6, ...given },
});
const invoice = (given: SettingsOverride["invoice"]): SettingsOverride => ({
	invoice: { reminders: [level(21), level(10)], overdueAfterDays: 8, ...given },
});
const stale = { stale: [{ code: "no-account" as const }] };

describe("prepayment", () => {
	test("the first reminder counts from the order date, each further step from the one before (F3, F4)", () => {
		expect(live(FIRST, 60, () => ({ override: prepayment({}) }))).toEqual([
			"2026-03-02 paymentInformation",
			"2026-03-09 reminder1",
			"2026-03-14 reminder2",
			"2026-03-20 cancel",
		]);
	});

	test("sent again after some days, which moves no reminder (F2)", () => {
		expect(live(FIRST, 8, () => ({ override: prepayment({ repeatAfterDays: 3 }) }))).toEqual([
			"2026-03-02 paymentInformation",
			"2026-03-05 repetition",
			"2026-03-09 reminder1",
		]);
	});

	test("where the shop informs the customer, Kontor only reminds (F1)", () => {
		expect(live(FIRST, 60, () => ({ override: prepayment({ informationBy: "shop", repeatAfterDays: 3 }) }))).toEqual([
			"2026-03-09 reminder1",
			"2026-03-14 reminder2",
			"2026-03-20 cancel",
		]);
	});

	test("what the shop sent is never late, and moves nothing: not by an invoice that is older than the order either (F1, F8)", () => {
		const days = { placedOn: FIRST, byHand: null, statedByShop: null, invoiceDate: "2026-02-28" };
		const informed = { byHand: { kind: "paymentInformation", on: FIRST, by: "shop" } } as const;
		expect(
			live(FIRST, 20, (day) => ({
				override: prepayment({ informationBy: day < "2026-03-05" ? "shop" : "kontor" }),
				order: { days, hasInvoiceNumber: true },
				...(day === FIRST && informed),
			})),
		).toEqual(["2026-03-07 reminder1", "2026-03-12 reminder2", "2026-03-18 cancel"]);
	});

	test("nor by a day, where the invoice is older than the order and the interval short", () => {
		const days = { placedOn: FIRST, byHand: null, statedByShop: null, invoiceDate: "2026-03-01" };
		const informed = { byHand: { kind: "paymentInformation", on: FIRST, by: "shop" } } as const;
		expect(
			live(FIRST, 20, (day) => ({
				override: prepayment({ informationBy: "shop", reminders: [level(1)] }),
				order: { days, hasInvoiceNumber: true },
				...(day === FIRST && informed),
			})),
		).toEqual(["2026-03-02 reminder1", "2026-03-08 cancel"]);
	});

	test("both only once there is an invoice number, and then from the invoice's date (F1, F3)", () => {
		const days = { placedOn: FIRST, byHand: null, statedByShop: null, invoiceDate: "2026-03-10" };
		expect(
			live(FIRST, 20, (day) => ({
				override: prepayment({ startsWith: "invoiceNumber" }),
				order: day < "2026-03-12" ? {} : { hasInvoiceNumber: true, days },
			})),
		).toEqual(["2026-03-12 paymentInformation", "2026-03-19 reminder1"]);
	});

	test("on banking days only (F14): the weekend, Good Friday and Easter Monday", () => {
		const days = { placedOn: "2026-03-28", byHand: null, statedByShop: null, invoiceDate: null };
		expect(
			live("2026-03-28", 40, () => ({
				order: { days },
				override: { ...prepayment({ reminders: [level(6), level(4)] }), common: { skipNonBankingDays: true } },
			})),
		).toEqual([
			// At once, though it is a Saturday.
			"2026-03-28 paymentInformation",
			"2026-04-07 reminder1",
			"2026-04-13 reminder2",
			"2026-04-20 cancel",
		]);
	});

	test("stale bank data delay, then one step a run and the next interval in full (F8)", () => {
		expect(
			live(FIRST, 60, (day) => ({
				override: prepayment({ repeatAfterDays: 3 }),
				run: day > FIRST && day < "2026-03-25" ? stale : {},
			})),
		).toEqual(["2026-03-02 paymentInformation", "2026-03-25 reminder1", "2026-03-30 reminder2", "2026-04-05 cancel"]);
	});

	test("payment information that was held is followed by the whole first interval (F8)", () => {
		expect(
			live(FIRST, 40, (day) => ({
				override: prepayment({}),
				run: day < "2026-03-20" ? { operation: "held" } : {},
			})),
		).toEqual(["2026-03-20 paymentInformation", "2026-03-27 reminder1", "2026-04-01 reminder2", "2026-04-07 cancel"]);
	});

	test("a changed amount or address informs again, and moves no reminder (B6)", () => {
		const settlement = {
			currency: "EUR",
			amount: 9_000,
			receivedInShop: 0,
			reportedByUs: 0,
			assigned: 0,
			besides: { cashDiscount: 0, charges: 0, tolerance: 0, byHand: 0 },
			repaid: 0,
		};
		expect(
			live(FIRST, 8, (day) => ({
				override: prepayment({}),
				order: {
					...(day >= "2026-03-05" ? { settlement } : {}),
					customer: { number: null, group: null, email: day >= "2026-03-07" ? "new@example.com" : "a@example.com" },
				},
			})),
		).toEqual([
			"2026-03-02 paymentInformation",
			"2026-03-05 paymentInformation amount",
			"2026-03-07 paymentInformation address",
			"2026-03-09 reminder1",
		]);
	});

	test("a date set by hand, sooner or later, is followed (G2)", () => {
		const byHand = (day: string) => ({ placedOn: FIRST, byHand: day, statedByShop: null, invoiceDate: null });
		const sooner = (day: string) => (day < "2026-03-04" ? {} : { order: { days: byHand("2026-02-20") } });
		expect(live(FIRST, 20, (day) => ({ override: prepayment({}), ...sooner(day) }))).toEqual([
			"2026-03-02 paymentInformation",
			"2026-03-04 reminder1",
			"2026-03-09 reminder2",
			"2026-03-15 cancel",
		]);
		expect(live(FIRST, 30, () => ({ override: prepayment({}), order: { days: byHand("2026-03-16") } }))).toEqual([
			"2026-03-16 paymentInformation",
			"2026-03-23 reminder1",
			"2026-03-28 reminder2",
		]);
	});

	test("open in the shop again: the schedule starts anew (B7)", () => {
		expect(
			live(FIRST, 60, (day) => ({
				override: prepayment({}),
				...(day >= "2026-03-10" && day < "2026-03-20" ? { order: { lifecycle: "removedExternally" } } : {}),
				...(day >= "2026-03-20" ? { anewSince: "2026-03-20" } : {}),
			})),
		).toEqual([
			"2026-03-02 paymentInformation",
			"2026-03-09 reminder1",
			"2026-03-20 paymentInformation",
			"2026-03-27 reminder1",
			"2026-04-01 reminder2",
			"2026-04-07 cancel",
		]);
	});

	test("a reminder sent by hand raises the level, and the next interval counts from it (G12)", () => {
		const byHand = { kind: "reminder", level: 1, on: "2026-03-04" } as const;
		expect(live(FIRST, 30, (day) => ({ override: prepayment({}), ...(day === byHand.on ? { byHand } : {}) }))).toEqual([
			"2026-03-02 paymentInformation",
			"2026-03-09 reminder2",
			"2026-03-15 cancel",
		]);
	});

	test("who is never reminded is given up no sooner for it (F14)", () => {
		expect(
			live(FIRST, 60, () => ({ override: { ...prepayment({}), common: { excludedGroups: ["retail"] } } })),
		).toEqual(["2026-03-02 paymentInformation", "2026-03-20 cancel"]);
	});

	test("a changed setting changes what is to come, never what was", () => {
		expect(
			live(FIRST, 60, (day) => ({
				override: prepayment(day < "2026-03-10" ? {} : { reminders: [level(30)], cancelAfterDays: 10 }),
			})),
		).toEqual(["2026-03-02 paymentInformation", "2026-03-09 reminder1", "2026-03-19 cancel"]);
	});
});

describe("invoice", () => {
	const order = { paymentCode: "invoice" as const };

	test("reminded, overdue, handed over by setting (F4, F7)", () => {
		expect(live(FIRST, 90, () => ({ order, override: invoice({ collectionAfterDays: 14 }) }))).toEqual([
			"2026-03-02 paymentInformation",
			"2026-03-23 reminder1",
			"2026-04-02 reminder2",
			"2026-04-10 overdue",
			"2026-04-24 handover",
		]);
	});

	test("a case that came back from debt collection is not handed over again by the machine (I9)", () => {
		expect(
			live(FIRST, 200, (day) => ({
				order,
				override: invoice({ collectionAfterDays: 14 }),
				...(day === "2026-04-12" ? { byHand: { kind: "handover", on: day } } : {}),
			})).at(-1),
		).toBe("2026-04-10 overdue");
	});

	test("handed over only by hand where the setting is empty", () => {
		expect(live(FIRST, 200, () => ({ order, override: invoice({}) })).at(-1)).toBe("2026-04-10 overdue");
	});

	test("a notice before the due date, by the terms that hold (M8, F12)", () => {
		const terms = { byHand: null, fromShop: [{ days: 14, discountPercent: 0 }], dueOnInvoice: null };
		expect(live(FIRST, 25, () => ({ order: { ...order, terms }, override: invoice({ beforeDueDays: 3 }) }))).toEqual([
			"2026-03-02 paymentInformation",
			"2026-03-13 beforeDue",
			"2026-03-23 reminder1",
		]);
	});

	test("the notice is left out where it would come too late", () => {
		expect(
			live(FIRST, 25, (day) => ({
				order,
				override: invoice({ beforeDueDays: 3, netDays: 14 }),
				run: day >= "2026-03-10" && day < "2026-03-17" ? stale : {},
			})),
		).toEqual(["2026-03-02 paymentInformation", "2026-03-23 reminder1"]);
	});
});

test("cash on delivery: no payment information; the customer is asked, then it is overdue (F13)", () => {
	const override = { cashOnDelivery: { askAfterDays: 14, overdueAfterDays: 10, collectionAfterDays: null } };
	expect(live(FIRST, 60, () => ({ order: { paymentCode: "cashOnDelivery" }, override }))).toEqual([
		"2026-03-16 question",
		"2026-03-26 overdue",
	]);
});
