import { GATEWAYS, record, type Shop, type StoredOrder } from "./state.ts";
import { announce } from "./webhooks.ts";

/** What WooCommerce does to an order: the algorithm of `WC_Order`, checked against what real shops answered. */

export interface Placed {
	readonly total: string;
	readonly currency?: string;
	readonly paymentMethod?: string;
	readonly downloadOnly?: boolean;
	readonly number?: string;
	/** Left out: what the gateway gives it at the checkout. */
	readonly status?: string;
	readonly billing?: Partial<StoredOrder["billing"]>;
	readonly meta?: Readonly<Record<string, unknown>>;
}

export function place(shop: Shop, placed: Placed): StoredOrder {
	const id = shop.nextId();
	const now = toSecond(shop.now());
	const method = placed.paymentMethod ?? "bacs";
	const order: StoredOrder = {
		id,
		number: placed.number ?? String(id),
		status: "pending",
		currency: placed.currency ?? "EUR",
		total: placed.total,
		created: now,
		modified: now,
		paid: null,
		completed: null,
		paymentMethod: method,
		transactionId: "",
		customerId: 0,
		billing: { ...BUYER, ...placed.billing },
		meta: Object.entries(placed.meta ?? {}).map(([key, value]) => ({ id: shop.nextId(), key, value })),
		refunds: [],
		notes: [],
		downloadOnly: placed.downloadOnly ?? false,
		stockReduced: false,
		newOrderMailed: false,
		untrashed: null,
	};
	shop.orders.set(id, order);
	const status = placed.status ?? GATEWAYS.find((gateway) => gateway.id === method)?.placed ?? "pending";
	moveTo(shop, order, status);
	announce(shop, order, "created");
	return order;
}

/** `WC_Order::set_status` and what hangs on it: dates, stock, e-mails, a note. */
export function moveTo(shop: Shop, order: StoredOrder, to: string): void {
	const from = order.status;
	if (from === to) return;
	order.status = to;
	maybeSetDatePaid(shop, order);
	if (to === "completed") order.completed ??= toSecond(shop.now());
	order.modified = toSecond(shop.now());
	record(shop, order, `status ${from}->${to}`);
	const names = [from, to].map((status) => shop.statuses[status] ?? status);
	addNote(shop, order, `Order status changed from ${names.join(" to ")}.`, { customer: false, system: true });
	moveStock(shop, order);
	mail(shop, order, from);
}

/** `WC_Order::payment_complete`. */
export function completePayment(shop: Shop, order: StoredOrder, transactionId: string): void {
	if (!["on-hold", "pending", "failed", "cancelled"].includes(order.status)) return;
	if (transactionId !== "") order.transactionId = transactionId;
	order.paid ??= toSecond(shop.now());
	moveTo(shop, order, paymentCompleteStatus(order));
}

/** Moves to the trash, or deletes for good: only the trash is announced. */
export function remove(shop: Shop, order: StoredOrder, force: boolean): void {
	if (force) {
		shop.orders.delete(order.id);
		return;
	}
	order.untrashed = order.status;
	order.status = "trash";
	order.modified = toSecond(shop.now());
	record(shop, order, "trashed");
	announce(shop, order, "deleted");
}

export function restore(shop: Shop, order: StoredOrder): void {
	order.status = order.untrashed ?? "pending";
	order.untrashed = null;
	order.modified = toSecond(shop.now());
	record(shop, order, "restored");
	announce(shop, order, "restored");
}

export function addNote(
	shop: Shop,
	order: StoredOrder,
	note: string,
	kind: { readonly customer: boolean; readonly system: boolean },
) {
	const added = { id: shop.nextId(), note, ...kind, created: toSecond(shop.now()) };
	order.notes.push(added);
	if (!kind.system) record(shop, order, `note ${note}`);
	if (kind.customer) record(shop, order, "e-mail A note has been added to your order");
	return added;
}

export function toSecond(date: Date): Date {
	return new Date(Math.floor(date.getTime() / 1000) * 1000);
}

function paymentCompleteStatus(order: StoredOrder): string {
	// The cash on delivery gateway filters it: such an order counts as paid once it is delivered.
	return order.paymentMethod === "cod" || order.downloadOnly ? "completed" : "processing";
}

function maybeSetDatePaid(shop: Shop, order: StoredOrder): void {
	const complete = paymentCompleteStatus(order);
	const reached = order.status === complete || (complete === "processing" && order.status === "completed");
	if (reached) order.paid ??= toSecond(shop.now());
}

function moveStock(shop: Shop, order: StoredOrder): void {
	if (order.downloadOnly) return;
	const reduce = ["processing", "completed", "on-hold"].includes(order.status);
	const increase = ["pending", "cancelled"].includes(order.status);
	if ((reduce && order.stockReduced) || (increase && !order.stockReduced) || reduce === increase) return;
	shop.stock += reduce ? -1 : 1;
	order.stockReduced = reduce;
}

function mail(shop: Shop, order: StoredOrder, from: string): void {
	const unpaid = ["pending", "failed", "cancelled"].includes(from);
	const arrived = ["on-hold", "processing", "completed"].includes(order.status);
	if (unpaid && arrived && !order.newOrderMailed) {
		order.newOrderMailed = true;
		record(shop, order, `e-mail You've got a new order: #${order.number}`);
	}
	if (order.status === "processing" && (unpaid || from === "on-hold")) {
		record(shop, order, "e-mail Your Bench shop order has been received!");
	}
	if (order.status === "on-hold" && unpaid) record(shop, order, "e-mail We've received your order");
	if (order.status === "completed") record(shop, order, "e-mail Your order from Bench shop is on its way!");
	if (order.status === "cancelled" && ["processing", "on-hold"].includes(from)) {
		record(shop, order, `e-mail Order #${order.number} has been cancelled`);
	}
}

const BUYER: StoredOrder["billing"] = {
	first_name: "Jörg",
	last_name: "Müßig",
	company: "",
	address_1: "Musterstr. 1",
	address_2: "",
	city: "Köln",
	state: "",
	postcode: "50667",
	country: "DE",
	email: "joerg@example.test",
	phone: "+4922112345",
};
