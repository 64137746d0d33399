import type { MerchantTransaction } from "../db/database.ts";
import { notify } from "../notifications/notify.ts";
import type { Channel, Outcome } from "./channel.ts";
import type { StoredMessage } from "./stored-message.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Grey lists let the second try in after some minutes; a full mailbox may take a day. */
const PAUSES_MIN = [2, 5, 10, 30, 60, 120];
/** Bank statements and invoices come in the course of a day. */
const WAIT_MS = 3 * HOUR_MS;
/** Then whoever has to be reached is not, and the merchant can still do something about it. */
const GIVE_UP_MS = 3 * 24 * HOUR_MS;
/** What may have been taken: as long as a slow service may still be at it. */
const LOOK_AFTER_MS = 5 * MINUTE_MS;

/** Whether it may still go; why not, in English for the machine's log and the merchant's list. */
export async function hindrance(tx: MerchantTransaction, message: StoredMessage): Promise<string | null> {
	if (message.cancelWanted !== null) return `cancelled by ${message.cancelWanted}`;
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
	await settle(tx, id, { state: "cancelled", reply: reason });
}

/** Stores what became of a message, and tells the merchant what needs him. */
export async function settleOutcome(
	tx: MerchantTransaction,
	channel: Channel,
	message: StoredMessage,
	outcome: Outcome,
): Promise<void> {
	const { id } = message;
	const { result, reply } = outcome;
	switch (result) {
		case "later":
			// What waited for a server that was down for days has not been refused for as long.
			if (isGivenUp(tx, message) && message.attempts >= PAUSES_MIN.length) break;
			await again(tx, message, { reply, inMs: pauseAfter(message.attempts), handedOver: false });
			return;
		case "unknown":
			await again(tx, message, { reply, inMs: LOOK_AFTER_MS, handedOver: true });
			return;
		case "unsure":
			await settle(tx, id, { state: "unsure", reply });
			await notify(tx, [channel.notices.unsure(message)]);
			return;
		case "accepted":
			await follow(tx, message, outcome);
			return;
		case "cancelled":
		case "sent": {
			const by = result === "cancelled" && message.cancelWanted !== null;
			await settle(tx, id, { ...outcome, state: result, reply: by ? `cancelled by ${message.cancelWanted}` : reply });
			return;
		}
	}
	await settle(tx, id, { ...outcome, state: "refused" });
	await notify(tx, [channel.notices.refused(message, reply.slice(0, 1000))]);
}

/** Why, when it is a fault of ours: the log has it. */
const NOT_WRITABLE = "it could not be written";

/** It cannot be written, for a reason that is ours. Of what may have been taken it is still looked where it is. */
export async function putOff(tx: MerchantTransaction, channel: Channel, message: StoredMessage): Promise<void> {
	if (message.handedOverAt !== null) {
		await again(tx, message, { reply: NOT_WRITABLE, inMs: LOOK_AFTER_MS, handedOver: true });
	} else if (!isGivenUp(tx, message)) {
		await again(tx, message, { reply: NOT_WRITABLE, inMs: pauseAfter(message.attempts), handedOver: false });
	} else {
		await cancel(tx, message.id, NOT_WRITABLE);
		await notify(tx, [channel.notices.notWritten(message, NOT_WRITABLE)]);
	}
}

/** What it is made of is not there yet, or something holds it back. */
export async function waitFor(tx: MerchantTransaction, message: StoredMessage, what: string): Promise<void> {
	await again(tx, message, { reply: what, inMs: WAIT_MS, handedOver: false });
	// Nothing of it was tried.
	await tx.execute(
		`UPDATE messages SET attempts = attempts - 1 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		message.id,
	);
}

/** From here on nobody can say that it was not sent. @param carrier who gets it, where he can be asked for it later */
export async function handedOver(tx: MerchantTransaction, id: string, carrier: string | null): Promise<void> {
	await tx.execute(
		`UPDATE messages SET handed_over_at = $3, service_ref = $4 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		tx.now,
		carrier,
	);
}

/** The carrier certainly took nothing of it. */
export async function notHandedOver(tx: MerchantTransaction, { id }: StoredMessage): Promise<void> {
	await tx.execute(
		`UPDATE messages SET handed_over_at = NULL, service_ref = NULL WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
	);
}

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

/** @param tries how many there were, at least 1 */
export function pauseAfter(tries: number): number {
	return (PAUSES_MIN[Math.min(tries, PAUSES_MIN.length) - 1] ?? 0) * MINUTE_MS;
}

/** Asked again the more seldom, the longer it takes: letters lie for days. At once where it was wanted back meanwhile. */
async function follow(
	tx: MerchantTransaction,
	message: StoredMessage,
	{ reply, ref, asked }: Outcome & { readonly result: "accepted" },
): Promise<void> {
	const age = tx.now.getTime() - message.createdAt.getTime();
	const wanted = message.cancelWanted !== null && !asked;
	const inMs = wanted ? 0 : Math.min(Math.max(age / 4, 15 * MINUTE_MS), 12 * HOUR_MS);
	await again(tx, { ...message, state: "accepted" }, { reply, inMs, handedOver: true });
	// Once it was asked back in vain it is too late.
	await tx.execute(
		`UPDATE messages SET service_ref = $3, cancel_wanted = CASE WHEN $4 THEN NULL ELSE cancel_wanted END
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		message.id,
		ref,
		asked,
	);
}

function isGivenUp(tx: MerchantTransaction, { createdAt }: StoredMessage): boolean {
	return tx.now.getTime() - createdAt.getTime() >= GIVE_UP_MS;
}

async function again(
	tx: MerchantTransaction,
	{ id, state }: StoredMessage,
	given: { readonly reply: string; readonly inMs: number; readonly handedOver: boolean },
): Promise<void> {
	await tx.execute(
		`UPDATE messages SET state = $3, reply = $4, lease = NULL, due_at = $5, handed_over_at = CASE WHEN $6 THEN handed_over_at END
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		state === "accepted" ? "accepted" : "ready",
		given.reply.slice(0, 1000),
		new Date(tx.now.getTime() + given.inMs),
		given.handedOver,
	);
}

/** The last that happens to a message. */
async function settle(
	tx: MerchantTransaction,
	id: string,
	{ state, reply, ref }: { readonly state: string; readonly reply: string; readonly ref?: string },
): Promise<void> {
	await tx.execute(
		`UPDATE messages SET state = $3, reply = $4, service_ref = coalesce($5, service_ref), lease = NULL, due_at = NULL, settled_at = $6
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		state,
		reply.slice(0, 1000),
		ref ?? null,
		tx.now,
	);
}
