import type { MerchantTransaction } from "../../db/database.ts";
import type { Pair } from "../identity/entry.ts";
import type { DeliveredEntry } from "./compare-days.ts";
import type { EntryOnFile } from "./stored-entries.ts";

export interface Split {
	/** Entries noted as to be created, under the key of the batch they belong to. */
	readonly batches: number;
	/** Batches that stay whole: as a whole they are assigned, or a person decided about them (I9). */
	readonly kept: number;
}

/**
 * Batches that were stored as one posting, and whose payments are now told: they take its place, unless it is assigned or
 * a person decided about it. The batch stays on file, so that it is known when it comes again.
 */
export async function splitBatches(
	tx: MerchantTransaction,
	accountId: string,
	pairs: readonly (Pair<DeliveredEntry, EntryOnFile> & { readonly occurrence?: number })[],
): Promise<Split> {
	const batches = pairs
		.filter(({ entry, stored }) => entry.parts > 1 && stored.details.join() === "" && !entry.pending)
		.filter(({ stored }) => stored.details.length > 0)
		.map(({ entry, stored, occurrence }) => ({
			entry: entry.entry,
			// What was pending until now goes by the booked entry's key already.
			key: occurrence === undefined ? stored.contentKey : entry.contentKey,
			occurrence: occurrence ?? stored.occurrence,
		}));
	if (batches.length === 0) return { batches: 0, kept: 0 };
	const split = await tx.execute(
		`WITH split AS (
			UPDATE postings s SET status = 'split', outcome = NULL, decided_by = NULL, decision = NULL
			  FROM jsonb_to_recordset($3::jsonb) AS b(entry int, key text, occurrence int)
			 WHERE s.merchant_id = $1::uuid AND s.account_id = $2::uuid AND s.detail = '' AND s.status = 'booked'
			   AND s.assigned = 0 AND s.decided_by IS DISTINCT FROM 'person'
			   AND s.content_key = decode(b.key, 'hex') AND s.occurrence = b.occurrence
			RETURNING b.entry, s.content_key, s.occurrence)
		 INSERT INTO created (entry, content_key, occurrence) SELECT entry, content_key, occurrence FROM split`,
		tx.merchantId,
		accountId,
		JSON.stringify(batches),
	);
	return { batches: split, kept: batches.length - split };
}
