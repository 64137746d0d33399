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
			UPDATE work w SET state = 'ready', due_at = greatest(w.due_at, $3)
			  FROM unnest($2::text[]) AS given(lane)
			 WHERE w.merchant_id = $1::uuid
			   AND (SELECT true FROM work busy WHERE busy.merchant_id = $1::uuid AND busy.lane = given.lane
			         AND busy.state IN ('ready', 'leased', 'unknown') LIMIT 1) IS NULL
			   AND w.id = (SELECT first.id FROM work first
			                WHERE first.merchant_id = $1::uuid AND first.lane = given.lane AND first.state = 'waiting'
			                ORDER BY first.seq LIMIT 1)
			RETURNING w.connection_id, w.due_at),
		 ${ANNOUNCE_NEXT}`,
		tx.merchantId,
		lanes,
		tx.now,
	);
}
