import type { Day } from "@kontor/connector";
import type { MerchantTransaction } from "../../db/database.ts";
import { sharesBorder } from "../identity/balances.ts";
import type { Span } from "../identity/entry.ts";
import type { Delivery } from "./read-file.ts";

/** Both sides of the delivery's days, each entry beside its equal on the other side where there is one. */
export const SIDES = `entry int, booking_day date, content_key bytea, strong_id text, parts int, occurrence int,
	stored boolean, matched boolean, pending boolean, told boolean`;

export interface PlainDays {
	/** Postings that are stored already. */
	readonly known: number;
	/** What is to be looked at more closely, and how many entries there are of each day. */
	readonly others: ReadonlyMap<Day, number>;
}

interface Row {
	day: Day;
	delivered: number;
	stored: number;
	matched: number;
	known: number;
	doubtful: boolean;
}

/**
 * Finds the days on which one side holds all the other one has: nothing is stored of them, or everything, or half a day is
 * delivered whole. These are most days of most files; PostgreSQL decides them whatever their size, as `identify` would:
 * of k twins delivered and m stored, k - m are new, which are noted as to be created.
 *
 * Only where nothing else speaks of the day: no pending entry around, no other representation, no id that another content
 * has, no batch told in more detail, no balances that show two different parts of it.
 */
export async function settlePlainDays(
	tx: MerchantTransaction,
	accountId: string,
	delivery: Delivery,
	stored: readonly Span[],
): Promise<PlainDays> {
	await faceEachOther(tx, accountId, delivery);
	const rows = await daysOf(tx, accountId);
	const plain = rows.filter(
		({ day, delivered, stored: onFile, matched, doubtful }) =>
			!doubtful &&
			(matched === delivered || matched === onFile) &&
			(matched === 0 || sharesBorder(day, delivery.spans, stored) !== false),
	);
	await tx.execute(
		`INSERT INTO created (entry, occurrence)
		 SELECT entry, before + row_number() OVER (PARTITION BY content_key ORDER BY entry)
		   FROM (SELECT entry, content_key, matched, coalesce(max(occurrence) OVER (PARTITION BY content_key), 0) AS before
		           FROM sides WHERE booking_day = ANY ($1::date[])) twins
		  WHERE entry IS NOT NULL AND NOT matched`,
		plain.filter(({ delivered, matched }) => delivered > matched).map(({ day }) => day),
	);
	const days = new Set(plain.map(({ day }) => day));
	return {
		known: plain.reduce((sum, { known }) => sum + known, 0),
		others: new Map(rows.filter(({ day }) => !days.has(day)).map(({ day, delivered }) => [day, delivered])),
	};
}

async function faceEachOther(tx: MerchantTransaction, accountId: string, delivery: Delivery): Promise<void> {
	await tx.execute("DELETE FROM sides");
	await tx.execute(
		`INSERT INTO sides
		 WITH given AS (
			SELECT entry, booking_day, content_key, coalesce(strong_id, '') AS strong, parts, pending, NOT pending AS plain,
			       row_number() OVER (PARTITION BY content_key, strong_id, pending ORDER BY entry) AS twin
			  FROM delivered WHERE statement = ANY ($3)
		 ), stored AS (
			SELECT *, row_number() OVER (PARTITION BY content_key, strong, plain ORDER BY occurrence) AS twin
			  FROM (SELECT booking_day, content_key, occurrence, coalesce(strong_id, '') AS strong, bool_and(detail = '') AS whole,
			               bool_and(status IN ('booked', 'split') AND source_format = $4) AS plain
			          FROM postings
			         WHERE merchant_id = $1::uuid AND account_id = $2::uuid
			           AND booking_day IN (SELECT DISTINCT booking_day FROM delivered WHERE statement = ANY ($3))
			         GROUP BY booking_day, content_key, occurrence, strong_id) entries
		 )
		 SELECT g.entry, coalesce(g.booking_day, s.booking_day), content_key, nullif(strong, ''), g.parts, s.occurrence,
		        s.twin IS NOT NULL, g.twin IS NOT NULL AND s.twin IS NOT NULL AND plain, coalesce(g.pending, false),
		        coalesce(g.parts > 1 AND s.whole, false)
		   FROM given g FULL JOIN stored s USING (content_key, strong, plain, twin)`,
		tx.merchantId,
		accountId,
		delivery.statements,
		delivery.representation,
	);
}

/** Before and after a booking, a pending entry may be its announcement. */
const DAYS_AROUND = 14;

async function daysOf(tx: MerchantTransaction, accountId: string): Promise<Row[]> {
	return tx.query<Row>(
		`WITH clashing AS (
			SELECT DISTINCT s.booking_day FROM sides s
			  JOIN postings p ON p.merchant_id = $1::uuid AND p.account_id = $2::uuid AND p.strong_id = s.strong_id
			 WHERE s.entry IS NOT NULL AND NOT s.matched
		 )
		 SELECT booking_day::text AS day, count(entry)::int AS delivered, count(*) FILTER (WHERE stored)::int AS stored,
		        count(*) FILTER (WHERE matched)::int AS matched, coalesce(sum(parts) FILTER (WHERE matched), 0)::int AS known,
		        bool_or(pending OR told) OR booking_day IN (SELECT booking_day FROM clashing)
		          OR EXISTS (SELECT FROM postings p
		                      WHERE p.merchant_id = $1::uuid AND p.account_id = $2::uuid AND p.status IN ('pending', 'lapsed')
		                        AND p.booking_day BETWEEN sides.booking_day - $3::int AND sides.booking_day + $3::int) AS doubtful
		   FROM sides GROUP BY booking_day HAVING count(entry) > 0`,
		tx.merchantId,
		accountId,
		DAYS_AROUND,
	);
}
