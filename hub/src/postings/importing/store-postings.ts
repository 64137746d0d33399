import type { MerchantTransaction } from "../../db/database.ts";
import type { Created, Pair } from "../identity/entry.ts";
import type { DeliveredEntry } from "./compare-days.ts";
import type { EntryOnFile } from "./stored-entries.ts";

/** Where postings are stored. */
export interface Target {
	readonly accountId: string;
	readonly importId: string;
	/** Format and version of what is stored. */
	readonly representation: string;
}

export interface Stored {
	/** Those that stand elsewhere do not count. */
	readonly created: number;
	/** Of these, how many wait for the merchant (PRODUCT C4). */
	readonly held: number;
}

/** Entries of the staging that become postings; with another entry's key they are the payments it is made of. */
export const CREATED = "entry int, content_key bytea, occurrence int, elsewhere boolean DEFAULT false";

/** Bounds what PostgreSQL remembers of a statement until its end. */
const AT_ONCE = 20_000;

/** Notes entries as new; `elsewhere`: their money stands in other entries already. */
export async function note(
	tx: MerchantTransaction,
	created: readonly Created<DeliveredEntry>[],
	{ elsewhere = false } = {},
): Promise<void> {
	if (created.length === 0) return;
	await tx.execute(
		`INSERT INTO created (entry, occurrence, elsewhere)
		 SELECT entry, occurrence, $2 FROM jsonb_to_recordset($1::jsonb) AS c(entry int, occurrence int)`,
		JSON.stringify(created.map(({ entry, occurrence }) => ({ entry: entry.entry, occurrence }))),
		elsewhere,
	);
}

/** Stores what was noted as new, posting by posting. */
export async function storeCreated(tx: MerchantTransaction, target: Target): Promise<Stored> {
	const [range] = await tx.query<{ first: number | null; last: number | null }>(
		`SELECT min(entry) AS first, max(entry) AS last FROM created`,
	);
	let [created, held] = [0, 0];
	for (let from = range?.first ?? 0; from <= (range?.last ?? -1); from += AT_ONCE) {
		const [stored] = await tx.query<Stored>(
			`WITH made AS (
				INSERT INTO postings (merchant_id, id, account_id, import_id, booking_day, value_day, amount, currency,
				       counterparty_name, counterparty_iban, remittance, end_to_end_id, transaction_code, return_reason, status,
				       source_format, strong_id, content_key, occurrence, other_keys, detail, body, held, created_at)
				SELECT a.merchant_id, uuidv7(), a.id, $3::uuid, d.booking_day, p.value_day, p.amount, p.currency, p.counterparty_name,
				       p.counterparty_iban, p.remittance, p.end_to_end_id, p.transaction_code, p.return_reason,
				       CASE WHEN c.elsewhere THEN 'split' WHEN d.pending THEN 'pending' ELSE 'booked' END, $4, d.strong_id, coalesce(c.content_key, d.content_key),
				       c.occurrence, '{}', p.detail, p.body, d.booking_day < a.assign_from, $5
				  FROM created c JOIN delivered d USING (entry) JOIN delivered_postings p USING (entry), accounts a
				 WHERE c.entry BETWEEN $6 AND $7 AND d.entry BETWEEN $6 AND $7 AND p.entry BETWEEN $6 AND $7
				   AND a.merchant_id = $1::uuid AND a.id = $2::uuid
				RETURNING status, held)
			 SELECT count(*)::int AS created, count(*) FILTER (WHERE held)::int AS held FROM made WHERE status <> 'split'`,
			tx.merchantId,
			target.accountId,
			target.importId,
			target.representation,
			tx.now,
			from,
			from + AT_ONCE - 1,
		);
		created += stored?.created ?? 0;
		held += stored?.held ?? 0;
	}
	await tx.execute(created < AT_ONCE ? "DELETE FROM created" : "TRUNCATE created");
	return { created, held };
}

/** What was pending is booked: same posting, same id, the booked entry's data. @returns the number of postings */
export async function storeBooked(
	tx: MerchantTransaction,
	{ accountId, representation }: Target,
	booked: readonly (Pair<DeliveredEntry, EntryOnFile> & { readonly occurrence: number })[],
): Promise<number> {
	if (booked.length === 0) return 0;
	return tx.execute(
		`UPDATE postings s
		    SET status = 'booked', booking_day = d.booking_day, value_day = p.value_day, source_format = $4,
		        content_key = d.content_key, occurrence = b.occurrence, strong_id = coalesce(d.strong_id, s.strong_id),
		        other_keys = array_append(s.other_keys, s.content_key), held = d.booking_day < a.assign_from,
		        counterparty_name = CASE WHEN whole THEN p.counterparty_name ELSE s.counterparty_name END,
		        counterparty_iban = CASE WHEN whole THEN p.counterparty_iban ELSE s.counterparty_iban END,
		        remittance = CASE WHEN whole THEN p.remittance ELSE s.remittance END,
		        end_to_end_id = CASE WHEN whole THEN p.end_to_end_id ELSE s.end_to_end_id END,
		        transaction_code = CASE WHEN whole THEN p.transaction_code ELSE s.transaction_code END,
		        return_reason = CASE WHEN whole THEN p.return_reason ELSE s.return_reason END,
		        body = CASE WHEN whole THEN p.body ELSE s.body END
		   FROM jsonb_to_recordset($3::jsonb) AS b(entry int, occurrence int, "pendingKey" text, "pendingOccurrence" int, whole boolean)
		   JOIN delivered d USING (entry) JOIN delivered_postings p USING (entry), accounts a
		  WHERE p.part = 0 AND s.merchant_id = $1::uuid AND s.account_id = $2::uuid AND s.status IN ('pending', 'lapsed')
		    AND s.content_key = decode(b."pendingKey", 'hex') AND s.occurrence = b."pendingOccurrence"
		    AND a.merchant_id = s.merchant_id AND a.id = s.account_id`,
		tx.merchantId,
		accountId,
		JSON.stringify(
			booked.map(({ entry, stored, occurrence }) => ({
				entry: entry.entry,
				occurrence,
				pendingKey: stored.contentKey,
				pendingOccurrence: stored.occurrence,
				// One posting on both sides; where one is a batch, each keeps what is known of its payments.
				whole: entry.parts === 1 && stored.details.length === 1 && stored.details[0] === "",
			})),
		),
		representation,
	);
}
