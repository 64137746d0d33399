import type { MerchantTransaction } from "../db/database.ts";

/**
 * Makes the next waiting work of each free lane ready. The caller holds the row that guards the lane (the order's, or
 * the connection's where there is no order), so that nobody adds or ends work of the lane at the same time.
 */
export async function promoteLanes(tx: MerchantTransaction, lanes: readonly string[]): Promise<number> {
	if (lanes.length === 0) return 0;
	return tx.execute(
		`UPDATE work SET state = 'ready', due_at = greatest(due_at, $3)
		  WHERE merchant_id = $1::uuid AND id IN (
			SELECT DISTINCT ON (lane) id FROM work next
			 WHERE merchant_id = $1::uuid AND lane = ANY($2::text[]) AND state = 'waiting'
			   AND NOT EXISTS (SELECT FROM work busy
			                    WHERE busy.merchant_id = $1::uuid AND busy.lane = next.lane AND busy.state IN ('ready', 'leased', 'unknown'))
			 ORDER BY lane, seq)`,
		tx.merchantId,
		lanes,
		tx.now,
	);
}
