import type { Day, PaymentCode } from "@kontor/connector";

/** The days that an order's payment information and reminders may count from. */
export interface OrderDays {
	/** The order date. */
	readonly placedOn: Day;
	/** Set by hand for this order. */
	readonly byHand: Day | null;
	/** The due date that the shop states for a prepayment; not the end of a payment term. */
	readonly statedByShop: Day | null;
	readonly invoiceDate: Day | null;
}

export interface ReferenceDay {
	readonly day: Day;
	readonly source: "byHand" | "shop" | "invoice" | "order" | "trackedAnew";
}

/**
 * What the schedule counts from (G2): set by hand, from the shop, the invoice date where an invoice was read, the order date.
 * The end of the payment term moves nothing.
 */
export function referenceDay(paymentCode: PaymentCode, days: OrderDays): ReferenceDay {
	if (days.byHand !== null) return { day: days.byHand, source: "byHand" };
	if (days.statedByShop !== null && paymentCode === "prepayment") return { day: days.statedByShop, source: "shop" };
	if (days.invoiceDate !== null) return { day: days.invoiceDate, source: "invoice" };
	return { day: days.placedOn, source: "order" };
}
