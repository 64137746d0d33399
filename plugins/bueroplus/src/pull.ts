import { type Cursor, countsAsOpen, type Order, type Page } from "@kontor/connector";
import type { Vorgang } from "./erp.ts";
import type { Erp } from "./manifest.ts";
import { isInvoice, toOrder } from "./mapping.ts";
import { settingsOf } from "./settings.ts";
import { erpOf } from "./source.ts";

/**
 * How far back the next reading begins before the newest version it saw: a transaction that was still running then may
 * have got its version earlier than it became visible. Reading again does no harm.
 */
const OVERLAP = 500;

/**
 * Vorgänge that changed, by number, which never changes. Which version the next reading begins after is looked up before
 * the first page: whatever changes later has a higher one, and whatever had changed by then is on one of the pages.
 */
export async function* pull(ctx: Erp, since: Cursor | null): AsyncIterable<Page> {
	const erp = erpOf(ctx);
	const from = Number(since?.from ?? 0);
	const upTo = since?.upTo === undefined ? await erp.newestVersion(from) : Number(since.upTo);
	let after = typeof since?.after === "string" ? since.after : null;
	const firstRead = since === null || since.first === true;
	for (;;) {
		const page = await erp.changed(from, after);
		const orders = ordersIn(ctx, page.vorgaenge).filter(
			(order) => !firstRead || countsAsOpen(order, ctx.scope.mapping),
		);
		if (page.after === null) {
			yield { orders, cursor: { from: Math.max(from, upTo - OVERLAP) } };
			return;
		}
		after = page.after;
		yield { orders, cursor: { from, upTo, after, ...(firstRead ? { first: true } : {}) } };
	}
}

/** Every open invoice, whatever changed when. */
export async function* listOpen(ctx: Erp): AsyncIterable<{ orders: Order[]; end: boolean }> {
	const erp = erpOf(ctx);
	for (let after: string | null = null; ; ) {
		const page = await erp.changed(0, after);
		const orders = ordersIn(ctx, page.vorgaenge).filter((order) => countsAsOpen(order, ctx.scope.mapping));
		yield { orders, end: page.after === null };
		if (page.after === null) return;
		after = page.after;
	}
}

function ordersIn(ctx: Erp, vorgaenge: readonly Vorgang[]): Order[] {
	const settings = settingsOf(ctx);
	return vorgaenge.filter((vorgang) => isInvoice(vorgang, settings)).map((vorgang) => toOrder(vorgang, settings));
}
