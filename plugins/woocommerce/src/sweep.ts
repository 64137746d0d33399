import type { Api, Query } from "./client.ts";
import type { Shop } from "./manifest.ts";
import { countPages, listOrders } from "./orders.ts";
import type { WooOrder } from "./shapes.ts";

/**
 * How far a sweep through orders, from the one changed longest ago to the newest, has come. Moments are in UTC as
 * WooCommerce takes them, "2026-11-21T21:23:41": with a `Z` WordPress would shift them into the shop's zone.
 */
export interface Position {
	/** Everything changed up to this second has been read. */
	readonly after: string;
	/** Of this second the pages `page` to 1 are still to be read. */
	readonly second?: string;
	readonly page?: number;
}

export interface Swept {
	readonly orders: readonly WooOrder[];
	/** The newest change among them; undefined where there is none. */
	readonly newest: string | undefined;
	/** Where to go on; null at the end. */
	readonly next: Position | null;
}

export const BEGINNING: Position = { after: "1970-01-01T00:00:00" };

/**
 * Reads a list of orders that changes meanwhile without losing one. Pages by number would: an order that changes moves
 * to the end, and all behind it move up by one, across the border to a page already read. So every step asks anew for
 * what changed after the second before the last one seen, and always for the first page.
 *
 * More orders of one second than fit on a page (imports, bulk actions) are read by number, but from the last page to
 * the first: whatever leaves that second moves the others towards pages that are still to be read.
 */
export async function* sweep(ctx: Shop, api: Api, query: Query, from: Position): AsyncGenerator<Swept> {
	for (let position: Position | null = from; position !== null; ) {
		const swept: Swept = await step(ctx, api, query, position);
		yield swept;
		position = swept.next;
	}
}

async function step(ctx: Shop, api: Api, query: Query, position: Position): Promise<Swept> {
	const { after, second, page = 1 } = position;
	if (second !== undefined) {
		const { orders } = await listOrders(ctx, api, { ...query, ...during(second), page });
		if (page > 1) return { orders, newest: second, next: { after, second, page: page - 1 } };
		// Only a shop that counts the bound itself in comes to the same second twice.
		return { orders, newest: second, next: { after: second === after ? shifted(second, 1) : second } };
	}
	const bounds = { modified_after: after, orderby: "modified", order: "asc" };
	const { orders, pages, lastChange: newest } = await listOrders(ctx, api, { ...query, ...bounds });
	if (pages <= 1 || newest === undefined) return { orders, newest, next: null };
	const beforeNewest = shifted(newest, -1);
	if (beforeNewest > after) return { orders, newest, next: { after: beforeNewest } };
	const crowd = await countPages(api, { ...query, ...during(newest) });
	return { orders, newest, next: { after, second: newest, page: crowd } };
}

function during(second: string): Query {
	return { modified_after: shifted(second, -1), modified_before: shifted(second, 1), orderby: "id", order: "asc" };
}

export function shifted(moment: string, seconds: number): string {
	return new Date(Date.parse(`${moment}Z`) + seconds * 1000).toISOString().slice(0, 19);
}
