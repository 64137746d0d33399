import type { Context, OrderRef } from "@kontor/connector";
import { completeList, type RequestResult } from "@kontor/protocol";
import type { Served } from "../connections.ts";
import type { Desk } from "../desk.ts";
import { narrowAll } from "./narrow.ts";
import { postOrders } from "./post-orders.ts";
import { readEach } from "./read-again.ts";

/** The hub misses at most so many at once before some of them are posted. */
const PORTION = 50;

/**
 * The complete list, and then each order that the hub misses in it: nothing is concluded from absence alone (PRODUCT
 * B4, M11). A list that does not say where it ends concludes nothing at all.
 */
export async function compare(
	desk: Desk,
	served: Served,
	ctx: Context,
	list: string,
): Promise<RequestResult<"compare">> {
	const startedAt = desk.now().toISOString();
	const { id: connection } = served.connection;
	let listed = 0;
	let ended = false;
	for await (const page of served.connector.listOpen(ctx)) {
		const items = narrowAll(page.orders, ctx.scope, false);
		await postOrders(desk, connection, { items, list }, ctx.signal);
		listed += items.length;
		ended = page.end;
	}
	if (!ended) {
		ctx.log("list of open orders came without its end", { listed });
		return { listed, readAgain: 0 };
	}
	const { missing, held } = await desk.hub.persist(
		completeList,
		{ params: { connection }, body: { list, startedAt } },
		ctx.signal,
	);
	if (held) return { listed, readAgain: 0 };
	await readMissing(desk, served, ctx, missing);
	return { listed, readAgain: missing.length };
}

/**
 * What was read is posted also where the shop takes no more calls, or the lease ends: the next comparison misses so many less,
 * and comes to an end however slow the shop is.
 */
async function readMissing(desk: Desk, served: Served, ctx: Context, missing: readonly OrderRef[]): Promise<void> {
	const { id: connection } = served.connection;
	let read: unknown[] = [];
	try {
		for await (const items of readEach(ctx, served, missing)) {
			read.push(...items);
			if (read.length < PORTION) continue;
			await postOrders(desk, connection, { items: read }, ctx.signal);
			read = [];
		}
	} finally {
		if (read.length > 0) await postOrders(desk, connection, { items: read });
	}
}
