import { ConnectorError, type Order, type OrderRef } from "@kontor/connector";
import type { Api, Query } from "./client.ts";
import * as faults from "./faults.ts";
import type { Shop } from "./manifest.ts";
import { toOrder } from "./mapping.ts";
import { ChangedAt, ORDER_FIELDS, WooOrder, WooStatuses } from "./shapes.ts";

/** More decimals than any currency has, so that WooCommerce rounds nothing away before we read it. */
const EXACT: Query = { _fields: ORDER_FIELDS, dp: 6 };
/** WooCommerce's maximum. */
const PER_PAGE = 100;
/** A cart on its way through the checkout, or an empty form in the shop's admin: nobody has ordered yet. */
const DRAFTS = ["checkout-draft", "auto-draft"];

/** The order as it is now; null where the shop does not have it, or has it in its trash. */
export async function findOrder(api: Api, ref: OrderRef): Promise<WooOrder | null> {
	if (!/^[1-9]\d*$/.test(ref)) return null;
	try {
		const { body } = await api.get(`orders/${ref}`, EXACT);
		const order = WooOrder.safeParse(body);
		if (!order.success) throw faults.unexpected("GET orders/:id", `an order (${whatIsWrong(order.error)})`);
		return order.data.status === "trash" ? null : order.data;
	} catch (error) {
		if (faults.isUnknownId(error)) return null;
		throw error;
	}
}

/**
 * Changes the order, and returns it as WooCommerce then reads it from its database: a change that it ignored does not
 * stand in it.
 */
export async function changeOrder(api: Api, order: WooOrder, changes: object): Promise<WooOrder> {
	const changed = WooOrder.safeParse((await api.put(`orders/${order.id}`, changes)).body);
	if (!changed.success) throw faults.unexpected("PUT orders/:id", `an order (${whatIsWrong(changed.error)})`);
	return changed.data;
}

export interface OrderPage {
	readonly orders: readonly WooOrder[];
	/** When the page's last order changed, also where it cannot be read; undefined for an empty page. */
	readonly lastChange: string | undefined;
	/** How many pages the whole list has; 2 also for "more", where the shop's answer does not say. */
	readonly pages: number;
}

/**
 * One page of a list of orders. An order of a shape that cannot be read is left out and logged: it must not keep all
 * others from being read for ever.
 */
export async function listOrders(ctx: Shop, api: Api, query: Query): Promise<OrderPage> {
	const { body, pages } = await api.get("orders", { ...EXACT, per_page: PER_PAGE, dates_are_gmt: true, ...query });
	if (!Array.isArray(body)) throw faults.unexpected("GET orders", "a list");
	const orders = body.flatMap((item: unknown) => {
		const order = WooOrder.safeParse(item);
		if (!order.success) ctx.log("order-unreadable", { why: whatIsWrong(order.error) });
		return order.success ? [order.data] : [];
	});
	const last = ChangedAt.safeParse(body.at(-1));
	// Without the number of pages, a full one may not be the last.
	return { orders, pages: pages ?? (body.length < PER_PAGE ? 1 : 2), lastChange: last.success ? last.data : undefined };
}

export async function countPages(api: Api, query: Query): Promise<number> {
	const { pages } = await api.get("orders", { _fields: "id", per_page: PER_PAGE, dates_are_gmt: true, ...query });
	if (pages === null) throw faults.unexpected("GET orders", "X-WP-TotalPages");
	return pages;
}

/** The orders of a page in Kontor's terms, without drafts. */
export function toOrders(ctx: Shop, page: readonly WooOrder[]): Order[] {
	return page.flatMap((woo) => {
		if (DRAFTS.includes(woo.status)) return [];
		try {
			return [toOrder(woo, ctx.scope.mapping)];
		} catch (error) {
			if (!(error instanceof ConnectorError)) throw error;
			ctx.log("order-unreadable", { ref: String(woo.id), why: error.message });
			return [];
		}
	});
}

/** Every status the shop knows, those of plugins included. */
export async function statusesOfShop(api: Api): Promise<readonly { id: string; title: string }[]> {
	const { body } = await api.get("reports/orders/totals");
	const statuses = WooStatuses.safeParse(body);
	if (!statuses.success) throw faults.unexpected("GET reports/orders/totals", "a list of statuses");
	return statuses.data.map(({ slug, name }) => ({ id: slug, title: name || slug }));
}

function whatIsWrong(error: {
	issues: readonly { path: readonly PropertyKey[]; code?: string | undefined }[];
}): string {
	return error.issues.map(({ path, code }) => `${path.join(".")}: ${code}`).join("; ");
}
