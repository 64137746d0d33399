import type { Context, OrderRef } from "@kontor/connector";
import type { Served } from "../connections.ts";
import { narrowAll } from "./narrow.ts";

/** What the shop says of each order now, for the hub: the order, or that it is gone. As many at a time as the shop takes. */
export async function* readEach(
	ctx: Context,
	served: Served,
	refs: readonly OrderRef[],
): AsyncGenerator<readonly unknown[]> {
	const { limits } = served;
	for (let from = 0; from < refs.length; from += limits.concurrency) {
		const some = refs.slice(from, from + limits.concurrency);
		const read = await Promise.all(some.map(async (ref) => ({ ref, order: await served.connector.read(ctx, ref) })));
		yield read.flatMap(({ ref, order }): unknown[] =>
			order === null ? [{ ref, gone: true }] : narrowAll([order], ctx.scope, false),
		);
	}
}

export async function readAgain(ctx: Context, served: Served, refs: readonly OrderRef[]): Promise<unknown[]> {
	const items: unknown[] = [];
	for await (const some of readEach(ctx, served, refs)) items.push(...some);
	return items;
}
