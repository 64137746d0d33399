import { ConnectorError, type Order, type OrderRef } from "@kontor/connector";
import * as z from "zod";
import type { Answer, Api } from "./client.ts";
import { declineOf } from "./error-ids.ts";
import { EbayRefusal } from "./faults.ts";
import type { Shop } from "./manifest.ts";
import { isOrderId, toOrder } from "./mapping.ts";
import { EbayOrder, Fulfillments, OrderPage } from "./shapes.ts";

const ORDERS = "/sell/fulfillment/v1/order";

/** Without it the total lacks the tax that eBay collects from the buyer. */
const WITH_TAX = "fieldGroups=TAX_BREAKDOWN";

/**
 * The order as it is now; null where eBay does not have it (404, or 400 for an id it does not know). An order that was not paid
 * at once gets another id when it is paid, and is found by either: what is written goes to the one it has now.
 */
export async function findOrder(api: Api, ref: OrderRef): Promise<EbayOrder | null> {
	if (!isOrderId(ref)) return null;
	const call = {
		name: "getOrder",
		path: `${ORDERS}/${encodeURIComponent(ref)}?${WITH_TAX}`,
		effect: "read",
		answer: EbayOrder,
	} as const;
	return (await orNull(api.ask(call)))?.data ?? null;
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer;
	} catch (error) {
		if (!(error instanceof EbayRefusal)) throw error;
		const gone = error.details.http?.status === 404 || declineOf(error.errorIds) === "order-gone";
		if (gone) return null;
		throw error;
	}
}

/** eBay wants the signs of its filters percent-encoded (developer forum, hendt/ebay-api#145). */
export function listOrders(
	api: Api,
	filter: string,
	{ offset = 0, limit = api.pageSize } = {},
): Promise<Answer<z.infer<typeof OrderPage>>> {
	const query = `filter=${encodeURIComponent(filter)}&limit=${limit}&offset=${offset}&${WITH_TAX}`;
	return api.ask({ name: "getOrders", path: `${ORDERS}?${query}`, effect: "read", answer: OrderPage });
}

export async function fulfillmentsOf(api: Api, orderId: string): Promise<readonly string[]> {
	const path = `${ORDERS}/${encodeURIComponent(orderId)}/shipping_fulfillment`;
	const { data } = await api.ask({ name: "getShippingFulfillments", path, effect: "read", answer: Fulfillments });
	return (data.fulfillments ?? []).flatMap(({ shipmentTrackingNumber, fulfillmentId }) => [
		...(shipmentTrackingNumber === undefined ? [] : [shipmentTrackingNumber]),
		...(fulfillmentId === undefined ? [] : [fulfillmentId]),
	]);
}

export async function createFulfillment(api: Api, orderId: string, fulfillment: object): Promise<void> {
	await api.ask({
		name: "createShippingFulfillment",
		method: "POST",
		path: `${ORDERS}/${encodeURIComponent(orderId)}/shipping_fulfillment`,
		effect: "write",
		body: fulfillment,
		// 201 with the place of the new fulfillment, and nothing else.
		answer: z.unknown(),
	});
}

/** Orders of a list in Kontor's terms. One that cannot be read is left out and logged: the others must be read. */
export function toOrders(ctx: Shop, nodes: readonly unknown[]): Order[] {
	return nodes.flatMap((node) => {
		const order = EbayOrder.safeParse(node);
		if (!order.success) {
			ctx.log("order-unreadable", { why: order.error.issues.map(({ path }) => path.join(".")).join("; ") });
			return [];
		}
		try {
			return [toOrder(order.data)];
		} catch (error) {
			if (!(error instanceof ConnectorError)) throw error;
			ctx.log("order-unreadable", { ref: order.data.orderId, why: error.message });
			return [];
		}
	});
}
