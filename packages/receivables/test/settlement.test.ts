import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outstanding, type Settlement, settlementStatus, surplus, unpaid } from "../src/index.ts";
import { anySettlement } from "./any-settlement.ts";

/** An order of 100.00 EUR. */
function order({ besides, ...change }: Change = {}): Settlement {
	const start = unpaid(10_000, "EUR");
	return { ...start, ...change, besides: { ...start.besides, ...besides } };
}
type Change = Partial<Omit<Settlement, "besides">> & { besides?: Partial<Settlement["besides"]> };

describe("settlementStatus", () => {
	test.each<[string, Settlement, string, number, number]>([
		["nothing happened", order(), "unpaid", 10_000, 0],
		["a part came", order({ assigned: 4_000 }), "partiallyPaid", 6_000, 0],
		["exactly paid", order({ assigned: 10_000 }), "paid", 0, 0],
		["paid too much", order({ assigned: 10_500 }), "overpaid", 0, 500],
		["raised after it was paid", order({ assigned: 10_000, amount: 12_000 }), "partiallyPaid", 2_000, 0],
		["lowered after it was paid", order({ assigned: 10_000, amount: 9_000 }), "overpaid", 0, 1_000],
		[
			"only the principal, where charges are needed too",
			order({ assigned: 10_000, charged: 500 }),
			"partiallyPaid",
			500,
			0,
		],
		["with the charges that are needed", order({ assigned: 10_500, charged: 500 }), "paid", 0, 0],
		["beyond the charges that are needed", order({ assigned: 10_700, charged: 500 }), "overpaid", 0, 200],
		["nothing of order and charges", order({ charged: 500 }), "unpaid", 10_500, 0],
		["an order of zero", order({ amount: 0 }), "paid", 0, 0],
		["an order below zero", order({ amount: -500 }), "paid", 0, 0],
		["zero, but something came", order({ amount: 0, assigned: 300 }), "overpaid", 0, 300],
		["cash discount fills the rest", order({ assigned: 9_800, besides: { cashDiscount: 200 } }), "paid", 0, 0],
		["a tolerated surplus", order({ assigned: 10_002, besides: { tolerance: -2 } }), "paid", 0, 0],
		["marked as paid by hand", order({ besides: { byHand: 10_000 } }), "paid", 0, 0],
		["a gift card paid a part", order({ receivedInShop: 2_500 }), "partiallyPaid", 7_500, 0],
		[
			"our own report does not count twice",
			order({ assigned: 4_000, receivedInShop: 4_000, reportedByUs: 4_000 }),
			"partiallyPaid",
			6_000,
			0,
		],
		["gift card and our report", order({ assigned: 7_500, receivedInShop: 10_000, reportedByUs: 7_500 }), "paid", 0, 0],
		["the shop dropped our report", order({ assigned: 10_000, receivedInShop: 0, reportedByUs: 10_000 }), "paid", 0, 0],
		["the bank took the payment back", order({ assigned: 0 }), "unpaid", 10_000, 0],
		["the surplus went back", order({ assigned: 10_500, repaid: 500 }), "paid", 0, 0],
		["half of the surplus went back", order({ assigned: 10_500, repaid: 200 }), "overpaid", 0, 300],
		["more than the surplus went back", order({ assigned: 10_500, repaid: 1_000 }), "partiallyRepaid", 0, 0],
		["a part of the price went back", order({ assigned: 10_000, repaid: 3_000 }), "partiallyRepaid", 0, 0],
		["all of it went back", order({ assigned: 10_000, repaid: 10_000 }), "repaid", 0, 0],
		[
			"all went back and the shop lowered to zero",
			order({ amount: 0, assigned: 10_000, repaid: 10_000 }),
			"repaid",
			0,
			0,
		],
		["a credited part went back", order({ amount: 6_000, assigned: 10_000, repaid: 4_000 }), "paid", 0, 0],
	])("%s", (_name, settlement, status, open, over) => {
		expect([settlementStatus(settlement), outstanding(settlement), surplus(settlement)]).toEqual([status, open, over]);
	});
});

describe("for every settlement", () => {
	test("an outstanding amount and a surplus exclude each other, and neither is negative", () => {
		fc.assert(
			fc.property(anySettlement, (settlement) => {
				const [open, over] = [outstanding(settlement), surplus(settlement)];
				expect(Math.min(open, over)).toBe(0);
				expect(Math.max(open, over)).toBeGreaterThanOrEqual(0);
			}),
		);
	});

	test("paying exactly what is outstanding settles it", () => {
		fc.assert(
			fc.property(anySettlement, (any) => {
				const settlement = { ...any, repaid: 0 };
				const open = outstanding(settlement);
				fc.pre(open > 0);
				const paid = { ...settlement, assigned: settlement.assigned + open };
				expect(settlementStatus(paid)).toBe("paid");
				expect(settlementStatus({ ...paid, assigned: paid.assigned - 1 })).toMatch(/unpaid|partiallyPaid/);
				expect(settlementStatus({ ...paid, assigned: paid.assigned + 1 })).toBe("overpaid");
			}),
		);
	});

	test("without repayments the status says what is outstanding", () => {
		fc.assert(
			fc.property(anySettlement, (settlement) => {
				const status = settlementStatus({ ...settlement, repaid: 0 });
				const waits = status === "unpaid" || status === "partiallyPaid";
				expect(waits).toBe(outstanding(settlement) > 0);
			}),
		);
	});
});
