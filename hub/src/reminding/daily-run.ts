import { dayIn } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { addJob } from "../jobs/jobs.ts";
import { hourIn } from "../orders/day-in.ts";
import { runDunning } from "./dunning-run.ts";
import { watchStaleness } from "./watch-staleness.ts";

/** From this hour of the merchant's day on: then the banks' morning statements are usually there. */
const FROM_HOUR = 7;

/** Has the orders of a merchant looked through once a day; again where a run was cut off. */
export async function startDailyRun(tx: MerchantTransaction): Promise<void> {
	const { timeZone } = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	if (hourIn(timeZone, tx.now) < FROM_HOUR) return;
	const begun = await tx.query<{ done: boolean }>(
		`INSERT INTO dunning_days (merchant_id, day) VALUES ($1::uuid, $2::date)
		 ON CONFLICT (merchant_id) DO UPDATE SET day = excluded.day,
		        done_at = CASE WHEN dunning_days.day = excluded.day THEN dunning_days.done_at END
		 RETURNING done_at IS NOT NULL AS done`,
		tx.merchantId,
		dayIn(timeZone, tx.now),
	);
	if (begun[0]?.done === true) return;
	await addJob(tx, "dunning", { merchantId: tx.merchantId }, { key: `dunning:${tx.merchantId}`, inMs: 0 });
}

/** The job: a whole run, and that it was done. */
export async function dailyRun(hub: Hub, merchantId: string): Promise<void> {
	const { looked, taken } = await runDunning(hub, merchantId);
	if (Object.keys(taken).length > 0) hub.log.info({ merchant: merchantId, looked, taken }, "dunning run");
	await hub.db.merchant(merchantId, "endDunning", async (tx) => {
		await watchStaleness(tx);
		await tx.execute(`UPDATE dunning_days SET done_at = $2 WHERE merchant_id = $1::uuid`, tx.merchantId, tx.now);
	});
}
