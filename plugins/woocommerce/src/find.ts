import { type Order, OrderRef } from "@kontor/connector";
import { type Api, connectTo } from "./client.ts";
import type { Shop } from "./manifest.ts";
import { findOrder, listOrders, toOrders } from "./orders.ts";
import type { WooOrder } from "./shapes.ts";

/** Among more pages of orders that contain a few digits somewhere it is no search any more. */
const MOST_PAGES = 5;

/**
 * WooCommerce has no filter for numbers (woocommerce#18751): its own are the order's id, and plugins that make others mostly
 * end them with it, or have WooCommerce's search look through them. That search finds whatever contains the text, also in
 * addresses. An order whose number is found in neither way stays unfound.
 * @see Parts.find in the contract
 */
export async function find(ctx: Shop, number: string): Promise<Order[]> {
	const api = connectTo(ctx);
	const ending = await byItsEnd(api, number);
	if (ending !== null && String(ending.id) === number) return toOrders(ctx, [ending]);
	const found = new Map((ending === null ? [] : [ending]).map((order) => [order.id, order] as const));
	for (let page = 1, pages = 1; page <= Math.min(pages, MOST_PAGES); page++) {
		const answer = await listOrders(ctx, api, { status: "any", search: number, page });
		for (const order of answer.orders) if (order.number === number) found.set(order.id, order);
		pages = answer.pages;
	}
	return toOrders(ctx, [...found.values()]);
}

/** The order whose id its number ends with, whatever a plugin puts before and behind it. */
async function byItsEnd(api: Api, number: string): Promise<WooOrder | null> {
	const [, id] = /([1-9]\d{0,18})\D*$/.exec(number) ?? [];
	const order = id === undefined ? null : await findOrder(api, OrderRef.parse(id));
	return order?.number === number ? order : null;
}
