import type { PaymentCode } from "@kontor/connector";
import {
	type Circumstances,
	firstLifecycle,
	LIFECYCLE_EVENTS,
	type Lifecycle,
	type LifecycleEvent,
	type OrderState,
	orderState,
	outstanding,
	type Settlement,
	settlementStatus,
	transition,
	unpaid,
} from "../src/index.ts";

/** One change of the state a merchant sees, and one of its causes. */
export interface Move {
	readonly from: OrderState;
	readonly to: OrderState;
	readonly event: LifecycleEvent;
}

/** An order of a small world, in which amounts are 0 to 3 units: more would allow nothing more. */
export interface SmallOrder {
	readonly paymentCode: PaymentCode;
	readonly lifecycle: Lifecycle;
	readonly settlement: Settlement;
}

export const PAYMENT_CODES: readonly PaymentCode[] = ["prepayment", "invoice", "cashOnDelivery", "monitored"];

/** How the orders of the small world begin. */
export function firstOrders(): SmallOrder[] {
	return PAYMENT_CODES.flatMap((paymentCode) =>
		[true, false].flatMap((isOld) =>
			[0, 1].map((amount) => ({
				paymentCode,
				lifecycle: firstLifecycle(paymentCode, isOld),
				settlement: unpaid(amount, "EUR"),
			})),
		),
	);
}

/** Every order that an event can make of this one; none where it is refused. */
function after(order: SmallOrder, event: LifecycleEvent): SmallOrder[] {
	const codes = event === "payment-code-changed" ? PAYMENT_CODES : [order.paymentCode];
	return codes.flatMap((paymentCode) =>
		settlementsAfter(order.settlement, event).flatMap((settlement) =>
			pasts(event).flatMap((past) => {
				const given: Circumstances = { settlement: settlementStatus(settlement), paymentCode, ...past };
				const moved = transition(order.lifecycle, event, given);
				return moved.ok ? [{ paymentCode, lifecycle: moved.lifecycle, settlement }] : [];
			}),
		),
	);
}

/** Every change of state that can be reached: all others are forbidden (H). */
export function possibleMoves(): Move[] {
	const moves = new Map<string, Move>();
	const known = new Set<string>();
	const waiting: SmallOrder[] = firstOrders();
	for (let order = waiting.pop(); order !== undefined; order = waiting.pop()) {
		const from = orderState(order.lifecycle, order.settlement);
		for (const event of LIFECYCLE_EVENTS) {
			for (const next of after(order, event)) {
				const to = orderState(next.lifecycle, next.settlement);
				if (from !== to) moves.set(`${from} ${to} ${event}`, { from, to, event });
				const key = keyOf(next);
				if (known.has(key)) continue;
				known.add(key);
				waiting.push(next);
			}
		}
	}
	return [...moves.values()];
}

function keyOf({
	paymentCode,
	lifecycle,
	settlement: { amount, receivedInShop, assigned, besides, repaid },
}: SmallOrder): string {
	return [paymentCode, lifecycle, amount, receivedInShop, assigned, besides.byHand, repaid].join();
}

/** What an event may do to the money. */
function settlementsAfter(settlement: Settlement, event: LifecycleEvent): Settlement[] {
	const { assigned, besides } = settlement;
	const upTo = (most: number) => Array.from({ length: most + 1 }, (_, index) => index);
	switch (event) {
		case "payment-assigned":
			return [1, 2, 3].flatMap((more) => (assigned + more > 3 ? [] : [{ ...settlement, assigned: assigned + more }]));
		case "assignment-undone":
		case "payment-returned":
			return upTo(assigned)
				.slice(0, -1)
				.map((left) => ({ ...settlement, assigned: left }));
		case "settled-besides":
			return upTo(2).map((byHand) => ({ ...settlement, besides: { ...besides, byHand } }));
		case "marked-paid-by-hand":
			return [{ ...settlement, besides: { ...besides, byHand: besides.byHand + outstanding(settlement) } }];
		case "repayment-recorded":
			return upTo(assigned).map((repaid) => ({ ...settlement, repaid }));
		case "amount-changed":
			return upTo(3).map((amount) => ({ ...settlement, amount }));
		case "received-in-shop":
			return upTo(2).map((receivedInShop) => ({ ...settlement, receivedInShop }));
		default:
			return [settlement];
	}
}

/** What the history may say where an event goes back in it. */
function pasts(event: LifecycleEvent): Pick<Circumstances, "paymentRevives" | "formerly">[] {
	if (event === "payment-assigned") return [{}, { paymentRevives: true }];
	if (event === "reopened-in-shop") return [{}, { formerly: "notManaged" }];
	if (event !== "assignment-undone") return [{}];
	return [{}, { formerly: "notManaged" }, { formerly: "cancelled" }, { formerly: "overdue" }];
}
