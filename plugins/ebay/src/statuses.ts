import type { Statuses } from "@kontor/connector";
import type { EbayOrder } from "./shapes.ts";

/** eBay's enumerations OrderPaymentStatusEnum, OrderFulfillmentStatus and CancelStateEnum. */
export const SHOP_STATUSES = {
	payment: [
		{ id: "PENDING", title: "Ausstehend / Pending" },
		{ id: "FAILED", title: "Fehlgeschlagen / Failed" },
		{ id: "PAID", title: "Bezahlt / Paid" },
		{ id: "PARTIALLY_REFUNDED", title: "Teilweise erstattet / Partially refunded" },
		{ id: "FULLY_REFUNDED", title: "Vollständig erstattet / Fully refunded" },
	],
	fulfillment: [
		{ id: "NOT_STARTED", title: "Nicht verschickt / Not shipped" },
		{ id: "IN_PROGRESS", title: "Teilweise verschickt / Partially shipped" },
		{ id: "FULFILLED", title: "Verschickt / Shipped" },
	],
	cancellation: [
		{ id: "NONE_REQUESTED", title: "Kein Abbruch / No cancellation" },
		{ id: "IN_PROGRESS", title: "Abbruch angefragt / Cancellation requested" },
		{ id: "CANCELED", title: "Abgebrochen / Canceled" },
	],
} as const satisfies Record<string, readonly { id: string; title: string }[]>;

export function statusesOf(order: EbayOrder): Statuses {
	return {
		payment: order.orderPaymentStatus,
		fulfillment: order.orderFulfillmentStatus,
		cancellation: order.cancelStatus?.cancelState ?? "NONE_REQUESTED",
	};
}
