import * as z from "zod";
import { OrderItem } from "./order-item.ts";

/**
 * The part of REST v3 that is used, as the controllers of WooCommerce 10.0.2 declare it: what may be asked, and every field of
 * what they answer. A parameter that is not declared would be passed over in silence.
 */
export interface Route {
	readonly method: string;
	/** Behind `/wp-json/wc/v3/`. */
	readonly path: RegExp;
	readonly query?: z.ZodType;
	readonly body?: z.ZodType;
	readonly answer: z.ZodType;
}

const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
const dates = { date_created: moment, date_created_gmt: moment };
const text = (...allowed: string[]) => z.enum(allowed);
const count = (most = Number.MAX_SAFE_INTEGER) =>
	z
		.string()
		.regex(/^\d+$/)
		.transform(Number)
		.refine((number) => number >= 1 && number <= most);

const STATUSES = [
	"auto-draft",
	"pending",
	"processing",
	"on-hold",
	"completed",
	"cancelled",
	"refunded",
	"failed",
	"checkout-draft",
];
const paging = { page: count().optional(), per_page: count(100).optional(), order: text("asc", "desc").optional() };
const dp = z.string().regex(/^\d+$/).optional();

const Note = z.strictObject({
	id: z.int(),
	author: z.string(),
	...dates,
	note: z.string(),
	customer_note: z.boolean(),
	added_by_user: z.boolean().optional(),
});
const Refund = z.strictObject({
	id: z.int(),
	...dates,
	amount: z.string(),
	reason: z.string(),
	refunded_by: z.int(),
	refunded_payment: z.boolean(),
	meta_data: z.array(z.unknown()),
	line_items: z.array(z.unknown()),
});
const Webhook = z.strictObject({
	id: z.int(),
	name: z.string(),
	status: text("active", "paused", "disabled"),
	topic: z.string(),
	resource: z.string(),
	event: z.string(),
	hooks: z.array(z.string()),
	delivery_url: z.url(),
	...dates,
	date_modified: moment,
	date_modified_gmt: moment,
});
const links = z.object({
	self: z.array(z.object({ href: z.url() })),
	collection: z.array(z.object({ href: z.url() })),
});

export const ROUTES: readonly Route[] = [
	{
		method: "GET",
		path: /^orders$/,
		query: z.strictObject({
			...paging,
			status: z
				.string()
				.transform((list) => list.split(","))
				.pipe(z.array(text("any", "trash", ...STATUSES)))
				.optional(),
			orderby: text("date", "id", "include", "title", "slug", "modified").optional(),
			modified_after: moment.optional(),
			modified_before: moment.optional(),
			dates_are_gmt: text("true", "false").optional(),
			dp,
		}),
		answer: z.array(OrderItem.partial()),
	},
	{ method: "GET", path: /^orders\/\d+$/, query: z.strictObject({ dp }), answer: OrderItem.partial() },
	{
		method: "PUT",
		path: /^orders\/\d+$/,
		body: z.strictObject({
			status: text(...STATUSES).optional(),
			set_paid: z.boolean().optional(),
			transaction_id: z.string().optional(),
			meta_data: z.array(z.strictObject({ key: z.string(), value: z.unknown() })).optional(),
		}),
		answer: OrderItem,
	},
	{
		method: "POST",
		path: /^orders\/batch$/,
		body: z.strictObject({ create: z.array(z.unknown()).optional(), update: z.array(z.unknown()).optional() }),
		answer: z.array(z.unknown()),
	},
	{
		method: "GET",
		path: /^orders\/\d+\/notes$/,
		query: z.strictObject({ type: text("any", "customer", "internal").optional() }),
		answer: z.array(Note),
	},
	{
		method: "POST",
		path: /^orders\/\d+\/notes$/,
		body: z.strictObject({ note: z.string().min(1), customer_note: z.boolean() }),
		answer: Note,
	},
	{
		method: "POST",
		path: /^orders\/\d+\/refunds$/,
		body: z.strictObject({
			amount: z.string().regex(/^\d+(\.\d+)?$/),
			reason: z.string(),
			api_refund: z.boolean(),
			api_restock: z.boolean(),
		}),
		answer: Refund,
	},
	{
		method: "GET",
		path: /^webhooks$/,
		query: z.strictObject({ ...paging, orderby: text("date", "id", "title").optional() }),
		answer: z.array(Webhook),
	},
	{
		method: "POST",
		path: /^webhooks$/,
		body: z.strictObject({
			name: z.string(),
			topic: z.string().regex(/^order\.(created|updated|deleted|restored)$/),
			delivery_url: z.url(),
			secret: z.string(),
			status: text("active", "paused", "disabled"),
		}),
		answer: Webhook,
	},
	{ method: "DELETE", path: /^webhooks\/\d+$/, query: z.strictObject({ force: text("true") }), answer: Webhook },
	{
		method: "GET",
		path: /^payment_gateways$/,
		answer: z.array(z.looseObject({ id: z.string(), title: z.string(), enabled: z.boolean(), _links: links })),
	},
	{
		method: "GET",
		path: /^reports\/orders\/totals$/,
		answer: z.array(z.looseObject({ slug: z.string(), name: z.string(), total: z.number() })),
	},
];

/** What every route of WordPress takes besides, and what signs the request; an unknown one that no cache knows. */
const EVERYWHERE = /^(_fields|_|oauth_\w+|consumer_key|consumer_secret)$/;

/** Judges a call and its answer. @returns what of them is not as declared. */
export function misfits(method: string, url: URL, body: string, answer: unknown): string[] {
	const path = url.pathname.replace(/^.*\/wp-json\/wc\/v3\//, "");
	const route = ROUTES.find((one) => one.method === method && one.path.test(path));
	if (route === undefined) return [`no route ${method} ${path}`];
	const query = Object.fromEntries([...url.searchParams].filter(([name]) => !EVERYWHERE.test(name)));
	const parts: [string, z.ZodType, unknown][] = [
		["query", route.query ?? z.strictObject({}), query],
		["body", route.body ?? z.undefined(), body === "" ? undefined : JSON.parse(body)],
		["answer", route.answer, answer],
	];
	return parts.flatMap(([what, schema, value]) => {
		const { error } = schema.safeParse(value);
		return (error?.issues ?? []).map((issue) => `${method} ${path} ${what} ${issue.path.join(".")}: ${issue.message}`);
	});
}
