import { randomUUID } from "node:crypto";
import type { MerchantTransaction } from "../db/database.ts";
import { isSandbox } from "../merchants/sandbox.ts";
import { operationOf, settingsOf } from "../merchants/settings.ts";
import { notify } from "../notifications/notify.ts";
import { unsure } from "./notices.ts";
import { messageOf } from "./stored-message.ts";

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
 * Takes what is due of a channel. Nothing while the merchant holds everything, or only tries (PRODUCT E5), in a sandbox (L7), or his server is let rest.
 * An e-mail that a dead process had handed over is `unsure`: it is said, and not repeated; a letter can be looked up.
 */
export async function claimMessages(
	tx: MerchantTransaction,
	channel: "email" | "letter",
): Promise<ClaimedMessages | null> {
	if (!(await mayLeave(tx))) return null;
	const lease = randomUUID();
	const claimed = await tx.query<{ id: string; handed_over: boolean }>(
		`UPDATE messages SET state = CASE state WHEN 'accepted' THEN state ELSE 'sending' END, lease = $2::uuid, due_at = $3, attempts = attempts + 1
		  WHERE merchant_id = $1::uuid AND id IN (
		        SELECT m.id FROM messages m LEFT JOIN mail_servers s USING (merchant_id) LEFT JOIN letter_services l USING (merchant_id)
		         WHERE m.merchant_id = $1::uuid AND m.channel = $4 AND m.due_at <= $5
		           AND coalesce(CASE m.channel WHEN 'email' THEN s.paused_until ELSE l.paused_until END <= $5, true)
		         ORDER BY m.due_at, m.id LIMIT $6 FOR NO KEY UPDATE OF m SKIP LOCKED)
		 RETURNING id, handed_over_at IS NOT NULL AS handed_over`,
		tx.merchantId,
		lease,
		new Date(tx.now.getTime() + LEASE_MS),
		channel,
		tx.now,
		MOST,
	);
	const isLost = (one: { handed_over: boolean }) => channel === "email" && one.handed_over;
	for (const { id } of claimed.filter(isLost)) await giveUpKnowing(tx, id);
	// Their ids grow: of what is due at one moment the older one goes first.
	const ids = claimed
		.filter((one) => !isLost(one))
		.map(({ id }) => id)
		.sort((a, b) => (a < b ? -1 : 1));
	return claimed.length === 0 ? null : { merchantId: tx.merchantId, lease, ids };
}

/** Asked for each message anew: what is claimed stays, too, from the moment a merchant holds everything. */
export async function mayLeave(tx: MerchantTransaction): Promise<boolean> {
	return operationOf(await settingsOf(tx)) === "live" && !(await isSandbox(tx));
}

async function giveUpKnowing(tx: MerchantTransaction, id: string): Promise<void> {
	await tx.execute(
		`UPDATE messages SET state = 'unsure', due_at = NULL, lease = NULL, settled_at = $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		tx.now,
	);
	await notify(tx, [unsure(await messageOf(tx, id))]);
}
