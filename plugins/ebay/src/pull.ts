import { ConnectorError, type Cursor, countsAsOpen, type ListPage, type Page } from "@kontor/connector";
import * as z from "zod";
import type { Api } from "./client.ts";
import type { Shop } from "./manifest.ts";
import { listOrders, toOrders } from "./orders.ts";
import { Dates } from "./shapes.ts";
import { type Read, readWindows, shifted, type Window } from "./windows.ts";

/** eBay shows changes late and in no order: each pull steps back so far. */
const OVERLAP_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
/** eBay's own default, and as long as it tells a buyer's name. */
const RECENT_MS = 90 * DAY_MS;
/** eBay gives two years; a day less, since the clocks may differ. */
const ALL_MS = 729 * DAY_MS;
const NOT_SHIPPED = "orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS}";

const Cursors = z.union([
	/** In the middle of a pass: where it goes on, and from when on changes count afterwards. */
	z.object({ pass: z.enum(["open", "changed"]), at: z.iso.datetime(), next: z.iso.datetime() }),
	z.object({ from: z.iso.datetime() }),
]);
type Position = Extract<z.infer<typeof Cursors>, { pass: string }>;

interface Filtered extends Window {
	readonly by: "creationdate" | "lastmodifieddate";
	readonly notShipped: boolean;
}

/** @see Parts.pull in the contract */
export async function* pull(ctx: Shop, api: Api, since: Cursor | null): AsyncGenerator<Page> {
	const position = await begin(ctx, api, since);
	const open = position.pass === "open";
	for await (const { items, window, end } of read(api, open ? openWindows(ctx, position) : changedWindows(position))) {
		const orders = toOrders(ctx, items);
		yield {
			orders: open ? orders.filter((order) => countsAsOpen(order, ctx.scope.mapping)) : orders,
			cursor: end || window.to === null ? { from: position.next } : { ...position, at: shifted(window.to, 1) },
		};
	}
}

/** @see Parts.listOpen in the contract */
export async function* listOpen(ctx: Shop, api: Api): AsyncGenerator<ListPage> {
	const position = await begin(ctx, api, null);
	for await (const { items, end } of read(api, openWindows(ctx, position))) {
		yield { orders: toOrders(ctx, items).filter((order) => countsAsOpen(order, ctx.scope.mapping)), end };
	}
}

/** What changes while a pass is under way is found by the next one, since it begins before this one began. */
async function begin(ctx: Shop, api: Api, since: Cursor | null): Promise<Position> {
	const cursor = since === null ? null : Cursors.safeParse(since).data;
	if (cursor === undefined) {
		throw new ConnectorError("invalid-input", "not a cursor of ours", { code: "EBAY_CURSOR" });
	}
	if (cursor !== null && "pass" in cursor) return cursor;
	const clock = await shopClock(ctx, api);
	const next = shifted(clock, -OVERLAP_MS);
	if (cursor === null) return { pass: "open", at: shifted(clock, -ALL_MS), next };
	const { from } = cursor;
	return { pass: "changed", at: from, next: Date.parse(next) > Date.parse(from) ? next : from };
}

/** eBay refuses dates that are in the future by its own clock. */
export async function shopClock(ctx: Shop, api: Api): Promise<string> {
	const recent = `lastmodifieddate:[${shifted(ctx.now().toISOString(), -DAY_MS)}..]`;
	return (await listOrders(api, recent, { limit: 1 })).date ?? ctx.now().toISOString();
}

/**
 * By when they were created, which never changes: what leaves the list while it is read pushes none out. Of orders older
 * than 90 days only those not yet shipped: eBay cannot be asked for unpaid ones.
 */
function openWindows(ctx: Shop, { at, next }: Position): Filtered[] {
	const recent = shifted(next, -RECENT_MS);
	const by = "creationdate";
	const old: Filtered = { by, from: at, to: shifted(recent, -1), notShipped: true };
	const oldest = Math.max(Date.parse(recent), Date.parse(at));
	const young: Filtered = { by, from: new Date(oldest).toISOString(), to: null, notShipped: false };
	ctx.log("reading-open-orders", { from: at });
	return Date.parse(at) < Date.parse(recent) ? [old, young] : [young];
}

function changedWindows({ at }: Position): Filtered[] {
	return [{ by: "lastmodifieddate", from: at, to: null, notShipped: false }];
}

function read(api: Api, windows: readonly Filtered[]): AsyncGenerator<Read<unknown, Filtered>> {
	return readWindows<unknown, Filtered>(
		windows,
		async ({ by, from, to, notShipped }, offset) => {
			const filter = `${by}:[${from}..${to ?? ""}]${notShipped ? `,${NOT_SHIPPED}` : ""}`;
			const { data } = await listOrders(api, filter, { offset });
			const { orders = [], total = orders.length } = data;
			return { items: orders, total };
		},
		(order) => {
			const dates = Dates.safeParse(order);
			if (!dates.success) return null;
			return windows[0]?.by === "lastmodifieddate" ? dates.data.lastModifiedDate : dates.data.creationDate;
		},
	);
}
