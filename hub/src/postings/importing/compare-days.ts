import type { Day } from "@kontor/connector";
import type { MerchantTransaction } from "../../db/database.ts";
import type { Entry, Identified, Span } from "../identity/entry.ts";
import { identify } from "../identity/identify.ts";
import type { Delivery } from "./read-file.ts";
import { type EntryOnFile, storedAround } from "./stored-entries.ts";

/** An entry in the staging. */
export interface DeliveredEntry extends Entry {
	/** Its number there. */
	readonly entry: number;
	/** Of how many postings it is made. */
	readonly parts: number;
}

/** So many entries are compared at once, and a day is never cut: bounds memory by the longest day in question. */
const AT_ONCE = 20_000;

/** Whole days, some thousand entries at a time. */
export function* windowsOf(days: ReadonlyMap<Day, number>): Generator<Day[]> {
	let window: Day[] = [];
	let entries = 0;
	for (const [day, count] of [...days].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
		if (window.length > 0 && entries + count > AT_ONCE) {
			yield window;
			[window, entries] = [[], 0];
		}
		window.push(day);
		entries += count;
	}
	if (window.length > 0) yield window;
}

/** Looks at what is delivered and stored of these days entry by entry. */
export async function compareDays(
	tx: MerchantTransaction,
	accountId: string,
	delivery: Delivery,
	days: readonly Day[],
	stored: readonly Span[],
): Promise<Identified<DeliveredEntry, EntryOnFile>> {
	const entries = await deliveredOn(tx, delivery, days);
	const spans = delivery.spans.filter(({ bookingDay }) => days.includes(bookingDay));
	return identify({ entries, spans }, { entries: await storedAround(tx, accountId, entries), spans: stored });
}

async function deliveredOn(
	tx: MerchantTransaction,
	{ statements, representation }: Pick<Delivery, "statements" | "representation">,
	days: readonly Day[],
): Promise<DeliveredEntry[]> {
	const rows = await tx.query<Omit<DeliveredEntry, "minor" | "representation"> & { minor: bigint }>(
		`SELECT entry, parts, booking_day::text AS "bookingDay", minor, pending, strong_id AS "strongId",
		        encode(content_key, 'hex') AS "contentKey", end_to_end_id AS "endToEndId", iban, text
		   FROM delivered WHERE statement = ANY ($1) AND booking_day = ANY ($2::date[]) ORDER BY entry`,
		statements,
		days,
	);
	return rows.map((row) => ({ ...row, minor: Number(row.minor), representation }));
}
