import type { MerchantTransaction } from "../db/database.ts";
import { addJob } from "../jobs/jobs.ts";

/**
 * Orders or postings changed: the merchant's undecided postings are decided after this commit, and those decided before
 * again (PRODUCT D7); or, where a look at them has just been taken, some time later.
 */
export async function requestAssignment(tx: MerchantTransaction, inMs = 0): Promise<void> {
	await addJob(tx, "assign", { merchantId: tx.merchantId }, { key: `assign:${tx.merchantId}`, inMs });
}
