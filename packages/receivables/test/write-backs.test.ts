import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	type Change,
	LIFECYCLE_EVENTS,
	LIFECYCLES,
	type Lifecycle,
	type LifecycleEvent,
	type OrderView,
	type Settlement,
	unpaid,
	writeBacks,
} from "../src/index.ts";
import { anySettlement } from "./any-settlement.ts";

const written: Change["written"] = {
	paid: { machine: "order", status: "processing" },
	partiallyPaid: { machine: "order", status: "partially-paid" },
	cancelled: { machine: "order", status: "cancelled" },
	overdue: { machine: "order", status: "overdue" },
	debtCollection: { machine: "order", status: "collection" },
	paymentRevoked: { machine: "order", status: "on-hold" },
};

/** An order of 100.00 EUR. */
function view(lifecycle: Lifecycle, change: Partial<Settlement> = {}): OrderView {
	return { lifecycle, settlement: { ...unpaid(10_000, "EUR"), ...change } };
}

/** The write-backs as one line each, for reading. */
function told(event: LifecycleEvent, before: OrderView, after: OrderView, more: Partial<Change> = {}): string[] {
	return writeBacks({ event, before, after, written, testSystem: false, ...more }).map((w) => {
		const amount = w.kind === "mark-paid" || w.kind === "record-repayment" ? ` ${w.amount.minor}` : "";
		const part = w.kind === "mark-partially-paid" ? ` ${w.received.minor}/${w.outstanding.minor}` : "";
		const text = w.kind === "annotate" ? ` "${w.text.en}"` : "";
		return `${w.kind}${amount}${part}${text}${w.status === null ? "" : ` -> ${w.status.status}`}`;
	});
}

const open = view("managed");
const half = view("managed", { assigned: 4_000 });
const paid = view("managed", { assigned: 10_000 });
const late = (assigned: number) => view("overdue", { assigned });

