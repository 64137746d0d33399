import { record, type Shop, type StoredOrder } from "./state.ts";
import { announce } from "./webhooks.ts";

/** What happens to an order, whoever did it: buyer, merchant or app. */

export interface Placed {
	readonly minor?: number;
	readonly currency?: string;
	readonly gateways?: readonly string[];
	readonly terms?: number;
	readonly presentment?: { readonly currency: string; readonly factor: number };
	readonly processed?: Date;
	readonly test?: boolean;
	readonly company?: { readonly name: string; readonly externalId: string | null };
	readonly poNumber?: string;
	readonly locations?: number;
	readonly name?: string;
}

export function place(shop: Shop, placed: Placed = {}): StoredOrder {
	const id = shop.nextId();
	const created = second(shop.now());
	const currency = placed.currency ?? shop.currency;
	const order: StoredOrder = {
		id,
		name: placed.name ?? `#${1001 + shop.orders.size}`,
		currency,
		presentment: placed.presentment ?? { currency, factor: 1 },
		total: placed.minor ?? 4999,
		created,
		processed: placed.processed ?? created,
		updated: created,
		cancelled: null,
		closed: false,
		test: placed.test ?? false,
		note: "",
		tags: [],
		gateways: [...(placed.gateways ?? ["Bank Deposit"])],
		terms: placed.terms ?? null,
		poNumber: placed.poNumber ?? null,
		locale: "de-DE",
		company: placed.company ?? null,
		billing: {
			firstName: "Jörg",
			lastName: "Müßig",
			company: null,
			address1: "Musterstr. 1",
			address2: null,
			zip: "50667",
			city: "Köln",
			countryCodeV2: "DE",
		},
		metafields: new Map(),
		payments: [],
		refundNotes: [],
		parts: Array.from({ length: placed.locations ?? 1 }, (_, location) => ({
			id: shop.nextId(),
			location: location + 1,
			state: "OPEN" as const,
		})),
		fulfillments: [],
	};
	shop.orders.set(id, order);
	announce(shop, order, "ORDERS_CREATE");
	// The same event under another topic, in no particular order.
	announce(shop, order, "ORDERS_UPDATED");
	return order;
}

/** Shopify counts in seconds. */
function second(date: Date): Date {
	return new Date(Math.floor(date.getTime() / 1000) * 1000);
}

export function touch(shop: Shop, order: StoredOrder): void {
	order.updated = second(shop.now());
	announce(shop, order, "ORDERS_UPDATED");
}

export function received({ payments }: StoredOrder): number {
	return payments.reduce((sum, { kind, minor }) => sum + (kind === "SALE" ? minor : 0), 0);
}

export function refunded({ payments }: StoredOrder): number {
	return payments.reduce((sum, { kind, minor }) => sum + (kind === "REFUND" ? minor : 0), 0);
}

/** Money that went back does not make the customer owe again. */
export function outstanding(order: StoredOrder): number {
	return order.total - received(order);
}

export function financialStatus(order: StoredOrder): string {
	const paid = received(order);
	const back = refunded(order);
	if (back > 0) return back >= paid ? "REFUNDED" : "PARTIALLY_REFUNDED";
	if (order.cancelled !== null && paid === 0) return "VOIDED";
	if (paid >= order.total) return "PAID";
	return paid > 0 ? "PARTIALLY_PAID" : "PENDING";
}

export function canMarkAsPaid(order: StoredOrder): boolean {
	const waits = ["PENDING", "PARTIALLY_PAID"].includes(financialStatus(order));
	return order.cancelled === null && waits && outstanding(order) > 0;
}

export function pay(shop: Shop, order: StoredOrder, minor: number, gateway = "manual", manual = true): void {
	order.payments.push({ id: shop.nextId(), kind: "SALE", gateway, manual, minor, parent: null });
	if (!order.gateways.includes(gateway)) order.gateways.push(gateway);
	record(shop, order, `paid ${minor}`);
	touch(shop, order);
}

export function refund(shop: Shop, order: StoredOrder, parent: number, minor: number, note: string): void {
	const { gateway, manual } = order.payments.find(({ id }) => id === parent) ?? { gateway: "manual", manual: true };
	order.payments.push({ id: shop.nextId(), kind: "REFUND", gateway, manual, minor, parent });
	order.refundNotes.push(note);
	record(shop, order, `refund ${minor}${manual ? "" : " through the gateway"}`);
	touch(shop, order);
}

export function cancel(shop: Shop, order: StoredOrder): void {
	if (order.cancelled !== null) return;
	order.cancelled = second(shop.now());
	for (const part of order.parts) part.state = "CANCELLED";
	record(shop, order, "cancelled");
	record(shop, order, "stock +1");
	touch(shop, order);
}

export function remove(shop: Shop, order: StoredOrder): void {
	shop.orders.delete(order.id);
	announce(shop, order, "ORDERS_DELETE");
}

export function moveHouse(shop: Shop, order: StoredOrder): void {
	order.billing = { ...order.billing, address1: `Musterstr. ${shop.nextId()}` };
	touch(shop, order);
}

/** The merchant edits the lines: the total is another. */
export function editTotal(shop: Shop, order: StoredOrder, minor: number): void {
	order.total = minor;
	order.updated = second(shop.now());
	announce(shop, order, "ORDERS_EDITED");
	announce(shop, order, "ORDERS_UPDATED");
}
