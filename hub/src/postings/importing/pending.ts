import type { MerchantTransaction } from "../../db/database.ts";
import { earliestWithin, MOST_BANKING_DAYS } from "../identity/banking-days.ts";
import type { Pair } from "../identity/entry.ts";
import type { DeliveredEntry } from "./compare-days.ts";
import { isOfAccount, type StatementRead } from "./read-file.ts";
import type { EntryOnFile } from "./stored-entries.ts";

/**
 * What was announced and is not booked although the statements are further by more banking days than a booking takes: the
 * bank has dropped it. It is kept and marked, and booked all the same should it come after all.
 */
export async function lapse(
	tx: MerchantTransaction,
	accountId: string,
	statements: readonly StatementRead[],
): Promise<void> {
	const through = statements
		.filter(({ head }) => isOfAccount(head))
		.flatMap(({ head, days }) => days.period(head)?.last ?? [])
		.toSorted()
		.at(-1);
	if (through === undefined) return;
	await tx.execute(
		`UPDATE postings SET status = 'lapsed'
		  WHERE merchant_id = $1::uuid AND account_id = $2::uuid AND status = 'pending' AND booking_day < $3::date`,
		tx.merchantId,
		accountId,
		earliestWithin(through, MOST_BANKING_DAYS),
	);
}

/** The bank still announces what was given up. */
export async function announceAgain(
	tx: MerchantTransaction,
	accountId: string,
	known: readonly Pair<DeliveredEntry, EntryOnFile>[],
): Promise<void> {
	const announced = known.filter(({ entry, stored }) => entry.pending && stored.pending);
	if (announced.length === 0) return;
	await tx.execute(
		`UPDATE postings p SET status = 'pending'
		   FROM jsonb_to_recordset($3::jsonb) AS a("contentKey" text, occurrence int)
		  WHERE p.merchant_id = $1::uuid AND p.account_id = $2::uuid AND p.status = 'lapsed'
		    AND p.content_key = decode(a."contentKey", 'hex') AND p.occurrence = a.occurrence`,
		tx.merchantId,
		accountId,
		JSON.stringify(announced.map(({ stored: { contentKey, occurrence } }) => ({ contentKey, occurrence }))),
	);
}
