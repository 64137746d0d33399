import { ConnectorError, type Cursor, countsAsOpen, type ListPage, type Page } from "@kontor/connector";
import * as z from "zod";
import { type Api, connectTo, type Query } from "./client.ts";
import type { Shop } from "./manifest.ts";
import { listOrders, statusesOfShop, toOrders } from "./orders.ts";
import { BEGINNING, type Position, shifted, sweep } from "./sweep.ts";

/**
 * A pull that is done steps back so far before the next begins: an order can become visible seconds after the time of
 * change it carries, and WooCommerce does not change that time twice within one second.
 */
const OVERLAP_SECONDS = 120;

const ANY: Query = { status: "any" };

const Cursors = z.object({
	after: z.string(),
	second: z.string().optional(),
	page: z.int().positive().optional(),
	/** While the open orders are first read: where the changes begin that have to be read after them. */
	changesFrom: z.string().optional(),
});

/** @see Parts.pull in the contract */
export async function* pull(ctx: Shop, since: Cursor | null): AsyncGenerator<Page> {
	const api = connectTo(ctx);
	if (since === null) {
		yield* readOpen(ctx, api, BEGINNING, await newestChange(ctx, api));
		return;
	}
	const cursor = Cursors.safeParse(since);
	if (!cursor.success)
		throw new ConnectorError("invalid-input", "not a cursor of ours", { code: "WOOCOMMERCE_CURSOR" });
	const { changesFrom, after, second, page } = cursor.data;
	const position = { after, ...(second !== undefined && { second }), ...(page !== undefined && { page }) };
	if (changesFrom === undefined) yield* readChanges(ctx, api, position);
	else yield* readOpen(ctx, api, position, changesFrom);
}

/** @see Parts.listOpen in the contract */
export async function* listOpen(ctx: Shop): AsyncGenerator<ListPage> {
	for await (const { orders, next } of sweepOpen(ctx, connectTo(ctx), BEGINNING)) yield { orders, end: next === null };
}

async function* readOpen(ctx: Shop, api: Api, from: Position, changesFrom: string): AsyncGenerator<Page> {
	for await (const { orders, next } of sweepOpen(ctx, api, from)) {
		yield { orders, cursor: next === null ? { after: changesFrom } : { ...next, changesFrom } };
	}
}

async function* readChanges(ctx: Shop, api: Api, from: Position): AsyncGenerator<Page> {
	let last = from.second;
	for await (const { orders: page, newest, next } of sweep(ctx, api, ANY, from)) {
		last = newest ?? last;
		const orders = toOrders(ctx, page);
		if (next !== null) yield { orders, cursor: { ...next } };
		else if (last !== undefined) yield { orders, cursor: { after: shifted(last, -OVERLAP_SECONDS) } };
	}
}

/**
 * All orders of a status in which some payment method waits for money, as the mapping has it; the API cannot filter by
 * payment method. Statuses that a plugin no longer registers would make WooCommerce refuse the whole request.
 */
async function* sweepOpen(ctx: Shop, api: Api, from: Position) {
	const { mapping } = ctx.scope;
	const methods = Object.keys(mapping.paymentMethods).map((id) => ({ id, title: id }));
	const open = (await statusesOfShop(api)).filter(({ id }) =>
		methods.some((paymentMethod) => countsAsOpen({ paymentMethod, statuses: { order: id } }, mapping)),
	);
	if (open.length === 0) {
		yield { orders: [], next: null };
		return;
	}
	for await (const { orders, next } of sweep(ctx, api, { status: open.map(({ id }) => id).join(",") }, from)) {
		yield { orders: toOrders(ctx, orders).filter((order) => countsAsOpen(order, mapping)), next };
	}
}

/** By the shop's own clock, and so before anything that changes from now on. */
async function newestChange(ctx: Shop, api: Api): Promise<string> {
	const { lastChange } = await listOrders(ctx, api, { ...ANY, orderby: "modified", order: "desc", per_page: 1 });
	return lastChange === undefined ? BEGINNING.after : shifted(lastChange, -OVERLAP_SECONDS);
}
