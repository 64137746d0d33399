import { createHash } from "node:crypto";
import { type ApiAnswer, type ApiRequest, invalidParam, page } from "./answers.ts";
import { local, orderBody } from "./order-body.ts";
import type { Shop, StoredOrder } from "./state.ts";

const ORDER_BY = ["date", "id", "include", "title", "slug", "modified"];
const BOUNDS = ["after", "before", "modified_after", "modified_before"] as const;
/** `rest_parse_date`: a zone may be left out. */
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:\d\d)?)?$/;

/** `GET /orders`. Bounds are exclusive. */
export function listOrders(shop: Shop, request: ApiRequest): ApiAnswer {
	const { query } = request;
	const statuses = query.get("status")?.split(",") ?? ["any"];
	const orderBy = query.get("orderby") ?? "date";
	const wrong = [
		...(statuses.every((status) => ["any", "trash", "auto-draft"].includes(status) || status in shop.statuses)
			? []
			: ["status"]),
		...(ORDER_BY.includes(orderBy) ? [] : ["orderby"]),
		...(["asc", "desc"].includes(query.get("order") ?? "desc") ? [] : ["order"]),
		...BOUNDS.filter((name) => query.has(name) && !DATE.test(query.get(name) ?? "")),
	];
	if (wrong.length > 0) return invalidParam(...wrong);
	const search = query.get("search") ?? "";
	const found = [...shop.orders.values()].filter(
		(order) =>
			isFound(shop, order, search) &&
			(statuses.includes("any") ? order.status !== "trash" : statuses.includes(order.status)) &&
			BOUNDS.every((name) => isWithin(shop, order, name, query)),
	);
	const sorted = found.sort(comparing(orderBy, query.get("page") ?? "1"));
	if ((query.get("order") ?? "desc") === "desc") sorted.reverse();
	const dp = query.has("dp") ? Number(query.get("dp")) : undefined;
	return page(shop, request, sorted, (order) => orderBody(shop, order, dp));
}

/**
 * `wc_order_search`: a number is an id, and any text may stand in the addresses. A plugin's numbers are found where it has
 * WooCommerce look through them; the full text index of newer versions does not (woocommerce#48747).
 */
function isFound(shop: Shop, order: StoredOrder, search: string): boolean {
	if (search === "" || search === String(order.id)) return true;
	const texts = [...Object.values(order.billing), ...(shop.searchesNumbers ? [order.number] : [])];
	return texts.some((text) => text.toLowerCase().includes(search.toLowerCase()));
}

function isWithin(shop: Shop, order: StoredOrder, name: (typeof BOUNDS)[number], query: URLSearchParams): boolean {
	const bound = query.get(name);
	if (bound === null) return true;
	const gmt = ["true", "1"].includes(query.get("dates_are_gmt") ?? "false");
	const date = name.startsWith("modified") ? order.modified : order.created;
	const value = gmt ? date.toISOString().slice(0, 19) : local(shop, date);
	// WordPress moves a date with a zone to the shop's wall, whatever the column is in.
	const wall = /(Z|[+-]\d\d(:\d\d)?)$/.test(bound) ? local(shop, new Date(bound)) : bound;
	return name.endsWith("after") ? value > wall : value < wall;
}

/** MySQL promises nothing about rows that sort equal: their order may differ from page to page. */
function comparing(orderBy: string, page: string): (a: StoredOrder, b: StoredOrder) => number {
	if (orderBy === "id") return (a, b) => a.id - b.id;
	const date = (order: StoredOrder) => (orderBy === "modified" ? order.modified : order.created).getTime();
	const chance = ({ id }: StoredOrder) => createHash("md5").update(`${id} ${page}`).digest("hex");
	return (a, b) => date(a) - date(b) || (chance(a) < chance(b) ? -1 : 1);
}
