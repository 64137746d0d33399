import { announce } from "./deliveries.ts";
import { type Ebay, nextDate, type StoredOrder } from "./state.ts";

/** What happens to orders at eBay, by buyers, the seller and eBay itself. */
export interface Placed {
	readonly minor?: number;
	readonly currency?: string;
	readonly tax?: number;
	readonly convertedFrom?: StoredOrder["convertedFrom"];
	/** "EFT" unless it is said otherwise; null: none yet. */
	readonly method?: string | null;
	readonly payment?: string;
	readonly marketplace?: string;
	readonly lines?: number;
	/** Left out: now. */
	readonly created?: Date;
}

export function place(ebay: Ebay, given: Placed = {}): StoredOrder {
	const { minor = 4999, currency = "EUR", tax = 0, convertedFrom = null, method = "EFT", lines = 1 } = given;
	const serial = String(ebay.orders.size + ebay.ledger.length + 1).padStart(5, "0");
	const created = given.created ?? nextDate(ebay);
	const id = `12-${serial}-${String(89_000 + ebay.orders.size)}`;
	const order: StoredOrder = {
		id,
		legacyId: `110000${serial}-10000000${serial}`,
		created,
		modified: created,
		minor,
		currency,
		tax,
		convertedFrom,
		method,
		payment: given.payment ?? (method === "EBAY" ? "PAID" : "PENDING"),
		cancellation: "NONE_REQUESTED",
		cancelInitiator: null,
		cancelReadsLeft: 0,
		refunded: 0,
		buyer: {
			username: "tee_freundin",
			name: "Erika Mustermann",
			street: "Musterweg 1",
			city: "Musterstadt",
			postcode: "10115",
			country: "DE",
		},
		marketplace: given.marketplace ?? "EBAY_DE",
		lines: Array.from({ length: lines }, (_, at) => ({ id: `1000${serial}${at}`, quantity: at + 1, shipped: false })),
		parcels: [],
	};
	ebay.orders.set(id, order);
	announce(ebay, order);
	return order;
}

export function touch(ebay: Ebay, order: StoredOrder, change: Partial<StoredOrder>, what?: string): void {
	Object.assign(order, change, { modified: nextDate(ebay) });
	if (what !== undefined) ebay.ledger.push({ order: order.id, what });
}

/** By either of its ids. */
export function orderOf(ebay: Ebay, id: string): StoredOrder | undefined {
	return ebay.orders.get(ebay.renamed.get(id) ?? id);
}

/** What was not paid at once is another order by its id once it is paid. */
export function rename(ebay: Ebay, order: StoredOrder): void {
	const old = order.id;
	ebay.orders.delete(old);
	order.id = `19-${old.slice(3)}`;
	ebay.orders.set(order.id, order);
	ebay.renamed.set(old, order.id);
}

export function moveHouse(ebay: Ebay, order: StoredOrder): void {
	touch(ebay, order, { buyer: { ...order.buyer, street: `Nebenstr. ${ebay.lastDate}` } });
}

export function cancelByHand(ebay: Ebay, order: StoredOrder): void {
	touch(ebay, order, { cancellation: "CANCELED", cancelInitiator: "SELLER" });
}

export function refund(ebay: Ebay, order: StoredOrder, minor: number): void {
	const refunded = order.refunded + minor;
	touch(ebay, order, { refunded, payment: refunded >= order.minor ? "FULLY_REFUNDED" : "PARTIALLY_REFUNDED" });
}

/** The buyer pays two orders at once: eBay makes one of them, with an id of its own, and the two are gone. */
export function combine(ebay: Ebay, first: StoredOrder, second: StoredOrder): StoredOrder {
	const combined = place(ebay, { minor: first.minor + second.minor, method: first.method, lines: 2 });
	ebay.orders.delete(first.id);
	ebay.orders.delete(second.id);
	return combined;
}
