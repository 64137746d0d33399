import type { PaymentCode } from "@kontor/connector";
import { isSettled, type Settlement, type SettlementStatus, settlementStatus } from "./settlement.ts";

/** What is being done about an order besides its money. Stored; changes only through `transition`. */
export const LIFECYCLES = [
	/** Under Kontor's care in full. */
	"managed",
	/** Was in the shop before it was connected (A7): known, payable, left alone. */
	"notManaged",
	/** Of a payment method that is only watched (L3). */
	"monitoring",
	/** Prepayment that did not come (F4), or cancelled by a person. */
	"cancelled",
	/** Invoice or cash on delivery past its last date (F4). */
	"overdue",
	/** With a collection partner (F7). */
	"debtCollection",
	/** Deleted or no longer open in the shop (B7). */
	"removedExternally",
] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

/** PRODUCT H. */
export const ORDER_STATES = [
	"open",
	"partiallyPaid",
	"paid",
	"overpaid",
	"notManaged",
	"cancelled",
	"overdue",
	"debtCollection",
	"partiallyRepaid",
	"repaid",
	"removedExternally",
	"monitoring",
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** The state a merchant sees, from what is stored and what was paid. */
export function orderState(lifecycle: Lifecycle, settlement: Settlement): OrderState {
	return stateOf(lifecycle, settlementStatus(settlement));
}

/**
 * `orderState` by the two dimensions themselves:
 * - `removedExternally` stays, whatever is paid: nothing is done about such an order any more (B7);
 * - `cancelled` stays until the money went back: a payment brings it back only through an event (D6);
 * - everything else gives way once the order is settled;
 * - a part leaves `overdue`, `debtCollection` and `notManaged` standing: the rest is still late, or still left alone.
 */
export function stateOf(lifecycle: Lifecycle, status: SettlementStatus): OrderState {
	if (lifecycle === "removedExternally") return lifecycle;
	if (lifecycle === "cancelled") return status === "partiallyRepaid" || status === "repaid" ? status : lifecycle;
	if (isSettled(status)) return status;
	if (lifecycle === "managed") return status === "partiallyPaid" ? status : "open";
	if (lifecycle === "monitoring" && status === "partiallyPaid") return status;
	return lifecycle;
}

/**
 * What a posting may do with an order: pay it (`open`), speak against other candidates (`closed`), or wait for a
 * person's decision (`cancelled`: D6, also cash on delivery that is overdue). An order removed in the shop can be paid, for the books (B7).
 */
export type Standing = "open" | "closed" | "cancelled";

export function standing(lifecycle: Lifecycle, settlement: Settlement, paymentCode: PaymentCode): Standing {
	if (isSettled(settlementStatus(settlement))) return "closed";
	if (lifecycle === "cancelled") return "cancelled";
	return lifecycle === "overdue" && paymentCode === "cashOnDelivery" ? "cancelled" : "open";
}
