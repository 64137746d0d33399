import type { MerchantTransaction } from "../db/database.ts";
import { announceWorkOf } from "./announce-work.ts";

/** The shop accepts the credentials again: what waited for that is offered at once. */
export async function resumeAfterCheck(tx: MerchantTransaction, connectionId: string, check: unknown): Promise<void> {
	if ((check as { ok?: unknown } | null)?.ok !== true) return;
	const resumed = await tx.execute(
		`UPDATE work SET due_at = $3
		  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND state = 'ready' AND due_at > $3
		    AND outcome->'fault'->>'fault' = 'bad-config'`,
		tx.merchantId,
		connectionId,
		tx.now,
	);
	if (resumed > 0) await announceWorkOf(tx, [connectionId], tx.now);
}
