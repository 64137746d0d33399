import type { MerchantTransaction } from "../db/database.ts";
import type { Created, Pair } from "./identity/entry.ts";
import { FIELDS, rowsOf } from "./posting-rows.ts";
import type { DeliveredEntry } from "./read-file.ts";
import type { EntryOnFile } from "./stored-entries.ts";

/** Where postings are stored. */
export interface Target {
	readonly accountId: string;
	readonly importId: string;
}

/** Rows of one statement: bounds the size of a parameter. */
const AT_ONCE = 2_000;

/** Stores entries posting by posting. @returns the number of postings */
export async function storeNew(
	tx: MerchantTransaction,
	target: Target,
	created: readonly Created<DeliveredEntry>[],
): Promise<number> {
	return insert(
		tx,
		target,
		created.flatMap(({ entry, occurrence }) => rowsOf(entry, { contentKey: entry.contentKey, occurrence })),
	);
}

async function insert(tx: MerchantTransaction, target: Target, rows: readonly object[]): Promise<number> {
	let stored = 0;
	for (let at = 0; at < rows.length; at += AT_ONCE) {
		stored += await tx.execute(
			`INSERT INTO postings (merchant_id, id, account_id, import_id, booking_day, value_day, amount, currency,
			        counterparty_name, counterparty_iban, remittance, end_to_end_id, transaction_code, return_reason, status,
			        source_format, strong_id, content_key, occurrence, other_keys, detail, body, held, created_at)
			 SELECT a.merchant_id, uuidv7(), a.id, $3::uuid, p."bookingDay", p."valueDay", p.amount, p.currency, p.name, p.iban,
			        p.remittance, p."endToEndId", p.code, p."returnReason", p.status, p.representation, p."strongId",
			        decode(p."contentKey", 'hex'), p.occurrence, '{}', p.detail, p.body, p."bookingDay" < a.assign_from, $5
			   FROM accounts a, jsonb_to_recordset($4::jsonb) AS p(${FIELDS})
			  WHERE a.merchant_id = $1::uuid AND a.id = $2::uuid`,
			tx.merchantId,
			target.accountId,
			target.importId,
			JSON.stringify(rows.slice(at, at + AT_ONCE)),
			tx.now,
		);
	}
	return stored;
}

/** What was pending is booked: same posting, same id, the booked entry's data. @returns the number of postings */
export async function storeBooked(
	tx: MerchantTransaction,
	{ accountId }: Target,
	booked: readonly (Pair<DeliveredEntry, EntryOnFile> & { readonly occurrence: number })[],
): Promise<number> {
	if (booked.length === 0) return 0;
	return tx.execute(
		`UPDATE postings s
		    SET status = 'booked', booking_day = p."bookingDay", value_day = p."valueDay", source_format = p.representation,
		        content_key = decode(p."contentKey", 'hex'), occurrence = p.occurrence, strong_id = coalesce(p."strongId", s.strong_id),
		        other_keys = array_append(s.other_keys, s.content_key), held = p."bookingDay" < a.assign_from,
		        counterparty_name = CASE WHEN whole THEN p.name ELSE s.counterparty_name END,
		        counterparty_iban = CASE WHEN whole THEN p.iban ELSE s.counterparty_iban END,
		        remittance = CASE WHEN whole THEN p.remittance ELSE s.remittance END,
		        end_to_end_id = CASE WHEN whole THEN p."endToEndId" ELSE s.end_to_end_id END,
		        transaction_code = CASE WHEN whole THEN p.code ELSE s.transaction_code END,
		        return_reason = CASE WHEN whole THEN p."returnReason" ELSE s.return_reason END,
		        body = CASE WHEN whole THEN p.body ELSE s.body END
		   FROM jsonb_to_recordset($3::jsonb) AS p(${FIELDS}, "pendingKey" text, "pendingOccurrence" int, whole boolean), accounts a
		  WHERE s.merchant_id = $1::uuid AND s.account_id = $2::uuid AND s.status = 'pending'
		    AND s.content_key = decode(p."pendingKey", 'hex') AND s.occurrence = p."pendingOccurrence"
		    AND a.merchant_id = s.merchant_id AND a.id = s.account_id`,
		tx.merchantId,
		accountId,
		JSON.stringify(
			booked.map(({ entry, stored, occurrence }) => ({
				...rowsOf(entry, { contentKey: entry.contentKey, occurrence })[0],
				pendingKey: stored.contentKey,
				pendingOccurrence: stored.occurrence,
				// One posting on both sides; where one is a batch, each keeps what is known of its payments.
				whole: entry.matchables.length === 1 && stored.details.length === 1 && stored.details[0] === "",
			})),
		),
	);
}

/**
 * A batch that was stored as one posting, and whose payments are now told: they take its place, unless it is assigned or
 * a person decided about it. @returns the number of payments stored
 */
export async function splitBatches(
	tx: MerchantTransaction,
	target: Target,
	pairs: readonly (Pair<DeliveredEntry, EntryOnFile> & { readonly occurrence?: number })[],
): Promise<number> {
	const batches = pairs
		.filter(({ entry, stored }) => entry.matchables.length > 1 && stored.details.join() === "" && !entry.pending)
		.map(({ entry, stored, occurrence }) => ({
			entry,
			key:
				occurrence === undefined
					? { contentKey: stored.contentKey, occurrence: stored.occurrence }
					: { contentKey: entry.contentKey, occurrence },
		}));
	if (batches.length === 0) return 0;
	const split = await tx.query<{ contentKey: string; occurrence: number }>(
		`UPDATE postings s SET status = 'split', outcome = NULL, decided_by = NULL, decision = NULL
		   FROM jsonb_to_recordset($3::jsonb) AS p("contentKey" text, occurrence int)
		  WHERE s.merchant_id = $1::uuid AND s.account_id = $2::uuid AND s.detail = '' AND s.status = 'booked'
		    AND s.assigned = 0 AND s.decided_by IS DISTINCT FROM 'person'
		    AND s.content_key = decode(p."contentKey", 'hex') AND s.occurrence = p.occurrence
		  RETURNING p."contentKey", p.occurrence`,
		tx.merchantId,
		target.accountId,
		JSON.stringify(batches.map(({ key }) => key)),
	);
	const done = new Set(split.map(({ contentKey, occurrence }) => `${contentKey} ${occurrence}`));
	return insert(
		tx,
		target,
		batches
			.filter(({ key }) => done.has(`${key.contentKey} ${key.occurrence}`))
			.flatMap(({ entry, key }) => rowsOf(entry, key)),
	);
}
