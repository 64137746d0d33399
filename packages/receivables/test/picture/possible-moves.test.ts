import fc from "fast-check";
import { expect, test } from "vitest";
import { firstOrders, PAYMENT_CODES, possibleMoves } from "../../picture/possible-moves.ts";
import {
	LIFECYCLE_EVENTS,
	type LifecycleEvent,
	ORDER_STATES,
	type OrderState,
	orderState,
	outstanding,
	type Settlement,
	settlementStatus,
	transition,
} from "../../src/index.ts";

/** Which state may follow which (H). Everything that is not here is forbidden. */
const FOLLOWS: Readonly<Record<OrderState, string>> = {
	open: "partiallyPaid paid overpaid cancelled overdue debtCollection removedExternally monitoring",
	partiallyPaid:
		"open paid overpaid notManaged cancelled overdue debtCollection partiallyRepaid repaid removedExternally monitoring",
	paid: "open partiallyPaid overpaid notManaged cancelled overdue debtCollection partiallyRepaid repaid removedExternally monitoring",
	overpaid:
		"open partiallyPaid paid notManaged cancelled overdue debtCollection partiallyRepaid repaid removedExternally monitoring",
	notManaged:
		"open partiallyPaid paid overpaid cancelled overdue debtCollection partiallyRepaid repaid removedExternally monitoring",
	cancelled: "open partiallyPaid paid overpaid partiallyRepaid repaid removedExternally monitoring",
	overdue: "open partiallyPaid paid overpaid debtCollection partiallyRepaid repaid removedExternally monitoring",
	debtCollection: "paid overpaid overdue partiallyRepaid repaid removedExternally",
	partiallyRepaid: "partiallyPaid paid overpaid notManaged cancelled overdue debtCollection repaid removedExternally",
	repaid:
		"open partiallyPaid paid overpaid notManaged cancelled overdue debtCollection partiallyRepaid removedExternally monitoring",
	removedExternally: "open partiallyPaid paid overpaid notManaged partiallyRepaid repaid monitoring",
	monitoring: "open partiallyPaid paid overpaid removedExternally",
};
const moves = possibleMoves();
const causes = (from: OrderState, to: OrderState) =>
	moves.filter((move) => move.from === from && move.to === to).map(({ event }) => event);

test("every state that can follow another, and no other (H)", () => {
	for (const from of ORDER_STATES) {
		const reached = ORDER_STATES.filter((to) => causes(from, to).length > 0);
		expect(reached.join(" "), from).toBe(FOLLOWS[from]);
	}
});

test.each<[string, OrderState, OrderState, string[]]>([
	["a paid order is cancelled only by undoing what had revived it (D6)", "paid", "cancelled", ["assignment-undone"]],
	["a removed order comes back only through the shop (B7)", "removedExternally", "open", ["reopened-in-shop"]],
	["a paid order is lost only when it is deleted (B7)", "paid", "removedExternally", ["deleted-in-shop"]],
	["an order leaves debt collection unpaid only when it ends", "debtCollection", "overdue", ["collection-ended"]],
	["an order left alone is taken over (A7)", "notManaged", "open", ["taken-under-management"]],
	[
		"a watched order is asked for money only if its method changes (L3)",
		"monitoring",
		"open",
		["payment-code-changed"],
	],
])("%s", (_name, from, to, events) => {
	expect(causes(from, to)).toEqual(events);
});

/** The settlement after an event, with amounts as they come: not those of the small world that the table was made from. */
function changed(settlement: Settlement, event: LifecycleEvent, minor: number): Settlement {
	const { assigned, besides } = settlement;
	if (event === "payment-assigned") return { ...settlement, assigned: assigned + 1 + minor };
	if (event === "assignment-undone" || event === "payment-returned") {
		return { ...settlement, assigned: Math.max(0, assigned - 1 - minor) };
	}
	if (event === "amount-changed") return { ...settlement, amount: minor };
	if (event === "received-in-shop") return { ...settlement, receivedInShop: minor };
	if (event === "repayment-recorded") return { ...settlement, repaid: Math.min(minor, assigned) };
	if (event === "settled-besides") return { ...settlement, besides: { ...besides, tolerance: minor } };
	if (event !== "marked-paid-by-hand") return settlement;
	return { ...settlement, besides: { ...besides, byHand: besides.byHand + outstanding(settlement) } };
}

test("whatever happens to an order, in whatever order, its state moves only as the table says", () => {
	const happening = fc.record({
		event: fc.constantFrom(...LIFECYCLE_EVENTS),
		minor: fc.nat({ max: 20 }),
		code: fc.constantFrom(...PAYMENT_CODES),
		paymentRevives: fc.boolean(),
	});
	const allowed = new Set(moves.map(({ from, to, event }) => `${from} ${to} ${event}`));
	fc.assert(
		fc.property(fc.constantFrom(...firstOrders()), fc.array(happening, { maxLength: 40 }), (first, happenings) => {
			let { paymentCode, lifecycle, settlement } = first;
			for (const { event, minor, code, paymentRevives } of happenings) {
				const from = orderState(lifecycle, settlement);
				const then = changed(settlement, event, minor);
				const as = event === "payment-code-changed" ? code : paymentCode;
				const moved = transition(lifecycle, event, {
					settlement: settlementStatus(then),
					paymentCode: as,
					paymentRevives,
				});
				if (!moved.ok) continue;
				[paymentCode, lifecycle, settlement] = [as, moved.lifecycle, then];
				const to = orderState(lifecycle, settlement);
				if (from !== to) expect(allowed).toContain(`${from} ${to} ${event}`);
			}
		}),
		{ numRuns: 500 },
	);
});
