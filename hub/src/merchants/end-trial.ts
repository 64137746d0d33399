import type { MerchantTransaction } from "../db/database.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { promoteLanes } from "../writeback/promote-lanes.ts";

/**
 * The trial is over: what was to be told or sent since it began is not, since a trial does nothing (PRODUCT E5). What waited
 * from before goes on.
 */
export async function endTrial(tx: MerchantTransaction, since: Date): Promise<void> {
	const made = await tx.query<{ order_id: string }>(
		`SELECT DISTINCT order_id FROM work WHERE ${MADE_IN_TRIAL}`,
		tx.merchantId,
		since.toISOString(),
	);
	const orders = await lockOrders(
		tx,
		made.map(({ order_id }) => order_id),
	);
	const dropped = await tx.query<{ lane: string }>(
		`UPDATE work SET state = 'superseded', settled_at = $3 WHERE ${MADE_IN_TRIAL} AND order_id = ANY($4::uuid[]) RETURNING lane`,
		tx.merchantId,
		since.toISOString(),
		tx.now,
		orders.map(({ id }) => id),
	);
	await promoteLanes(tx, [...new Set(dropped.map(({ lane }) => lane))]);
	await tx.execute(
		`UPDATE messages SET state = 'cancelled', due_at = NULL, settled_at = $3, reply = 'trial'
		  WHERE merchant_id = $1::uuid AND state = 'ready' AND audience = 'customer' AND created_at >= $2::timestamptz`,
		tx.merchantId,
		since.toISOString(),
		tx.now,
	);
}

/** When each was made stands in the command itself. */
const MADE_IN_TRIAL = `merchant_id = $1::uuid AND kind = 'command' AND attempts = 0 AND state IN ('ready', 'waiting')
	AND (body->'command'->>'issuedAt')::timestamptz >= $2::timestamptz`;
