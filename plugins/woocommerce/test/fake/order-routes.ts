import { formatDecimal, parseMoney } from "@kontor/connector";
import { SHIPMENT_TRACKING_META } from "../../src/plugin-metas.ts";
import { type ApiAnswer, type ApiRequest, invalidParam, picked, refusal, text } from "./answers.ts";
import { dates, needsPayment, orderBody } from "./order-body.ts";
import { addNote, completePayment, moveTo, remove, toSecond } from "./order-life.ts";
import { listOrders } from "./order-query.ts";
import { record, type Shop, type StoredOrder } from "./state.ts";
import { announce } from "./webhooks.ts";

/** `/orders`, `/orders/:id`, `/orders/:id/notes`, `/orders/:id/refunds`, `/orders/batch`. */
export function orderRoutes(shop: Shop, request: ApiRequest): ApiAnswer | null {
	const { method, path } = request;
	if (path === "orders" && method === "GET") return listOrders(shop, request);
	// Only the empty batch is used: it tells whether the key may write.
	if (path === "orders/batch" && method === "POST") return { status: 200, body: [] };
	const [, id, below] = /^orders\/(\d+)(?:\/(notes|refunds))?$/.exec(path) ?? [];
	if (id === undefined) return null;
	const order = shop.orders.get(Number(id));
	if (below !== undefined) {
		if (order === undefined) {
			const code = below === "notes" ? "woocommerce_rest_order_invalid_id" : "woocommerce_rest_invalid_order_id";
			return refusal(404, code, "Ungültige Bestellnummer.");
		}
		return below === "notes" ? notes(shop, order, request) : refunds(shop, order, request);
	}
	if (order === undefined) {
		// An unknown order is "not found" to readers only.
		return refusal(method === "PUT" ? 400 : 404, "woocommerce_rest_shop_order_invalid_id", "Ungültige ID.");
	}
	if (method === "GET") return { status: 200, body: picked(body(shop, order, request), request.query) };
	if (method === "PUT") return update(shop, order, request);
	if (method !== "DELETE") return null;
	remove(shop, order, request.query.get("force") === "true");
	return { status: 200, body: body(shop, order, request) };
}

/** Properties, then the status, then the payment: in this order, as `WC_REST_Orders_Controller::save_object`. */
function update(shop: Shop, order: StoredOrder, request: ApiRequest): ApiAnswer {
	const { status, set_paid, transaction_id, billing, meta_data } = request.body;
	if (status !== undefined && !(text(status) in shop.statuses)) return invalidParam("status");
	if (set_paid !== undefined && typeof set_paid !== "boolean") return invalidParam("set_paid");
	if (transaction_id !== undefined) order.transactionId = text(transaction_id);
	if (typeof billing === "object" && billing !== null) Object.assign(order.billing, billing);
	if (Array.isArray(meta_data)) for (const meta of meta_data) setMeta(shop, order, meta);
	if (status !== undefined) moveTo(shop, order, text(status));
	if (set_paid === true && needsPayment(order) && !shop.refusesPayments)
		completePayment(shop, order, text(transaction_id));
	announce(shop, order, "updated");
	return { status: 200, body: body(shop, order, request) };
}

function setMeta(shop: Shop, order: StoredOrder, { key, value }: { key: string; value: unknown }): void {
	// The tracking plugins show it to the customer.
	if (key === SHIPMENT_TRACKING_META) record(shop, order, "parcels");
	const present = order.meta.find((meta) => meta.key === key);
	if (present === undefined) order.meta.push({ id: shop.nextId(), key, value });
	else present.value = value;
}

function notes(shop: Shop, order: StoredOrder, { method, query, body: given }: ApiRequest): ApiAnswer {
	const shown = (note: StoredOrder["notes"][number]) => ({
		id: note.id,
		author: note.system ? "system" : "WooCommerce",
		...dates(shop, "date_created", note.created),
		note: note.note,
		customer_note: note.customer,
	});
	if (method === "POST") {
		if (typeof given.note !== "string" || given.note === "") {
			return refusal(400, "rest_missing_callback_param", "Fehlende(r) Parameter: note");
		}
		const added = addNote(shop, order, given.note, { customer: given.customer_note === true, system: false });
		return { status: 201, body: shown(added) };
	}
	const type = query.get("type") ?? "any";
	const wanted = order.notes.filter(({ customer }) => type === "any" || (type === "customer") === customer);
	return { status: 200, body: wanted.map(shown).toReversed() };
}

function refunds(shop: Shop, order: StoredOrder, { method, body: given }: ApiRequest): ApiAnswer {
	const shown = (refund: StoredOrder["refunds"][number]) => ({
		id: refund.id,
		...dates(shop, "date_created", refund.created),
		amount: refund.amount,
		reason: refund.reason,
		refunded_by: 1,
		refunded_payment: false,
		meta_data: [],
		line_items: [],
	});
	if (method !== "POST") return { status: 200, body: order.refunds.map(shown) };
	const minor = (decimal: string) => parseMoney(decimal, order.currency).minor;
	const amount = minor(text(given.amount));
	const left = minor(order.total) - order.refunds.reduce((sum, refund) => sum + minor(refund.amount), 0);
	if (amount <= 0 || amount > left) {
		return refusal(400, "woocommerce_rest_cannot_create_order_refund", "Ungültiger Rückerstattungsbetrag.");
	}
	const refund = {
		id: shop.nextId(),
		amount: formatDecimal({ minor: amount, currency: order.currency }),
		reason: text(given.reason),
		created: toSecond(shop.now()),
	};
	order.refunds.push(refund);
	record(shop, order, `refund ${refund.amount}`);
	const whole = amount === left;
	record(shop, order, `e-mail Your order #${order.number} has been ${whole ? "" : "partially "}refunded`);
	if (whole) moveTo(shop, order, "refunded");
	announce(shop, order, "updated");
	return { status: 201, body: shown(refund) };
}

function body(shop: Shop, order: StoredOrder, { query }: ApiRequest): object {
	return orderBody(shop, order, query.has("dp") ? Number(query.get("dp")) : undefined);
}
