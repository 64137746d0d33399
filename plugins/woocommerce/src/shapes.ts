import * as z from "zod";

/**
 * What of WooCommerce's answers (REST v3) is read, and nothing else. Plugins of a shop add fields and leave others empty,
 * so everything that is not needed for money, status or identity may be missing.
 */

/** A text that plugins leave out or set to null. */
const optionalText = z
	.string()
	.nullish()
	.transform((text) => text ?? "");

const Meta = z.object({ key: z.string(), value: z.unknown() });

export const WooOrder = z.object({
	id: z.int().positive(),
	number: z.string().min(1),
	/** One of WooCommerce's, or any that a plugin registered. */
	status: z.string(),
	currency: z.string(),
	/** A decimal with as many places as asked for by `dp`. */
	total: z.string(),
	/** UTC without a zone: "2026-11-21T21:23:41". The fields without `_gmt` are in the shop's time zone. */
	date_created_gmt: z.string(),
	date_modified_gmt: z.string().nullable(),
	date_paid_gmt: z.string().nullable(),
	payment_method: optionalText,
	payment_method_title: optionalText,
	transaction_id: optionalText,
	/** The user's id; 0 for a guest. */
	customer_id: z.int(),
	billing: z.object({
		first_name: optionalText,
		last_name: optionalText,
		company: optionalText,
		address_1: optionalText,
		address_2: optionalText,
		city: optionalText,
		postcode: optionalText,
		country: optionalText,
		email: optionalText,
	}),
	/** `total` is negative. */
	refunds: z.array(z.object({ reason: optionalText, total: z.string() })),
	meta_data: z.array(Meta),
	/** Random, and kept in a copy of the shop: tells an order from another one with the same id. */
	order_key: optionalText,
	/** Added by Polylang for WooCommerce. */
	lang: optionalText,
	/** Added by Kontor's plugin for WordPress, where a plugin of the shop made an invoice. */
	kontor: z
		.object({ invoice: z.object({ number: z.string().min(1), date: optionalText }).nullish() })
		.nullish()
		.catch(null),
});
export type WooOrder = z.infer<typeof WooOrder>;

/** When an order was last changed, as it sorts by `orderby=modified`. */
export const ChangedAt = z
	.object({ date_created_gmt: z.string(), date_modified_gmt: z.string().nullable() })
	.transform((order) => order.date_modified_gmt ?? order.date_created_gmt);

/** Asked for by name: without the order's lines a page is a tenth of the size. */
export const ORDER_FIELDS = Object.keys(WooOrder.shape).join(",");

export const WooNotes = z.array(z.object({ note: z.string() }));

export const WooGateways = z.array(
	z.object({
		id: z.string(),
		title: optionalText,
		method_title: optionalText,
		enabled: z.boolean(),
		_links: z.object({ self: z.array(z.object({ href: z.string() })).min(1) }),
	}),
);

/** `reports/orders/totals` is the only place that names every status, those of plugins included. */
export const WooStatuses = z.array(z.object({ slug: z.string(), name: z.string() }));

/** The secret is never shown. */
export const WooWebhook = z.object({
	id: z.int(),
	name: z.string(),
	status: z.string(),
	topic: z.string(),
	delivery_url: z.string(),
});
export type WooWebhook = z.infer<typeof WooWebhook>;

/** The invoice of an order, from Kontor's plugin for WordPress. `pdf` is base64. */
export const WooInvoice = z.object({ number: z.string(), pdf: z.base64() });

/** Where an order in a webhook's body says it can be read. */
export const WooLinks = z.object({ _links: z.object({ self: z.array(z.object({ href: z.url() })).min(1) }) });

/** What Kontor's plugin for WordPress says when it is switched off or deleted. */
export const WooGoodbye = z.object({ kontor: z.literal("uninstalled"), data_kept: z.boolean() });

/** The order.deleted webhook's body. */
export const WooDeleted = z.object({ id: z.int().positive() });

/** WordPress' body of an error. Its message is in the shop's language and may hold anything. */
export const WooRefusal = z.object({ code: z.string(), message: z.string(), data: z.unknown() });

/** What `/wc-auth/v1/authorize` posts; `user_id` is what we gave it. */
export const WooKeys = z.object({
	user_id: z.union([z.string(), z.number()]).transform(String),
	consumer_key: z.string().regex(/^ck_/),
	consumer_secret: z.string().regex(/^cs_/),
	key_permissions: z.string(),
});
