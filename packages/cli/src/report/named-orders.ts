import type { ListedOrder } from "../orders/listed-order.ts";

/** How an order is called where others stand beside it: by its number, with the shop where the list has several. */
export function orderNames(orders: readonly ListedOrder[]): (id: string) => string {
	const shops = new Set(orders.map(({ order }) => order.shop));
	const names = new Map(
		orders.map(({ order }) => [order.id, shops.size > 1 ? `${order.number} (${order.shop})` : order.number]),
	);
	return (id) => names.get(id) || id;
}
