import { minorDigits } from "@kontor/connector";
import { GATEWAYS, type Shop, type StoredOrder } from "./state.ts";

/** An order as REST v3 of WooCommerce 10 gives it, with `dp` decimals. */
export function orderBody(shop: Shop, order: StoredOrder, dp = minorDigits(order.currency)) {
	const { email, ...shipping } = order.billing;
	const gateway = GATEWAYS.find(({ id }) => id === order.paymentMethod);
	const total = withDecimals(order.total, dp);
	const zero = withDecimals("0", dp);
	return {
		id: order.id,
		parent_id: 0,
		status: order.status,
		currency: order.currency,
		version: "10.0.2",
		prices_include_tax: true,
		...dates(shop, "date_created", order.created),
		...dates(shop, "date_modified", order.modified),
		...dates(shop, "date_paid", order.paid),
		...dates(shop, "date_completed", order.completed),
		discount_total: zero,
		discount_tax: zero,
		shipping_total: zero,
		shipping_tax: zero,
		cart_tax: zero,
		total,
		total_tax: zero,
		customer_id: order.customerId,
		order_key: `wc_order_${order.id}`,
		billing: { ...order.billing, email },
		shipping,
		payment_method: order.paymentMethod,
		payment_method_title: gateway?.title ?? order.paymentMethod,
		transaction_id: order.transactionId,
		customer_ip_address: "127.0.0.1",
		customer_user_agent: "",
		created_via: "store-api",
		customer_note: "",
		cart_hash: "",
		number: order.number,
		meta_data: order.meta.filter(({ value }) => value !== null),
		line_items: [line(order, total, zero)],
		tax_lines: [],
		shipping_lines: [],
		fee_lines: [],
		coupon_lines: [],
		refunds: order.refunds.map(({ id, reason, amount }) => ({ id, reason, total: `-${withDecimals(amount, dp)}` })),
		payment_url: `${shop.url}/checkout/order-pay/${order.id}/?pay_for_order=true`,
		is_editable: ["pending", "on-hold", "auto-draft"].includes(order.status),
		needs_payment: needsPayment(order),
		needs_processing: !order.downloadOnly,
		currency_symbol: "€",
		...invoiceOf(shop, order),
		_links: {
			self: [{ href: `${shop.url}/wp-json/wc/v3/orders/${order.id}` }],
			collection: [{ href: `${shop.url}/wp-json/wc/v3/orders` }],
		},
	};
}

function invoiceOf(shop: Shop, order: StoredOrder): object {
	const { number, date } = shop.invoices.get(order.id) ?? {};
	return number === undefined ? {} : { kontor: { invoice: { number, date } } };
}

function line(order: StoredOrder, total: string, zero: string): object {
	return {
		id: order.id + 10_000,
		name: "Mug",
		product_id: 11,
		variation_id: 0,
		quantity: 1,
		tax_class: "",
		subtotal: total,
		subtotal_tax: zero,
		total,
		total_tax: zero,
		taxes: [],
		meta_data: [],
		sku: "MUG-1",
		price: Number(total),
		image: { id: "", src: "" },
		parent_name: null,
	};
}

export function needsPayment(order: StoredOrder): boolean {
	return ["pending", "failed"].includes(order.status) && Number(order.total) > 0;
}

/** `name` in the shop's time zone, `name_gmt` in UTC, both without saying so. */
export function dates(shop: Shop, name: string, date: Date | null): Record<string, string | null> {
	return { [name]: date && local(shop, date), [`${name}_gmt`]: date === null ? null : date.toISOString().slice(0, 19) };
}

/** "2026-11-21T22:23:41" on the shop's wall. */
export function local(shop: Shop, date: Date): string {
	const format = new Intl.DateTimeFormat("sv-SE", { timeZone: shop.timeZone, dateStyle: "short", timeStyle: "medium" });
	return format.format(date).replace(" ", "T");
}

function withDecimals(decimal: string, dp: number): string {
	const [whole = "0", fraction = ""] = decimal.split(".");
	const padded = fraction.padEnd(dp, "0");
	return padded === "" ? whole : `${whole}.${padded}`;
}
