import type { MerchantTransaction } from "../../db/database.ts";
import { addJob } from "../../jobs/jobs.ts";

/** Has payouts looked at after this commit: asked about, and booked or shown. */
export async function requestPayouts(tx: MerchantTransaction): Promise<void> {
	await addJob(tx, "payouts", { merchantId: tx.merchantId }, { key: `payouts:${tx.merchantId}`, inMs: 0 });
}
