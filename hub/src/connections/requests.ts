import type { RequestInput } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { enqueueRequest } from "../writeback/enqueue-request.ts";

/** What is asked about a connection itself; `settleConnectionRequest` receives the answers. */
export type ConnectionRequest = "check" | "describe" | "begin-connect" | "watch-webhooks" | "refresh-secrets";

/** Has its host asked. The same question, not taken by the host yet, becomes this one. */
export function ask<N extends ConnectionRequest>(
	tx: MerchantTransaction,
	connectionId: string,
	request: N,
	input: RequestInput<N>,
	dueAt: Date = tx.now,
): Promise<void> {
	return enqueueRequest(tx, { connectionId, request, input, lane: `${request}:${connectionId}`, dueAt });
}

/**
 * Nothing is read any more (PRODUCT A8). What is about an order stays: commands wait for the shop to be connected
 * again, seven days at most.
 */
export async function dropReading(tx: MerchantTransaction, connectionId: string): Promise<void> {
	await tx.execute(
		`UPDATE work SET state = 'superseded', settled_at = $3
		  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND order_id IS NULL AND kind <> 'command' AND state IN ('waiting', 'ready')`,
		tx.merchantId,
		connectionId,
		tx.now,
	);
}
