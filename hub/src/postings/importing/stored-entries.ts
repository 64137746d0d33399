import type { Day } from "@kontor/connector";
import type { MerchantTransaction } from "../../db/database.ts";
import type { Entry, Pair, Span, StoredEntry } from "../identity/entry.ts";

/** An entry as it is stored: one posting, or those of a batch. */
export interface EntryOnFile extends StoredEntry {
	/** Empty for the entry itself; a batch's payments otherwise. */
	readonly details: readonly string[];
}

interface Row {
	bookingDay: Day;
	amount: bigint;
	status: string;
	representation: string;
	strongId: string | null;
	contentKey: string;
	occurrence: number;
	otherKeys: string[];
	endToEndId: string | null;
	iban: string | null;
	text: string;
	detail: string;
}

/**
 * What is stored of an account on the days of these entries, and wherever their bank ids stand. Of the days around, only
 * what has or may have been pending: everything else is recognised by its day.
 */
export async function storedAround(
	tx: MerchantTransaction,
	accountId: string,
	entries: readonly Pick<Entry, "bookingDay" | "strongId" | "pending">[],
): Promise<EntryOnFile[]> {
	const days = [...new Set(entries.map(({ bookingDay }) => bookingDay))].toSorted();
	const [first, last] = [days[0], days.at(-1)];
	if (first === undefined || last === undefined) return [];
	const rows = await tx.query<Row>(
		`SELECT booking_day::text AS "bookingDay", amount, status, source_format AS representation,
		        strong_id AS "strongId", encode(content_key, 'hex') AS "contentKey", occurrence,
		        ARRAY(SELECT encode(key, 'hex') FROM unnest(other_keys) AS key) AS "otherKeys",
		        CASE WHEN detail = '' THEN end_to_end_id ELSE body->'entry'->>'endToEndId' END AS "endToEndId",
		        CASE WHEN detail = '' THEN counterparty_iban ELSE body->'entry'->>'iban' END AS iban,
		        upper(coalesce(body->'entry'->>'text', body->>'searchText', '')) AS text, detail
		   FROM postings
		  WHERE merchant_id = $1::uuid AND account_id = $2::uuid
		    AND (booking_day = ANY($6::date[]) OR strong_id = ANY($5) OR booking_day BETWEEN $3::date - 14 AND $4::date + 14
		         AND ($7::boolean OR status IN ('pending', 'lapsed') OR other_keys <> '{}'))
		  ORDER BY booking_day, content_key, occurrence, detail`,
		tx.merchantId,
		accountId,
		first,
		last,
		entries.flatMap(({ strongId }) => strongId ?? []),
		days,
		entries.some(({ pending }) => pending),
	);
	return [...Map.groupBy(rows, ({ contentKey, occurrence }) => `${contentKey} ${occurrence}`).values()].map(entryOf);
}

/** The balances of the stored days from one to another. */
export async function storedSpans(
	tx: MerchantTransaction,
	accountId: string,
	delivered: readonly Span[],
): Promise<Span[]> {
	const days = delivered.map(({ bookingDay }) => bookingDay).toSorted();
	const spans = await tx.query<{ bookingDay: Day; opening: bigint; closing: bigint }>(
		`SELECT booking_day::text AS "bookingDay", opening, closing FROM statement_days
		  WHERE merchant_id = $1::uuid AND account_id = $2::uuid AND booking_day BETWEEN $3::date AND $4::date`,
		tx.merchantId,
		accountId,
		days[0] ?? null,
		days.at(-1) ?? null,
	);
	return spans.map((span) => ({ ...span, opening: Number(span.opening), closing: Number(span.closing) }));
}

function entryOf(rows: readonly Row[]): EntryOnFile {
	// Grouped: there is at least one.
	const first = rows[0] as Row;
	const counted = rows.filter(({ status }) => status !== "split");
	return {
		bookingDay: first.bookingDay,
		representation: first.representation,
		strongId: first.strongId,
		contentKey: first.contentKey,
		occurrence: first.occurrence,
		otherKeys: first.otherKeys,
		endToEndId: first.endToEndId,
		iban: first.iban,
		text: first.text,
		minor: counted.reduce((sum, { amount }) => sum + Number(amount), 0),
		pending: counted.some(({ status }) => status === "pending" || status === "lapsed"),
		elsewhere: counted.length === 0,
		details: counted.map(({ detail }) => detail),
	};
}

/** The entries' content keys in this representation, so that they are known by them from now on. */
export async function rememberKeys(
	tx: MerchantTransaction,
	accountId: string,
	pairs: readonly Pair<Entry, EntryOnFile>[],
): Promise<void> {
	const news = pairs.filter(
		({ entry, stored }) =>
			(entry.contentKey !== stored.contentKey && !stored.otherKeys.includes(entry.contentKey)) ||
			(stored.strongId === null && entry.strongId !== null),
	);
	if (news.length === 0) return;
	await tx.execute(
		`UPDATE postings p
		    SET other_keys = CASE WHEN n."otherKey" = n."contentKey" THEN other_keys
		                          ELSE array_append(other_keys, decode(n."otherKey", 'hex')) END,
		        strong_id = coalesce(p.strong_id, n."strongId")
		   FROM jsonb_to_recordset($3::jsonb) AS n("contentKey" text, occurrence int, "otherKey" text, "strongId" text)
		  WHERE p.merchant_id = $1::uuid AND p.account_id = $2::uuid
		    AND p.content_key = decode(n."contentKey", 'hex') AND p.occurrence = n.occurrence`,
		tx.merchantId,
		accountId,
		JSON.stringify(
			news.map(({ entry, stored }) => ({
				contentKey: stored.contentKey,
				occurrence: stored.occurrence,
				otherKey: entry.contentKey,
				strongId: entry.strongId,
			})),
		),
	);
}

/** One row for each that is not known yet: the same is delivered again and again. */
export async function rememberSpans(
	tx: MerchantTransaction,
	accountId: string,
	importId: string,
	spans: readonly Span[],
): Promise<void> {
	if (spans.length === 0) return;
	await tx.execute(
		`INSERT INTO statement_days (merchant_id, account_id, import_id, booking_day, opening, closing)
		 SELECT DISTINCT $1::uuid, $2::uuid, $3::uuid, s."bookingDay", s.opening, s.closing
		   FROM jsonb_to_recordset($4::jsonb) AS s("bookingDay" date, opening bigint, closing bigint)
		  WHERE NOT EXISTS (
		        SELECT FROM statement_days d
		         WHERE d.merchant_id = $1::uuid AND d.account_id = $2::uuid AND d.booking_day = s."bookingDay"
		           AND d.opening = s.opening AND d.closing = s.closing)`,
		tx.merchantId,
		accountId,
		importId,
		JSON.stringify(spans),
	);
}
