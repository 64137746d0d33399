import { ConnectorError, type Order, type OrderRef } from "@kontor/connector";
import type { Api } from "./client.ts";
import { CHANGED_ORDERS, ORDER } from "./documents.ts";
import type { Shop } from "./manifest.ts";
import { gidOf, toOrder } from "./mapping.ts";
import { ShopifyOrder } from "./shapes.ts";

/** The order as it is now; null where the shop does not have it. */
export async function findOrder(api: Api, ref: OrderRef): Promise<ShopifyOrder | null> {
	const id = gidOf(ref);
	if (id === null) return null;
	return (await api.ask(ORDER, { id })).data.order;
}

/** Names are unique in a shop, but the search finds words that begin alike, too. */
const MOST_FOUND = 20;

/**
 * By the name that the customer knows, with or without the sign before it. Shopify shows an app orders of 60 days, unless it may
 * read all of them.
 * @see Parts.find in the contract
 */
export async function find(ctx: Shop, api: Api, number: string): Promise<Order[]> {
	const plain = number.replace(/^#(?=.)/, "");
	const quoted = JSON.stringify(plain);
	const { data } = await api.ask(CHANGED_ORDERS, { first: MOST_FOUND, query: `name:${quoted}` });
	return toOrders(ctx, data.orders.nodes).filter((order) => order.number === plain);
}

/** Orders of a list in Kontor's terms. One that cannot be read is left out and logged: the others must be read. */
export function toOrders(ctx: Shop, nodes: readonly unknown[]): Order[] {
	return nodes.flatMap((node) => {
		const order = ShopifyOrder.safeParse(node);
		if (!order.success) {
			ctx.log("order-unreadable", { why: order.error.issues.map(({ path }) => path.join(".")).join("; ") });
			return [];
		}
		try {
			return [toOrder(order.data)];
		} catch (error) {
			if (!(error instanceof ConnectorError)) throw error;
			ctx.log("order-unreadable", { ref: order.data.legacyResourceId, why: error.message });
			return [];
		}
	});
}
