import { announce } from "./app.ts";
import { LIVE, METHODS, newId, type Shop, type StoredDocument, type StoredOrder } from "./state.ts";
import { type Entity, leadsTo } from "./state-machines.ts";

/** What buyer and merchant do, and what follows from it in the shop. */

export interface Placed {
	readonly amount: number;
	readonly currency?: string;
	/** Technical name of the payment method. */
	readonly method?: string;
	readonly net?: number;
	readonly taxStatus?: StoredOrder["taxStatus"];
	readonly currencyFactor?: number;
	readonly customFields?: Record<string, unknown>;
}

export function place(shop: Shop, placed: Placed): StoredOrder {
	const number = shop.nextNumber();
	const now = shop.now();
	const order: StoredOrder = {
		id: newId(),
		autoIncrement: number - 9_000,
		number: String(number),
		versionId: LIVE,
		state: "open",
		currency: placed.currency ?? "EUR",
		currencyFactor: placed.currencyFactor ?? 1,
		amount: placed.amount,
		net: placed.net ?? placed.amount,
		taxStatus: placed.taxStatus ?? "gross",
		createdAt: now,
		orderedAt: now,
		updatedAt: null,
		locale: "de-DE",
		address: {
			firstName: "Erika",
			lastName: "Mustermann",
			company: "",
			street: "Heidestr. 17",
			zipcode: "51147",
			city: "Köln",
			iso: "DE",
			updatedAt: null,
		},
		vatIds: [],
		transactions: [],
		deliveries: [{ id: newId(), state: "open", createdAt: now, updatedAt: null, trackingCodes: [], costs: 4.9 }],
		documents: [],
		customFields: placed.customFields ?? {},
	};
	shop.orders.set(order.id, order);
	addTransaction(shop, order, placed.method ?? "payment_prepayment");
	announce(shop, "checkout.order.placed", { order: { id: order.id } });
	return order;
}

/** The buyer pays by another method: one more transaction. */
export function addTransaction(shop: Shop, order: StoredOrder, technicalName: string): void {
	const method = METHODS.find((one) => one.technicalName === technicalName);
	if (method === undefined) throw new Error(`the fake shop has no payment method ${technicalName}`);
	const age = order.transactions.length;
	const createdAt = new Date(shop.now().getTime() + age);
	order.transactions.push({
		id: newId(),
		state: "open",
		method: method.id,
		amount: order.amount,
		createdAt,
		updatedAt: null,
	});
}

export function editAddress(shop: Shop, order: StoredOrder): void {
	order.address.street = `Musterstr. ${shop.nextNumber()}`;
	order.address.updatedAt = shop.now();
	announce(shop, "order.written", [{ entity: "order", operation: "update", primaryKey: order.id, updatedFields: [] }]);
}

/** Quantities or positions are others: the order's own time of change moves. */
export function editAmount(shop: Shop, order: StoredOrder, amount: number): void {
	order.amount = amount;
	order.updatedAt = shop.now();
	announce(shop, "order.written", [
		{ entity: "order", operation: "update", primaryKey: order.id, updatedFields: ["price"] },
	]);
}

/** The merchant cancels it. */
export function cancel(shop: Shop, order: StoredOrder): void {
	transition(shop, { order, entity: "order", row: order }, "cancel", false);
}

export function remove(shop: Shop, order: StoredOrder): void {
	shop.orders.delete(order.id);
	announce(shop, "order.deleted", [{ entity: "order", operation: "delete", primaryKey: order.id }]);
}

export function addDocument(
	shop: Shop,
	order: StoredOrder,
	given: Pick<StoredDocument, "type" | "number"> & Partial<StoredDocument>,
): StoredDocument {
	const now = shop.now();
	const document: StoredDocument = {
		id: newId(),
		date: now.toISOString().replace("Z", "+00:00"),
		deepLinkCode: newId(),
		referenced: null,
		createdAt: now,
		...given,
	};
	order.documents.push(document);
	announce(shop, "document.written", [
		{ entity: "document", operation: "insert", primaryKey: document.id, updatedFields: [] },
	]);
	return document;
}

interface Stateful {
	readonly order: StoredOrder;
	readonly entity: Entity;
	readonly row: { state: string; updatedAt: Date | null };
}

export function find(shop: Shop, entity: Entity, id: string): Stateful | null {
	for (const order of shop.orders.values()) {
		const row =
			entity === "order"
				? order.id === id && order
				: (entity === "order_transaction" ? order.transactions : order.deliveries).find((one) => one.id === id);
		if (row) return { order, entity, row };
	}
	return null;
}

/** One step of a state machine; false where the shop refuses it. */
export function transition(shop: Shop, { order, entity, row }: Stateful, action: string, api: boolean): boolean {
	const to = leadsTo(shop.line, entity, row.state, action);
	if (to === null) return false;
	if (to === row.state) return true;
	const machine = entity.replace(/^order_/, "");
	shop.ledger.push({ order: order.id, what: `${machine} ${row.state}->${to}`, api });
	row.state = to;
	// Only what the state belongs to; the order's own time of change stays.
	row.updatedAt = shop.now();
	announce(shop, `state_enter.${entity}.state.${to}`, { order: { id: order.id } });
	return true;
}

export function writeCustomFields(shop: Shop, order: StoredOrder, fields: Readonly<Record<string, unknown>>): void {
	for (const [name, value] of Object.entries(fields)) {
		if (order.customFields[name] === value) continue;
		order.customFields[name] = value;
		shop.ledger.push({ order: order.id, what: `custom field ${name}: ${String(value).split("\n").at(-1)}`, api: true });
	}
	order.updatedAt = shop.now();
	announce(shop, "order.written", [
		{ entity: "order", operation: "update", primaryKey: order.id, updatedFields: ["customFields"] },
	]);
}

export function writeTracking(shop: Shop, order: StoredOrder, id: string, codes: readonly string[]): void {
	const delivery = order.deliveries.find((one) => one.id === id);
	if (delivery === undefined) return;
	for (const code of codes.filter((one) => !delivery.trackingCodes.includes(one))) {
		shop.ledger.push({ order: order.id, what: `tracking ${code}`, api: true });
	}
	delivery.trackingCodes = [...codes];
	delivery.updatedAt = shop.now();
}
