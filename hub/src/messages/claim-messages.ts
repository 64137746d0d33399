import { randomUUID } from "node:crypto";
import type { MerchantTransaction } from "../db/database.ts";
import { isSandbox } from "../merchants/sandbox.ts";
import { operationOf, settingsOf } from "../merchants/settings.ts";
import type { Channel } from "./channel.ts";

/** How long a process may be silent before it is taken for dead. */
export const LEASE_MS = 60_000;
/** Taken at once: what a run that dies holds back for a minute. */
const MOST = 20;

/** Messages that this process sends, until it loses the lease. */
export interface ClaimedMessages {
	readonly merchantId: string;
	readonly lease: string;
	readonly ids: readonly string[];
}

/**
 * Takes what is due of a channel. Nothing while the merchant holds everything, or only tries (PRODUCT E5), in a sandbox (L7), or his
 * carrier is let rest.
 */
export async function claimMessages(
	tx: MerchantTransaction,
	{ name, table }: Pick<Channel, "name" | "table">,
): Promise<ClaimedMessages | null> {
	if (!(await mayLeave(tx))) return null;
	const lease = randomUUID();
	const claimed = await tx.query<{ id: string }>(
		`UPDATE messages SET state = CASE state WHEN 'accepted' THEN state ELSE 'sending' END, lease = $2::uuid, due_at = $3, attempts = attempts + 1
		  WHERE merchant_id = $1::uuid AND id IN (
		        SELECT m.id FROM messages m LEFT JOIN ${table} c USING (merchant_id)
		         WHERE m.merchant_id = $1::uuid AND m.channel = $4 AND m.due_at <= $5 AND coalesce(c.paused_until <= $5, true)
		         ORDER BY m.due_at, m.id LIMIT $6 FOR NO KEY UPDATE OF m SKIP LOCKED)
		 RETURNING id`,
		tx.merchantId,
		lease,
		new Date(tx.now.getTime() + LEASE_MS),
		name,
		tx.now,
		MOST,
	);
	if (claimed.length === 0) return null;
	// Their ids grow: of what is due at one moment the older one goes first.
	return { merchantId: tx.merchantId, lease, ids: claimed.map(({ id }) => id).toSorted() };
}

/** Asked for each message anew: what is claimed stays, too, from the moment a merchant holds everything. */
export async function mayLeave(tx: MerchantTransaction): Promise<boolean> {
	return operationOf(await settingsOf(tx)) === "live" && !(await isSandbox(tx));
}
