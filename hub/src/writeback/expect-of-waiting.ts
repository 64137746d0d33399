import type { Statuses } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";

/**
 * Has commands that no host has begun expect other statuses of their orders, on the machines that they look at; and
 * `also` the one that is offered again.
 */
export async function expectOfWaiting(
	tx: MerchantTransaction,
	seen: readonly { readonly orderId: string; readonly statuses: Statuses }[],
	also: string | null = null,
): Promise<void> {
	if (seen.length === 0) return;
	await tx.execute(
		`UPDATE work w
		    SET body = jsonb_set(w.body, '{command,expect}', (
		        SELECT coalesce(jsonb_object_agg(e.key, coalesce(s.statuses->e.key, e.value)), '{}')
		          FROM jsonb_each(w.body->'command'->'expect') e))
		   FROM jsonb_to_recordset($2::jsonb) AS s("orderId" uuid, statuses jsonb)
		  WHERE w.merchant_id = $1::uuid AND w.order_id = ANY($4::uuid[]) AND w.order_id = s."orderId" AND w.kind = 'command'
		    AND (w.state = 'waiting' OR w.state = 'ready' AND w.attempts = 0 OR w.id = $3::uuid)`,
		tx.merchantId,
		JSON.stringify(seen),
		also,
		seen.map(({ orderId }) => orderId),
	);
}
