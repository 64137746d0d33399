import type { Statuses } from "@kontor/connector";
import type { ShopifyOrder } from "./shapes.ts";

/** Kontor's own payment statuses, each a tag of the order; where an order has several, the first counts. */
const KONTOR_TAGS = [
	"kontor-payment-revoked",
	"kontor-debt-collection",
	"kontor-overdue",
	"kontor-partially-paid",
] as const;
export type KontorTag = (typeof KONTOR_TAGS)[number];

/** The tag with which a payment that Shopify holds counts as taken back. */
export const REVOKED: KontorTag = "kontor-payment-revoked";

/** Money is still missing, by Shopify: here a tag of Kontor's says more precisely what the matter is. */
const WAITING = ["PENDING", "PARTIALLY_PAID", "AUTHORIZED", "EXPIRED"];

/** Titles as Shopify's admin shows them. */
export const SHOP_STATUSES = {
	order: [
		{ id: "open", title: "Offen / Open" },
		{ id: "closed", title: "Archiviert / Archived" },
		{ id: "cancelled", title: "Storniert / Canceled" },
	],
	payment: [
		{ id: "PENDING", title: "Ausstehend / Pending" },
		{ id: "AUTHORIZED", title: "Autorisiert / Authorized" },
		{ id: "PARTIALLY_PAID", title: "Teilweise bezahlt / Partially paid" },
		{ id: "PAID", title: "Bezahlt / Paid" },
		{ id: "PARTIALLY_REFUNDED", title: "Teilweise rückerstattet / Partially refunded" },
		{ id: "REFUNDED", title: "Rückerstattet / Refunded" },
		{ id: "VOIDED", title: "Ungültig / Voided" },
		{ id: "EXPIRED", title: "Abgelaufen / Expired" },
		{ id: "kontor-partially-paid", title: "Kontor: teilweise bezahlt / partially paid" },
		{ id: "kontor-overdue", title: "Kontor: überfällig / overdue" },
		{ id: "kontor-debt-collection", title: "Kontor: Inkasso / debt collection" },
		{ id: "kontor-payment-revoked", title: "Kontor: Zahlung zurückgenommen / payment taken back" },
	],
	fulfillment: [
		{ id: "UNFULFILLED", title: "Nicht ausgeführt / Unfulfilled" },
		{ id: "PARTIALLY_FULFILLED", title: "Teilweise ausgeführt / Partially fulfilled" },
		{ id: "FULFILLED", title: "Ausgeführt / Fulfilled" },
		{ id: "IN_PROGRESS", title: "In Bearbeitung / In progress" },
		{ id: "ON_HOLD", title: "Zurückgestellt / On hold" },
		{ id: "SCHEDULED", title: "Geplant / Scheduled" },
		{ id: "OPEN", title: "Offen / Open" },
		{ id: "PENDING_FULFILLMENT", title: "Ausführung ausstehend / Pending fulfillment" },
		{ id: "REQUEST_DECLINED", title: "Anfrage abgelehnt / Request declined" },
		{ id: "RESTOCKED", title: "Wieder eingelagert / Restocked" },
	],
} as const satisfies Record<string, readonly { id: string; title: string }[]>;

type Tagged = Pick<ShopifyOrder, "tags" | "displayFinancialStatus">;

export function statusesOf(order: ShopifyOrder): Statuses {
	return {
		order: order.cancelledAt !== null ? "cancelled" : order.closed ? "closed" : "open",
		payment: tagOf(order) ?? nativePayment(order),
		fulfillment: order.displayFulfillmentStatus,
	};
}

/** Shopify leaves it out where nothing was ever asked of the customer; then nothing was paid either. */
export function nativePayment({ displayFinancialStatus }: Pick<ShopifyOrder, "displayFinancialStatus">): string {
	return displayFinancialStatus ?? "PENDING";
}

/** The tag that counts; null where none does, or where Shopify's own status is past it. */
export function tagOf(order: Tagged): KontorTag | null {
	const tag = tagsOf(order)[0] ?? null;
	return tag !== null && canCarry(order, tag) ? tag : null;
}

/** Whether this tag would count on the order as it is. */
export function canCarry(order: Tagged, tag: KontorTag): boolean {
	const native = nativePayment(order);
	return WAITING.includes(native) || (tag === REVOKED && native === "PAID");
}

/** Every tag of Kontor's that the order has. Shopify does not tell upper and lower case apart. */
export function tagsOf({ tags }: Pick<ShopifyOrder, "tags">): KontorTag[] {
	const present = new Set(tags.map((tag) => tag.toLowerCase()));
	return KONTOR_TAGS.filter((tag) => present.has(tag));
}

export function isKontorTag(status: string): status is KontorTag {
	return (KONTOR_TAGS as readonly string[]).includes(status);
}

/** The search for every order that may count as open by these payment statuses. */
export function searchFor(paymentStatuses: readonly string[]): string {
	const native = paymentStatuses.filter((status) => !isKontorTag(status));
	const tagged = paymentStatuses.some((status) => isKontorTag(status)) ? ["PENDING", "PARTIALLY_PAID"] : [];
	const terms = [...new Set([...native, ...tagged])].map((status) => `financial_status:${status.toLowerCase()}`);
	if (paymentStatuses.includes(REVOKED)) terms.push(`tag:${REVOKED}`);
	return terms.join(" OR ");
}
