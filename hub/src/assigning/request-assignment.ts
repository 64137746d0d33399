import type { MerchantTransaction } from "../db/database.ts";
import { addJob } from "../jobs/jobs.ts";

/** Orders or postings changed: the merchant's undecided postings are decided again after this commit (PRODUCT D7). */
export async function requestAssignment(tx: MerchantTransaction): Promise<void> {
	await addJob(tx, "assign", { merchantId: tx.merchantId }, `assign:${tx.merchantId}`);
}
