import type { MerchantTransaction } from "../db/database.ts";
import type { OwnCommand } from "../orders/seen-in-shop.ts";
import { storedCommand } from "./command-of.ts";

/**
 * The command of each order that may have had its effect unseen: one that a host has begun and not answered for, else the
 * last that told of a payment, if it was given up.
 */
export async function commandsUnderWay(
	tx: MerchantTransaction,
	orderIds: readonly string[],
): Promise<Map<string, OwnCommand>> {
	if (orderIds.length === 0) return new Map();
	const rows = await tx.query<{ order_id: string; command: unknown; given_up: boolean }>(
		`SELECT order_id, command, given_up FROM (
			SELECT DISTINCT ON (order_id) order_id, state, body->'command' AS command,
			       body->>'intent' = 'mark-paid' OR body->'command'->>'kind' = 'mark-partially-paid' AS of_money, state IN ('done', 'failed') AS given_up
			  FROM work
			 WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[]) AND kind = 'command'
			   AND (state IN ('leased', 'unknown') OR state = 'ready' AND possibly_done
			        OR state IN ('done', 'failed') AND body->>'intent' IN ('mark-paid', 'mark-partially-paid', 'revoke-payment'))
			 ORDER BY order_id, state IN ('done', 'failed'), seq DESC) last
		  WHERE state <> 'done' AND (of_money OR NOT given_up)`,
		tx.merchantId,
		orderIds,
	);
	return new Map(
		rows.map(({ order_id, command, given_up }) => [order_id, { command: storedCommand(command), givenUp: given_up }]),
	);
}
