import { ConnectorError, type Context } from "@kontor/connector";
import type { WorkOf, WorkOutcome } from "@kontor/protocol";
import type { Served } from "../connections.ts";
import type { Desk } from "../desk.ts";
import { isProblem } from "../hub-client.ts";
import { narrowAll } from "./narrow.ts";
import { postOrders } from "./post-orders.ts";

/** Reads page by page; each page and the cursor behind it are stored together, so that a crash repeats at most a page. */
export async function runPull(desk: Desk, served: Served, ctx: Context, work: WorkOf<"pull">): Promise<WorkOutcome> {
	let cursor = work.cursor;
	const firstRead = cursor === null;
	try {
		for await (const page of served.connector.pull(ctx, cursor)) {
			const items = narrowAll(page.orders, ctx.scope, firstRead);
			const to = { ...page.cursor };
			await postOrders(desk, work.connection, { items, cursor: { from: cursor, to } }, ctx.signal);
			cursor = to;
		}
	} catch (error) {
		if (isProblem(error, "CURSOR_MOVED"))
			throw new ConnectorError("unavailable", "another pull went on", { code: "CURSOR_MOVED" });
		// The lease ended, the pages so far are stored: the next lease goes on behind them.
		if (ctx.signal.aborted && cursor !== work.cursor) return { kind: "returned", attempt: work.attempt };
		throw error;
	}
	return { kind: "result", result: null };
}
