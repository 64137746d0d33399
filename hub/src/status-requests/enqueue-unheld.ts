import type { Command } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";
import { promoteLanes } from "../writeback/promote-lanes.ts";
import type { UnheldOrder } from "./stored-request.ts";

/** Stores a command for an order that Kontor does not hold; one at a time of each, in order (E2). The caller holds its shop. */
export async function enqueueUnheld(
	tx: MerchantTransaction,
	{ connection, ref }: UnheldOrder,
	command: Command,
): Promise<void> {
	const lane = `unheld:${connection}:${ref}`;
	await tx.execute(
		`INSERT INTO work (merchant_id, id, connection_id, kind, lane, body, state, due_at, created_at)
		 VALUES ($1::uuid, $2::uuid, $3::uuid, 'command', $4, $5::jsonb, 'waiting', $6, $6)`,
		tx.merchantId,
		command.id,
		connection,
		lane,
		JSON.stringify({ intent: "status-request", command }),
		tx.now,
	);
	await promoteLanes(tx, [lane]);
}
