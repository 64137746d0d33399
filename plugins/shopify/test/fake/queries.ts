import { financialStatus } from "./order-life.ts";
import { instant, orderNode } from "./order-node.ts";
import type { BulkOperation, Shop, StoredOrder } from "./state.ts";

/** The root of queries: one function a field, with its arguments. */
export function queries(shop: Shop) {
	return {
		shop: () => ({
			id: "gid://shopify/Shop/548380009",
			myshopifyDomain: shop.domain,
			currencyCode: shop.currency,
			plan: { shopifyPlus: shop.plus },
		}),
		currentAppInstallation: () => ({ accessScopes: shop.scopes.map((handle) => ({ handle })) }),
		order: ({ id }: { id: string }) => {
			const order = shop.orders.get(numberOf(id));
			return order === undefined ? null : orderNode(order);
		},
		orders: (args: OrdersArguments) => orders(shop, args),
		job: ({ id }: { id: string }) => {
			const job = shop.jobs.get(id);
			if (job !== undefined && job.polls-- > 0) return { id, done: false };
			shop.jobs.delete(id);
			job?.run();
			return { id, done: true };
		},
		bulkOperation: ({ id }: { id: string }) => {
			const bulk = shop.bulks.get(numberOf(id));
			return bulk === undefined ? null : polled(shop, bulk);
		},
		bulkOperations: () => ({ nodes: [...shop.bulks.values()].toReversed().map((bulk) => shown(shop, bulk)) }),
		webhookSubscriptions: () => ({
			nodes: [...shop.subscriptions.values()].map(({ id, topic, uri }) => ({
				id: `gid://shopify/X/${id}`,
				topic,
				uri,
			})),
			pageInfo: { hasNextPage: false, endCursor: null },
		}),
	};
}

/** The number at the end of "gid://shopify/Order/450789469". */
export function numberOf(gid: string): number {
	return Number(/\/(\d+)$/.exec(gid)?.[1] ?? 0);
}

interface OrdersArguments {
	readonly first?: number;
	readonly after?: string | null;
	readonly query?: string;
	readonly sortKey?: "CREATED_AT" | "UPDATED_AT";
	readonly reverse?: boolean;
}

/** A cursor names the value and the id of the last one seen: what moves on to the end pushes none out. */
function orders(shop: Shop, { first, after, query = "", sortKey = "CREATED_AT", reverse = false }: OrdersArguments) {
	const key = (order: StoredOrder) => (sortKey === "UPDATED_AT" ? order.updated : order.created).getTime();
	const sorted = [...shop.orders.values()]
		.filter((order) => found(order, query))
		.sort((a, b) => key(a) - key(b) || a.id - b.id);
	if (reverse) sorted.reverse();
	const [value, id] = after == null ? [] : (JSON.parse(Buffer.from(after, "base64").toString()) as [number, number]);
	const behind =
		value === undefined || id === undefined
			? sorted
			: sorted.filter((order) => key(order) > value || (key(order) === value && order.id > id));
	const page = behind.slice(0, first === undefined ? behind.length : Math.min(first, shop.pageSize));
	const last = page.at(-1);
	return {
		nodes: page.map(orderNode),
		edges: page.map((order) => ({ node: orderNode(order) })),
		pageInfo: {
			hasNextPage: page.length < behind.length,
			endCursor: last === undefined ? null : Buffer.from(JSON.stringify([key(last), last.id])).toString("base64"),
		},
	};
}

/** Shopify's search, as far as it is used: terms joined by OR. What it does not know it ignores, as Shopify does. */
function found(order: StoredOrder, search: string): boolean {
	if (search === "") return true;
	const [, name] = /^name:("(?:[^"\\]|\\.)*")$/.exec(search) ?? [];
	// The sign before the number counts for nothing, and the beginning of a name finds it.
	if (name !== undefined) return order.name.replace(/^#/, "").startsWith(JSON.parse(name).replace(/^#/, ""));
	return search.split(" OR ").some((term) => {
		const [, field, value = ""] = /^(\w+):(?:>=)?'?([^']*)'?$/.exec(term.trim()) ?? [];
		if (field === "financial_status") return financialStatus(order).toLowerCase() === value;
		if (field === "tag") return order.tags.includes(value);
		if (field === "updated_at") return order.updated.getTime() >= Date.parse(value);
		return true;
	});
}

function polled(shop: Shop, bulk: BulkOperation): object {
	const now = shown(shop, bulk);
	bulk.polls--;
	return now;
}

function shown(shop: Shop, bulk: BulkOperation): object {
	const { id, query, created, bytes } = bulk;
	const base = { id: `gid://shopify/BulkOperation/${id}`, query, createdAt: instant(created), errorCode: null };
	if (bulk.status === "FAILED") return { ...base, status: "FAILED", completedAt: null, errorCode: "TIMEOUT" };
	if (bulk.polls > 0) return { ...base, status: "RUNNING", completedAt: null, fileSize: null, url: null };
	const url = bytes.length === 0 ? null : `${shop.url}/bulk/${id}.jsonl`;
	return { ...base, status: "COMPLETED", completedAt: instant(created), fileSize: String(bytes.length), url };
}
