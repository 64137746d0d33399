import { ConnectorError, type Order, type OrderRef } from "@kontor/connector";
import type { Api } from "./client.ts";
import { ORDER } from "./documents.ts";
import type { Shop } from "./manifest.ts";
import { gidOf, toOrder } from "./mapping.ts";
import { ShopifyOrder } from "./shapes.ts";

/** The order as it is now; null where the shop does not have it. */
export async function findOrder(api: Api, ref: OrderRef): Promise<ShopifyOrder | null> {
	const id = gidOf(ref);
	if (id === null) return null;
	return (await api.ask(ORDER, { id })).data.order;
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
