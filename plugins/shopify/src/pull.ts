import { ConnectorError, type Cursor, countsAsOpen, type ListPage, openStatuses, type Page } from "@kontor/connector";
import * as z from "zod";
import { awaitBulk, pieces, runBulk } from "./bulk.ts";
import type { Api } from "./client.ts";
import { bulkQuery, CHANGED_ORDERS } from "./documents.ts";
import type { Shop } from "./manifest.ts";
import { toOrders } from "./orders.ts";
import { searchFor } from "./statuses.ts";

/** With what is read of each, below the thousand points that one query may cost. */
const PER_PAGE = 30;
/** Shopify finds orders by an index that follows the orders by seconds. */
const OVERLAP_MS = 120_000;
/** A complete list that was made for a reader who was cut off is still worth reading. */
const LIST_NOT_OLDER_MS = 60_000;

const Cursors = z.union([
	/** While the open orders are first read from a bulk operation's file: where in it, and from when on changes count. */
	z.object({ bulk: z.string(), at: z.int().nonnegative(), changesFrom: z.iso.datetime() }),
	/** `page`: Shopify's own cursor, which names the last order seen, so that orders that move on push none out. */
	z.object({ from: z.iso.datetime(), page: z.string().optional() }),
]);
type Position = z.infer<typeof Cursors>;

/** @see Parts.pull in the contract */
export async function* pull(ctx: Shop, api: Api, since: Cursor | null): AsyncGenerator<Page> {
	if (since === null) {
		const position = await begin(ctx, api);
		// Empty: whoever is cut off while Shopify writes the file goes on with the same operation.
		yield { orders: [], cursor: { ...position } };
		yield* readOpen(ctx, api, position);
		return;
	}
	const cursor = Cursors.safeParse(since);
	if (!cursor.success) throw new ConnectorError("invalid-input", "not a cursor of ours", { code: "SHOPIFY_CURSOR" });
	if ("bulk" in cursor.data) yield* readOpen(ctx, api, cursor.data);
	else yield* readChanges(ctx, api, cursor.data);
}

/** @see Parts.listOpen in the contract */
export async function* listOpen(ctx: Shop, api: Api): AsyncGenerator<ListPage> {
	const search = searchOf(ctx);
	const started = await runBulk(ctx, api, bulkQuery("KontorOpenList", search), LIST_NOT_OLDER_MS);
	const bulk = await awaitBulk(ctx, api, started.id);
	if (bulk === null) throw new ConnectorError("unavailable", "the bulk operation failed", { code: "SHOPIFY_BULK" });
	for await (const { nodes, end } of pieces(ctx, bulk, 0)) yield { orders: openOf(ctx, nodes), end };
}

type OpenPosition = Extract<Position, { bulk: string }>;

async function begin(ctx: Shop, api: Api): Promise<OpenPosition> {
	const { id, at } = await runBulk(ctx, api, bulkQuery("KontorOpenOrders", searchOf(ctx)), 0);
	return { bulk: id, at: 0, changesFrom: earlier(at) };
}

async function* readOpen(ctx: Shop, api: Api, given: OpenPosition): AsyncGenerator<Page> {
	let position = given;
	let bulk = await awaitBulk(ctx, api, position.bulk);
	if (bulk === null) {
		position = await begin(ctx, api);
		yield { orders: [], cursor: { ...position } };
		bulk = await awaitBulk(ctx, api, position.bulk);
		if (bulk === null) throw new ConnectorError("unavailable", "the bulk operation failed", { code: "SHOPIFY_BULK" });
	}
	const { changesFrom } = position;
	for await (const { nodes, at, end } of pieces(ctx, bulk, position.at)) {
		yield { orders: openOf(ctx, nodes), cursor: end ? { from: changesFrom } : { ...position, at } };
	}
}

async function* readChanges(ctx: Shop, api: Api, given: Extract<Position, { from: string }>): AsyncGenerator<Page> {
	const { from } = given;
	let newest = from;
	for (let page: string | undefined = given.page; ; ) {
		const { data } = await api.ask(CHANGED_ORDERS, {
			first: PER_PAGE,
			after: page ?? null,
			query: `updated_at:>='${from}'`,
		});
		const { nodes, pageInfo } = data.orders;
		const last = z.object({ updatedAt: z.iso.datetime() }).safeParse(nodes.at(-1));
		if (last.success && Date.parse(last.data.updatedAt) > Date.parse(newest)) newest = last.data.updatedAt;
		page = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
		const stepped = earlier(newest);
		const done = { from: Date.parse(stepped) > Date.parse(from) ? stepped : from };
		yield { orders: toOrders(ctx, nodes), cursor: page === undefined ? done : { from, page } };
		if (page === undefined) return;
	}
}

function searchOf(ctx: Shop): string {
	return searchFor(openStatuses(ctx.scope.mapping, "payment"));
}

function openOf(ctx: Shop, nodes: readonly unknown[]) {
	return toOrders(ctx, nodes).filter((order) => countsAsOpen(order, ctx.scope.mapping));
}

function earlier(moment: string): string {
	return new Date(Date.parse(moment) - OVERLAP_MS).toISOString();
}
