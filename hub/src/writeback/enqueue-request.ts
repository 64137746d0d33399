import type { MerchantTransaction } from "../db/database.ts";
import { announceWorkOf } from "./announce-work.ts";
import { promoteLanes } from "./promote-lanes.ts";

/** A question for the host: what it is asked, and what it is given. */
export interface NewRequest {
	/** Left out: a new one. */
	readonly id?: string;
	readonly connectionId: string;
	/** One of the wire's REQUESTS, or one that the plugin declares. */
	readonly request: string;
	readonly input: unknown;
	/** Requests of one lane are asked one after the other; one not begun yet is replaced: "check:<connection>". */
	readonly lane: string;
	/** Left out: now. */
	readonly dueAt?: Date;
	/** The order it is about: its row then guards the lane, and the caller holds it. */
	readonly orderId?: string;
}

/** Has a host asked something. Its answer arrives at `settleWork`. */
export async function enqueueRequest(tx: MerchantTransaction, given: NewRequest): Promise<void> {
	const { id = null, connectionId, request, input, lane, dueAt = tx.now, orderId = null } = given;
	if (orderId === null) await guardLanesOf(tx, connectionId);
	await tx.execute(
		`WITH replaced AS (
			UPDATE work SET body = $5::jsonb, due_at = least(due_at, $6)
			 WHERE merchant_id = $1::uuid AND lane = $4 AND state IN ('ready', 'waiting') AND attempts = 0
			RETURNING id)
		 INSERT INTO work (merchant_id, id, connection_id, kind, order_id, lane, body, state, due_at, created_at)
		 SELECT $1::uuid, coalesce($8::uuid, uuidv7()), $2::uuid, 'request', $3::uuid, $4, $5::jsonb, 'waiting', $6, $7
		  WHERE NOT EXISTS (SELECT FROM replaced)`,
		tx.merchantId,
		connectionId,
		orderId,
		lane,
		JSON.stringify({ request, input }),
		dueAt,
		tx.now,
		id,
	);
	await promoteLanes(tx, [lane]);
	await announceWorkOf(tx, [connectionId], dueAt);
}

/** Work of a connection that is about no order: whoever adds or ends it holds the connection's row. */
export async function guardLanesOf(tx: MerchantTransaction, connectionId: string): Promise<void> {
	await tx.query(
		`SELECT FROM connections WHERE merchant_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE`,
		tx.merchantId,
		connectionId,
	);
}
