import type { MerchantTransaction } from "../db/database.ts";
import { type Notice, notify, withdraw } from "../notifications/notify.ts";
import { MAIL_SERVER_CAUSE, refused, serverFails, unsure } from "./notices.ts";
import type { Sent, ServerFault } from "./smtp-session.ts";
import type { StoredMessage } from "./stored-message.ts";

const MINUTE_MS = 60_000;
/** Grey lists let the second try in after some minutes; a full mailbox may take a day. */
const PAUSES_MIN = [2, 5, 10, 30, 60, 120];
/** Then whoever has to be reached is not, and the merchant can still do something about it. */
const GIVE_UP_MS = 3 * 24 * 60 * MINUTE_MS;

/** Whether it may still go; why not, in English for the machine's log and the merchant's list. */
export async function hindrance(tx: MerchantTransaction, message: StoredMessage): Promise<string | null> {
	if (message.validUntil !== null && message.validUntil <= tx.now) return "too late to be sent";
	if (message.orderId === null || message.onlyWhile.length === 0) return null;
	const [order] = await tx.query<{ state: string }>(
		`SELECT state FROM orders WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		message.orderId,
	);
	return order !== undefined && message.onlyWhile.includes(order.state)
		? null
		: `the order is ${order?.state ?? "gone"} by now`;
}

export async function cancel(tx: MerchantTransaction, id: string, reason: string): Promise<void> {
	await settle(tx, id, "cancelled", reason);
}

/** What became of a message that a server was asked to take. */
export async function settleSent(tx: MerchantTransaction, message: StoredMessage, sent: Sent): Promise<void> {
	const { id } = message;
	const reply = sent.reply.slice(0, 1000);
	switch (sent.result) {
		case "accepted":
			await settle(tx, id, "sent", reply);
			await working(tx);
			return;
		case "unsure":
			await settle(tx, id, "unsure", reply);
			await notify(tx, [unsure(message)]);
			return;
		case "later":
			if (tx.now.getTime() - message.createdAt.getTime() < GIVE_UP_MS) {
				await tryLater(tx, id, pauseAfter(message.attempts), reply);
				return;
			}
	}
	await settle(tx, id, "refused", reply);
	await notify(tx, [refused(message, reply)]);
}

/** Why, when it is a fault of ours: the log has it. */
export const NOT_WRITABLE = "it could not be written";

/** It cannot be written, for a reason that is ours: the others leave meanwhile. @param notice where it is given up at last */
export async function putOff(tx: MerchantTransaction, message: StoredMessage, notice: Notice): Promise<void> {
	const { id, createdAt, attempts } = message;
	if (tx.now.getTime() - createdAt.getTime() < GIVE_UP_MS) {
		await tryLater(tx, id, pauseAfter(attempts), NOT_WRITABLE);
		return;
	}
	await cancel(tx, id, NOT_WRITABLE);
	await notify(tx, [notice]);
}

/** The server cannot be used: what was claimed goes back, and no message of the merchant's is tried for a while. */
export async function settleFault(tx: MerchantTransaction, lease: string, fault: ServerFault): Promise<void> {
	const problem = JSON.stringify({ text: fault.forMerchant, at: tx.now.toISOString() });
	const [server] = await tx.query<{ failures: number }>(
		`INSERT INTO mail_servers (merchant_id, failures, problem, updated_at) VALUES ($1::uuid, 1, $2::jsonb, $3)
		 ON CONFLICT (merchant_id) DO UPDATE SET failures = mail_servers.failures + 1, problem = excluded.problem
		 RETURNING failures`,
		tx.merchantId,
		problem,
		tx.now,
	);
	const failures = server?.failures ?? 1;
	await tx.execute(
		`UPDATE mail_servers SET paused_until = $2 WHERE merchant_id = $1::uuid`,
		tx.merchantId,
		new Date(tx.now.getTime() + pauseAfter(failures)),
	);
	await giveBack(tx, lease);
	// A server that is restarted is nothing to be told about.
	if (failures >= TOLD_AFTER) await notify(tx, [serverFails(fault.forMerchant)]);
}

const TOLD_AFTER = 3;

/** Whatever is still claimed goes back as it was: nothing of it was tried. */
export async function giveBack(tx: MerchantTransaction, lease: string): Promise<void> {
	await tx.execute(
		`UPDATE messages SET state = CASE state WHEN 'sending' THEN 'ready' ELSE state END, lease = NULL, due_at = $3, attempts = attempts - 1
		  WHERE merchant_id = $1::uuid AND lease = $2::uuid AND state IN ('sending', 'accepted')`,
		tx.merchantId,
		lease,
		tx.now,
	);
}

/** The last that happens to a message. */
export async function settle(tx: MerchantTransaction, id: string, state: string, reply: string): Promise<void> {
	await tx.execute(
		`UPDATE messages SET state = $3, reply = $4, lease = NULL, due_at = NULL, settled_at = $5
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		state,
		reply,
		tx.now,
	);
}

async function tryLater(tx: MerchantTransaction, id: string, pauseMs: number, reply: string): Promise<void> {
	await tx.execute(
		`UPDATE messages SET state = 'ready', reply = $3, lease = NULL, handed_over_at = NULL, due_at = $4
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		reply,
		new Date(tx.now.getTime() + pauseMs),
	);
}

async function working(tx: MerchantTransaction): Promise<void> {
	const changed = await tx.execute(
		`UPDATE mail_servers SET failures = 0, paused_until = NULL, problem = NULL WHERE merchant_id = $1::uuid AND failures > 0`,
		tx.merchantId,
	);
	if (changed > 0) await withdraw(tx, [MAIL_SERVER_CAUSE]);
}

/** @param tries how many there were, at least 1 */
export function pauseAfter(tries: number): number {
	return (PAUSES_MIN[Math.min(tries, PAUSES_MIN.length) - 1] ?? 0) * MINUTE_MS;
}