describe("what the shop is told", () => {
	test.each<[string, LifecycleEvent, OrderView, OrderView, string[]]>([
		["paid", "payment-assigned", open, paid, ["mark-paid 10000 -> processing"]],
		["a part", "payment-assigned", open, half, ["mark-partially-paid 4000/6000 -> partially-paid"]],
		["the rest", "payment-assigned", half, paid, ["mark-paid 10000 -> processing"]],
		[
			"overpaid is paid; the surplus is not the order's",
			"payment-assigned",
			open,
			view("managed", { assigned: 12_000 }),
			["mark-paid 10000 -> processing"],
		],
		[
			"what the shop received itself takes nothing back",
			"received-in-shop",
			paid,
			view("managed", { assigned: 10_000, receivedInShop: 10_000 }),
			[],
		],
		[
			"an amount of nothing takes nothing back",
			"amount-changed",
			paid,
			view("managed", { amount: 0, assigned: 10_000 }),
			[],
		],
		["a second payment of a paid order", "payment-assigned", paid, view("managed", { assigned: 20_000 }), []],
		[
			"one of two payments undone",
			"assignment-undone",
			paid,
			half,
			["revoke-payment -> on-hold", "mark-partially-paid 4000/6000 -> partially-paid"],
		],
		["the only payment undone", "assignment-undone", paid, open, ["revoke-payment -> on-hold"]],
		["a part undone", "assignment-undone", half, open, ["revoke-payment -> on-hold"]],
		["direct debit returned", "payment-returned", paid, open, ["revoke-payment -> on-hold"]],
		[
			"amount raised after it was paid",
			"amount-changed",
			paid,
			view("managed", { assigned: 10_000, amount: 12_000 }),
			["mark-partially-paid 10000/2000 -> partially-paid"],
		],
		[
			"amount lowered to what was paid",
			"amount-changed",
			half,
			view("managed", { assigned: 4_000, amount: 4_000 }),
			["mark-paid 4000 -> processing"],
		],
		[
			"amount of a paid order lowered",
			"amount-changed",
			paid,
			view("managed", { assigned: 10_000, amount: 9_000 }),
			[],
		],
		[
			"a gift card paid the rest in the shop",
			"received-in-shop",
			half,
			view("managed", { assigned: 4_000, receivedInShop: 6_000 }),
			["mark-paid 4000 -> processing"],
		],
		["all was paid in the shop: it knows", "received-in-shop", open, view("managed", { receivedInShop: 10_000 }), []],
		[
			"our own report comes back",
			"received-in-shop",
			paid,
			view("managed", { assigned: 10_000, receivedInShop: 10_000, reportedByUs: 10_000 }),
			[],
		],
		[
			"an order left alone is paid (A7)",
			"payment-assigned",
			view("notManaged"),
			paid,
			["mark-paid 10000 -> processing"],
		],
		["that payment was wrong", "assignment-undone", paid, view("notManaged"), ["revoke-payment -> on-hold"]],
		[
			"a watched order is paid (A5)",
			"payment-assigned",
			view("monitoring"),
			view("monitoring", { assigned: 10_000 }),
			["mark-paid 10000 -> processing"],
		],
		[
			"a removed order is paid, for the books (B7)",
			"payment-assigned",
			view("removedExternally"),
			view("removedExternally", { assigned: 10_000 }),
			[],
		],
		["removed in the shop", "deleted-in-shop", half, view("removedExternally", { assigned: 4_000 }), []],
		[
			"open in the shop again, paid meanwhile",
			"reopened-in-shop",
			view("removedExternally", { assigned: 10_000 }),
			paid,
			["mark-paid 10000 -> processing"],
		],
		["a cancelled order opened again in the shop", "reopened-in-shop", view("cancelled"), open, []],
		["cancelled", "cancelled-by-schedule", open, view("cancelled"), ["cancel -> cancelled"]],
		[
			"cancelled with a part paid",
			"cancelled-by-hand",
			half,
			view("cancelled", { assigned: 4_000 }),
			["cancel -> cancelled"],
		],
		[
			"cancelled, and paid by setting (D6)",
			"payment-assigned",
			view("cancelled"),
			paid,
			["mark-paid 10000 -> processing"],
		],
		[
			"that payment undone",
			"assignment-undone",
			paid,
			view("cancelled"),
			["revoke-payment -> on-hold", "cancel -> cancelled"],
		],
		["cancellation lifted by hand", "revived-by-hand", view("cancelled"), open, ["set-status -> on-hold"]],
		[
			"cancellation lifted, a part was paid",
			"revived-by-hand",
			view("cancelled", { assigned: 4_000 }),
			half,
			["mark-partially-paid 4000/6000 -> partially-paid"],
		],
		["overdue", "overdue-by-schedule", open, late(0), ["set-status -> overdue"]],
		[
			"a part of an overdue order",
			"payment-assigned",
			late(0),
			late(4_000),
			['annotate "Part payment: 40.00 EUR received, 60.00 EUR outstanding."'],
		],
		["an overdue order paid", "payment-assigned", late(0), late(10_000), ["mark-paid 10000 -> processing"]],
		[
			"that payment returned",
			"payment-returned",
			late(10_000),
			late(0),
			["revoke-payment -> on-hold", "set-status -> overdue"],
		],
		["an overdue order paid in the shop", "received-in-shop", late(0), view("overdue", { receivedInShop: 10_000 }), []],
		["handed over", "collection-by-hand", late(0), view("debtCollection"), ["set-status -> collection"]],
		["collection ended unpaid", "collection-ended", view("debtCollection"), late(0), ["set-status -> overdue"]],
		[
			"repaid",
			"repayment-recorded",
			paid,
			view("managed", { assigned: 10_000, repaid: 2_500 }),
			["record-repayment 2500"],
		],
		[
			"the repayment bounced",
			"repayment-recorded",
			view("managed", { assigned: 10_000, repaid: 2_500 }),
			paid,
			['annotate "Repayment of 25.00 EUR came back."'],
		],
		["an order of zero", "amount-changed", open, view("managed", { amount: 0 }), []],
	])("%s", (_name, event, before, after, expected) => {
		expect(told(event, before, after)).toEqual(expected);
	});

	test("with cash discount the whole order is paid, not only the money", () => {
		const besides = { cashDiscount: 200, charges: 0, tolerance: 0, byHand: 0 };
		expect(told("payment-assigned", open, view("managed", { assigned: 9_800, besides }))).toEqual([
			"mark-paid 10000 -> processing",
		]);
	});

	test("where no status is mapped, payments are told without one and a mark is not written", () => {
		expect(told("payment-assigned", open, paid, { written: {} })).toEqual(["mark-paid 10000"]);
		expect(told("overdue-by-schedule", open, late(0), { written: {} })).toEqual([]);
	});
});

describe("whatever the change", () => {
	const anyView: fc.Arbitrary<OrderView> = fc.record({
		lifecycle: fc.constantFrom(...LIFECYCLES),
		settlement: anySettlement,
	});
	const anyEvent = fc.constantFrom(...LIFECYCLE_EVENTS);

	test("a test system is never written to (A8), nor is a removed order (B7)", () => {
		fc.assert(
			fc.property(anyEvent, anyView, anyView, (event, before, after) => {
				expect(told(event, before, after, { testSystem: true })).toEqual([]);
				expect(told(event, before, { ...after, lifecycle: "removedExternally" })).toEqual([]);
			}),
		);
	});

	test("no change, no write-back", () => {
		fc.assert(
			fc.property(anyEvent, anyView, (event, same) => {
				expect(told(event, same, same)).toEqual([]);
			}),
		);
	});

	test("no command twice, no amount that is not positive, never more than the order needed", () => {
		fc.assert(
			fc.property(anyEvent, anyView, anyView, (event, before, after) => {
				const commands = writeBacks({ event, before, after, written, testSystem: false });
				const notNotes = commands.map(({ kind }) => kind).filter((kind) => kind !== "annotate");
				expect(new Set(notNotes).size).toBe(notNotes.length);
				for (const command of commands) {
					if (command.kind === "mark-paid") {
						expect(command.amount.minor).toBeGreaterThan(0);
						expect(command.amount.minor).toBeLessThanOrEqual(after.settlement.amount);
					}
					if (command.kind === "mark-partially-paid") {
						expect(Math.min(command.received.minor, command.outstanding.minor)).toBeGreaterThan(0);
					}
				}
			}),
		);
	});
});
