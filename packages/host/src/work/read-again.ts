import type { Context, OrderRef } from "@kontor/connector";
import type { Served } from "../connections.ts";
import { narrowAll } from "./narrow.ts";

/** What the shop says of each order now, for the hub: the order, or that it is gone. */
export async function readAgain(ctx: Context, served: Served, refs: readonly OrderRef[]): Promise<unknown[]> {
	const { limits } = served;
	const items: unknown[] = [];
	for (let from = 0; from < refs.length; from += limits.concurrency) {
		const some = refs.slice(from, from + limits.concurrency);
		const read = await Promise.all(some.map(async (ref) => ({ ref, order: await served.connector.read(ctx, ref) })));
		for (const { ref, order } of read) {
			items.push(...(order === null ? [{ ref, gone: true }] : narrowAll([order], ctx.scope, false)));
		}
	}
	return items;
}
