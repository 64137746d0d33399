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
/** eBay gives two years; a day less, since our clock and eBay's may differ. */
const ALL_MS = 729 * DAY_MS;
const NOT_SHIPPED = "orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS}";

const Cursors = z.union([
	/** In the middle of a pass: where it goes on, and from when on changes count afterwards. */
	z.object({ pass: z.enum(["open", "changed"]), at: z.iso.datetime(), next: z.iso.datetime() }),
	z.object({ from: z.iso.datetime() }),
]);

interface Position {
	readonly pass: "open" | "changed";
	readonly at: string;
	/** Null: the pass begins, and eBay's clock in its first answer decides. */
	readonly next: string | null;
}

interface Filtered extends Window {
	readonly by: "creationdate" | "lastmodifieddate";
	readonly notShipped: boolean;
}

/**
 * What changes while a pass is under way is found by the next one, since it begins before this one began.
 *
 * @see Parts.pull in the contract
 */
export async function* pull(ctx: Shop, api: Api, since: Cursor | null): AsyncGenerator<Page> {
	const position = positionOf(ctx, since);
	const open = position.pass === "open";
	const reading = read(ctx, api, open ? openWindows(ctx, position) : changedWindows(position));
	for await (const { items, window, end } of reading.windows) {
		const orders = toOrders(ctx, items);
		const next = position.next ?? nextOf(position, reading.begun());
		yield {
			orders: open ? orders.filter((order) => countsAsOpen(order, ctx.scope.mapping)) : orders,
			cursor: end || window.to === null ? { from: next } : { pass: position.pass, at: shifted(window.to, 1), next },
		};
	}
}

/** @see Parts.listOpen in the contract */
export async function* listOpen(ctx: Shop, api: Api): AsyncGenerator<ListPage> {
	for await (const { items, end } of read(ctx, api, openWindows(ctx, positionOf(ctx, null))).windows) {
		yield { orders: toOrders(ctx, items).filter((order) => countsAsOpen(order, ctx.scope.mapping)), end };
	}
}

function positionOf(ctx: Shop, since: Cursor | null): Position {
	if (since === null) return { pass: "open", at: shifted(ctx.now().toISOString(), -ALL_MS), next: null };
	const cursor = Cursors.safeParse(since);
	if (!cursor.success) throw new ConnectorError("invalid-input", "not a cursor of ours", { code: "EBAY_CURSOR" });
	return "pass" in cursor.data ? cursor.data : { pass: "changed", at: cursor.data.from, next: null };
}

/** Never before where this pass began: two in quick succession would go back and back. */
function nextOf({ pass, at }: Position, begun: string): string {
	const next = shifted(begun, -OVERLAP_MS);
	return pass === "changed" && Date.parse(at) > Date.parse(next) ? at : next;
}

/** eBay's own clock. */
export async function shopClock(ctx: Shop, api: Api): Promise<string> {
	const recent = `lastmodifieddate:[${shifted(ctx.now().toISOString(), -DAY_MS)}..]`;
	return (await listOrders(api, recent, { limit: 1 })).date ?? ctx.now().toISOString();
}

/**
 * By when they were created, which never changes: what leaves the list while it is read pushes none out. Of orders older
 * than 90 days only those not yet shipped: eBay cannot be asked for unpaid ones.
 */
function openWindows(ctx: Shop, { at, next }: Position): Filtered[] {
	const recent = shifted(next ?? ctx.now().toISOString(), -RECENT_MS);
	const by = "creationdate";
	const old: Filtered = { by, from: at, to: shifted(recent, -1), notShipped: true };
	const oldest = Math.max(Date.parse(recent), Date.parse(at));
	const young: Filtered = { by, from: new Date(oldest).toISOString(), to: null, notShipped: false };
	return Date.parse(at) < Date.parse(recent) ? [old, young] : [young];
}

function changedWindows({ at }: Position): Filtered[] {
	return [{ by: "lastmodifieddate", from: at, to: null, notShipped: false }];
}

interface Reading {
	readonly windows: AsyncGenerator<Read<unknown, Filtered>>;
	/** When eBay gave its first answer, by its own clock: it refuses dates that are in the future by it. */
	readonly begun: () => string;
}

function read(ctx: Shop, api: Api, windows: readonly Filtered[]): Reading {
	let begun: string | null = null;
	const reading = readWindows<unknown, Filtered>(
		windows,
		async ({ by, from, to, notShipped }, offset) => {
			const filter = `${by}:[${from}..${to ?? ""}]${notShipped ? `,${NOT_SHIPPED}` : ""}`;
			const { data, date } = await listOrders(api, filter, { offset });
			begun ??= date ?? ctx.now().toISOString();
			const { orders = [], total = orders.length } = data;
			return { items: orders, total };
		},
		(order) => {
			const dates = Dates.safeParse(order);
			if (!dates.success) return null;
			return windows[0]?.by === "lastmodifieddate" ? dates.data.lastModifiedDate : dates.data.creationDate;
		},
	);
	return { windows: reading, begun: () => begun ?? ctx.now().toISOString() };
}
