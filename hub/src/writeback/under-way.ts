import type { Command } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";
import { storedCommand } from "./command-of.ts";

/** The command of each order that a host has begun and not answered for: it may have had its effect. */
export async function commandsUnderWay(
	tx: MerchantTransaction,
	orderIds: readonly string[],
): Promise<Map<string, Command>> {
	if (orderIds.length === 0) return new Map();
	const rows = await tx.query<{ order_id: string; command: unknown }>(
		`SELECT order_id, body->'command' AS command FROM work
		  WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[]) AND kind = 'command'
		    AND (state IN ('leased', 'unknown') OR state = 'ready' AND possibly_done)`,
		tx.merchantId,
		orderIds,
	);
	return new Map(rows.map(({ order_id, command }) => [order_id, storedCommand(command)] as const));
}
