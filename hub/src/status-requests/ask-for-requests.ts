import type { MerchantTransaction } from "../db/database.ts";
import { enqueueRequest } from "../writeback/enqueue-request.ts";

/** Has a plugin that has rules say what they want now: after each pull, and when one of its requests was settled. */
export async function askForRequests(tx: MerchantTransaction, connectionId: string): Promise<void> {
	const [row] = await tx.query(
		`SELECT FROM connections c JOIN plugins p ON p.id = c.plugin
		  WHERE c.merchant_id = $1::uuid AND c.id = $2::uuid AND c.state = 'connected'
		    AND (p.manifest->'capabilities'->'statusRequests')::boolean`,
		tx.merchantId,
		connectionId,
	);
	if (row === undefined) return;
	const request = "status-requests";
	await enqueueRequest(tx, { connectionId, request, input: null, lane: `${request}:${connectionId}` });
}
