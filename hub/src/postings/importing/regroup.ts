import type { MerchantTransaction } from "../../db/database.ts";
import type { Regrouped } from "../identity/entry.ts";
import type { DeliveredEntry } from "./compare-days.ts";
import { note } from "./store-postings.ts";
import type { EntryOnFile } from "./stored-entries.ts";

/**
 * The same money in other pieces: the smaller pieces are what is assigned, unless the larger one is assigned already or
 * a person decided about it (I9). The others are kept on file, so that they are known when they come again.
 */
export async function regroup(
	tx: MerchantTransaction,
	accountId: string,
	regrouped: readonly Regrouped<DeliveredEntry, EntryOnFile>[],
): Promise<void> {
	for (const { entries, stored } of regrouped) {
		const smaller = entries.length > stored.length && (await giveWay(tx, accountId, stored));
		await note(tx, entries, { elsewhere: !smaller });
	}
}

/** @returns whether all of them did */
async function giveWay(tx: MerchantTransaction, accountId: string, stored: readonly EntryOnFile[]): Promise<boolean> {
	const given = await tx.execute(
		`WITH old AS (
			SELECT p.id, p.assigned = 0 AND p.status <> 'pending' AND p.decided_by IS DISTINCT FROM 'person' AS free
			  FROM jsonb_to_recordset($3::jsonb) AS k("contentKey" text, occurrence int)
			  JOIN postings p ON p.content_key = decode(k."contentKey", 'hex') AND p.occurrence = k.occurrence
			 WHERE p.merchant_id = $1::uuid AND p.account_id = $2::uuid
			   FOR UPDATE OF p)
		 UPDATE postings p SET status = 'split', outcome = NULL, decided_by = NULL, decision = NULL
		   FROM old WHERE p.merchant_id = $1::uuid AND p.id = old.id AND (SELECT bool_and(free) FROM old)`,
		tx.merchantId,
		accountId,
		JSON.stringify(stored.map(({ contentKey, occurrence }) => ({ contentKey, occurrence }))),
	);
	return given > 0;
}
