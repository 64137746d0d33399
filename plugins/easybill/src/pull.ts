import { ConnectorError, type Cursor, type ListPage, type Order, type Page } from "@kontor/connector";
import * as z from "zod";
import { dayInBerlin } from "./berlin-time.ts";
import type { Api, Query } from "./client.ts";
import { allCredits, type Credits } from "./credits.ts";
import { findDocument, isInvoice, listDocuments, OPEN_INVOICES } from "./documents.ts";
import type { Account } from "./manifest.ts";
import { editedAt, toOrder } from "./mapping.ts";
import type { EasybillDocument } from "./shapes.ts";
import { type Place, sweep } from "./sweep.ts";

/** More than the hour that the clocks are put back: within it times of change do not say what was first. */
const OVERLAP_MS = 2 * 3_600_000;
const DAY_MS = 86_400_000;

/** What may change an invoice without changing its own time of change. */
const CHANGING = "INVOICE,CREDIT,STORNO";

const Cursors = z.object({
	/** Changes up to here were read. While the open invoices are first read: where the changes begin that come after them. */
	after: z.iso.datetime(),
	/** Under way: what is being read, and where that has come to. */
	reading: z.enum(["open", "changes"]).optional(),
	page: z.int().positive().optional(),
	total: z.int().nonnegative().optional(),
	/** The newest change seen so far. */
	newest: z.iso.datetime().optional(),
});

/** @see Parts.pull in the contract */
export async function* pull(ctx: Account, api: Api, since: Cursor | null): AsyncGenerator<Page> {
	const cursor = Cursors.nullable().safeParse(since);
	if (!cursor.success) throw new ConnectorError("invalid-input", "not a cursor of ours", { code: "EASYBILL_CURSOR" });
	const { credits, date } = await allCredits(api);
	const { after = date.toISOString(), reading, page, total, newest = after } = cursor.data ?? {};
	const place = page === undefined || total === undefined ? null : { page, total };
	if (cursor.data === null || reading === "open") yield* readOpen(ctx, api, credits, { after, place });
	else yield* readChanges(ctx, api, credits, { after, place, newest, now: date });
}

/** @see Parts.listOpen in the contract */
export async function* listOpen(ctx: Account, api: Api): AsyncGenerator<ListPage> {
	const { credits } = await allCredits(api);
	for await (const { items, next } of sweep(listing(ctx, api, OPEN_INVOICES), null)) {
		yield { orders: toOrders(ctx, items, credits), end: next === null };
	}
}

interface Progress {
	readonly after: string;
	readonly place: Place | null;
}

async function* readOpen(ctx: Account, api: Api, credits: Credits, { after, place }: Progress): AsyncGenerator<Page> {
	for await (const { items, next } of sweep(listing(ctx, api, OPEN_INVOICES), place)) {
		const cursor = next === null ? { after } : { after, reading: "open", ...next };
		yield { orders: toOrders(ctx, items, credits), cursor };
	}
}

async function* readChanges(
	ctx: Account,
	api: Api,
	credits: Credits,
	{ after, place, now, ...progress }: Progress & { readonly newest: string; readonly now: Date },
): AsyncGenerator<Page> {
	const from = Date.parse(after) - OVERLAP_MS;
	const query = { type: CHANGING, is_draft: 0, edited_at: days(from, now.getTime()) };
	let { newest } = progress;
	for await (const { items, next } of sweep(listing(ctx, api, query), place)) {
		const changed = items.filter((document) => (editedAt(document)?.latest ?? from) >= from);
		const touched = await invoicesTouchedBy(api, changed);
		newest = latest(newest, changed, now);
		const cursor = next === null ? { after: newest } : { after, reading: "changes", ...next, newest };
		yield { orders: toOrders(ctx, [...changed, ...touched], credits), cursor };
	}
}

/**
 * Whole days, with one more at the end: whether the filter understands times of day, and whether it takes in its last
 * day, is not documented.
 */
function days(from: number, to: number): string {
	return `${dayInBerlin(new Date(from))},${dayInBerlin(new Date(to + 2 * DAY_MS))}`;
}

/** The invoices that credit notes and cancellations are about, where they are not on the page themselves. */
async function invoicesTouchedBy(api: Api, documents: readonly EasybillDocument[]): Promise<EasybillDocument[]> {
	const present = new Set(documents.map(({ id }) => id));
	const refs = documents.filter(({ type }) => type !== "INVOICE").map(({ ref_id }) => ref_id);
	const touched: EasybillDocument[] = [];
	for (const ref of new Set(refs)) {
		const invoice = ref === null || present.has(ref) ? null : await findDocument(api, String(ref));
		if (invoice !== null) touched.push(invoice);
	}
	return touched;
}

/** Never later than easybill's clock: of the hour that the clocks show twice the later one may not have come yet. */
function latest(newest: string, documents: readonly EasybillDocument[], now: Date): string {
	const times = documents.map((document) => Math.min(editedAt(document)?.latest ?? 0, now.getTime()));
	return new Date(Math.max(Date.parse(newest), ...times)).toISOString();
}

/** An invoice that cannot be understood is left out and logged: it must not keep all others from being read for ever. */
export function toOrders(ctx: Account, documents: readonly EasybillDocument[], credits: Credits): Order[] {
	return documents.filter(isInvoice).flatMap((document) => {
		try {
			return [toOrder(document, credits)];
		} catch (error) {
			if (!(error instanceof ConnectorError)) throw error;
			ctx.log("invoice left out", { id: document.id, reason: error.message });
			return [];
		}
	});
}

function listing(ctx: Account, api: Api, query: Query) {
	return async (page: number) => {
		const { documents: items, ...list } = await listDocuments(api, query, page, (id, why) =>
			ctx.log("document left out", { id, fields: why }),
		);
		return { items, ...list };
	};
}
