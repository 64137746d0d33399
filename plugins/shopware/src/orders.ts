import { ConnectorError, type Order, type OrderRef } from "@kontor/connector";
import type { Api } from "./client.ts";
import * as faults from "./faults.ts";
import type { Shop } from "./manifest.ts";
import { toOrder } from "./mapping.ts";
import { Id, LIVE_VERSION, Place, SwOrder } from "./shapes.ts";

/** Nothing that belongs to an order is loaded unless it is named (since 6.6 not even its state). */
const ASSOCIATIONS = {
	stateMachineState: {},
	currency: {},
	language: { associations: { locale: {} } },
	orderCustomer: { associations: { customer: { associations: { group: {} } } } },
	billingAddress: { associations: { country: {} } },
	transactions: { associations: { stateMachineState: {}, paymentMethod: {} } },
	deliveries: { associations: { stateMachineState: {} } },
	documents: { associations: { documentType: {} } },
} as const;

/** Shopware's own maximum is 500, and some shops lower it to 100. */
const PER_PAGE = 100;

export type Filter = Readonly<Record<string, unknown>>;

/** The order as it is now; null where the shop does not have it. */
export async function findOrder(api: Api, ref: OrderRef): Promise<SwOrder | null> {
	if (!Id.safeParse(ref).success) return null;
	const { rows } = await api.search("order", { ids: [ref], limit: 1, associations: ASSOCIATIONS });
	if (rows.length === 0) return null;
	const order = SwOrder.safeParse(rows[0]);
	if (!order.success) throw faults.unexpected("POST search/order", `an order (${whatIsWrong(order.error)})`);
	return order.data.id === ref && isLive(order.data) ? order.data : null;
}

interface OrderPage {
	readonly orders: readonly SwOrder[];
	/** The place of the last row; null for an empty page, which is the end of the list. */
	readonly last: number | null;
	/** The shop's clock. */
	readonly date: string | null;
}

/**
 * The orders that fit the filter behind a place in the list, by Shopware's own count of orders. That never changes, so
 * nothing that happens while paging moves an order across the border of a page. An order of a shape that cannot be read
 * is left out and logged: it must not keep all others from being read for ever.
 */
export async function listOrders(ctx: Shop, api: Api, filter: readonly Filter[], after: number): Promise<OrderPage> {
	const { rows, date } = await api.search("order", {
		limit: PER_PAGE,
		filter: [...filter, { type: "range", field: "autoIncrement", parameters: { gt: after } }],
		sort: [{ field: "autoIncrement", order: "ASC" }],
		associations: ASSOCIATIONS,
	});
	const places = rows.map((row) => Place.safeParse(row));
	const last = places.at(-1);
	if (last !== undefined && (!last.success || last.data.autoIncrement <= after)) {
		throw faults.unexpected("POST search/order", "orders behind the place asked for");
	}
	const orders = rows.flatMap((row) => {
		const order = SwOrder.safeParse(row);
		if (!order.success) ctx.log("order-unreadable", { why: whatIsWrong(order.error) });
		return order.success && isLive(order.data) ? [order.data] : [];
	});
	return { orders, last: last?.data?.autoIncrement ?? null, date };
}

/** The orders of a page in Kontor's terms. */
export function toOrders(ctx: Shop, page: readonly SwOrder[]): Order[] {
	return page.flatMap((order) => {
		try {
			return [toOrder(order, numberFields(ctx))];
		} catch (error) {
			if (!(error instanceof ConnectorError)) throw error;
			ctx.log("order-unreadable", { ref: order.id, why: error.message });
			return [];
		}
	});
}

/** The custom fields that the merchant named. */
export function numberFields({ config }: Shop): string[] {
	return (config.numberFields ?? "").split(",").map((name) => name.trim());
}

/** The admin edits an order in a draft version of it; nothing of that is true before it is saved. */
function isLive({ versionId }: SwOrder): boolean {
	return versionId === undefined || versionId === null || versionId === LIVE_VERSION;
}

function whatIsWrong(error: {
	issues: readonly { path: readonly PropertyKey[]; code?: string | undefined }[];
}): string {
	return error.issues.map(({ path, code }) => `${path.join(".")}: ${code}`).join("; ");
}
