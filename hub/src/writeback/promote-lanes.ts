import type { MerchantTransaction } from "../db/database.ts";
import { ANNOUNCE } from "./announce-work.ts";

/** Tells the hosts of what was promoted, from `next (connection_id, due_at)`. */
export const ANNOUNCE_NEXT = `due AS (
		SELECT c.host_id, next.due_at FROM next JOIN connections c ON c.merchant_id = $1::uuid AND c.id = next.connection_id),
	${ANNOUNCE}`;

/**
 * Makes the next waiting work of each free lane ready, and tells its host. The caller holds the row that guards the lane
 * (the order's, or the connection's where there is no order): nobody adds or ends work of the lane at the same time.
 */
export async function promoteLanes(tx: MerchantTransaction, lanes: readonly string[]): Promise<void> {
	if (lanes.length === 0) return;
	await tx.query(
		`WITH next AS (
			UPDATE work SET state = 'ready', due_at = greatest(due_at, $3)
			 WHERE merchant_id = $1::uuid AND id IN (
				SELECT DISTINCT ON (lane) id FROM work first
				 WHERE merchant_id = $1::uuid AND lane = ANY($2::text[]) AND state = 'waiting'
				   AND NOT EXISTS (SELECT FROM work busy
				                    WHERE busy.merchant_id = $1::uuid AND busy.lane = first.lane AND busy.state IN ('ready', 'leased', 'unknown'))
				 ORDER BY lane, seq)
			RETURNING connection_id, due_at),
		 ${ANNOUNCE_NEXT}`,
		tx.merchantId,
		lanes,
		tx.now,
	);
}
