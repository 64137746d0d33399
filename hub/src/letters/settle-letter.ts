import type { MerchantTransaction } from "../db/database.ts";
import { giveBack, pauseAfter, settle } from "../messages/settle-message.ts";
import type { StoredMessage } from "../messages/stored-message.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import type { LetterFault, Progress } from "./letter-service.ts";
import { LETTER_SERVICE_CAUSE, letterRefused, letterUnsure, serviceFails } from "./notices.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A letter that may have been taken: as long as a slow service may still be at it. */
const LOOK_AFTER_MS = 5 * MINUTE_MS;
/** A service that fails for moments is nothing to be told about. */
const TOLD_AFTER = 3;

/**
 * How far the service is with a letter.
 * @param progress its `ref` with the service's name
 * @param asked whether it was asked for the letter back
 */
export async function settleProgress(
	tx: MerchantTransaction,
	message: StoredMessage,
	{ state, ref, reply }: Progress,
	asked: boolean,
): Promise<void> {
	const { id } = message;
	await working(tx);
	await tx.execute(
		`UPDATE messages SET service_ref = $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		ref,
	);
	if (state === "accepted") {
		await follow(tx, message, reply, asked);
		return;
	}
	const by = state === "cancelled" && message.cancelWanted !== null ? `cancelled by ${message.cancelWanted}` : reply;
	await settle(tx, id, state, by.slice(0, 1000));
	if (state === "refused") await notify(tx, [letterRefused(message, reply)]);
}

/** Nobody can say whether it was taken: a person has to look. */
export async function settleUnsure(tx: MerchantTransaction, message: StoredMessage): Promise<void> {
	await settle(tx, message.id, "unsure", "it cannot be looked up at the letter service");
	await notify(tx, [letterUnsure(message)]);
}

/** It may have been taken: it is looked up after a while, before anything else. */
export async function lookLater(tx: MerchantTransaction, message: StoredMessage, reply: string): Promise<void> {
	await again(tx, message, { state: message.state === "accepted" ? "accepted" : "ready", reply, inMs: LOOK_AFTER_MS });
}

/** The service took nothing of it. */
export async function notHandedOver(tx: MerchantTransaction, { id }: StoredMessage): Promise<void> {
	await tx.execute(
		`UPDATE messages SET handed_over_at = NULL, service_ref = NULL WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
	);
}

/** What it is made of is not there yet. */
export async function waitFor(tx: MerchantTransaction, message: StoredMessage, what: string): Promise<void> {
	await again(tx, message, { state: "ready", reply: what, inMs: 3 * HOUR_MS });
}

/** The service cannot be used: what was claimed goes back, and no letter of the merchant's is tried for a while. */
export async function settleFault(tx: MerchantTransaction, lease: string, fault: LetterFault): Promise<void> {
	const [service] = await tx.query<{ failures: number }>(
		`INSERT INTO letter_services (merchant_id, failures, problem, updated_at) VALUES ($1::uuid, 1, $2::jsonb, $3)
		 ON CONFLICT (merchant_id) DO UPDATE SET failures = letter_services.failures + 1, problem = excluded.problem
		 RETURNING failures`,
		tx.merchantId,
		JSON.stringify({ text: fault.forMerchant, at: tx.now.toISOString() }),
		tx.now,
	);
	const failures = service?.failures ?? 1;
	await tx.execute(
		`UPDATE letter_services SET paused_until = $2 WHERE merchant_id = $1::uuid`,
		tx.merchantId,
		new Date(tx.now.getTime() + pauseAfter(failures)),
	);
	await giveBack(tx, lease);
	if (failures >= TOLD_AFTER) await notify(tx, [serviceFails(fault.forMerchant)]);
}

/** Asked again the more seldom, the longer it takes: letters lie for days. At once where it was wanted back meanwhile. */
async function follow(tx: MerchantTransaction, message: StoredMessage, reply: string, asked: boolean): Promise<void> {
	const age = tx.now.getTime() - message.createdAt.getTime();
	const wanted = message.cancelWanted !== null && !asked;
	const inMs = wanted ? 0 : Math.min(Math.max(age / 4, 15 * MINUTE_MS), 12 * HOUR_MS);
	await again(tx, message, { state: "accepted", reply, inMs });
	if (asked) {
		// It is too late.
		await tx.execute(
			`UPDATE messages SET cancel_wanted = NULL WHERE merchant_id = $1::uuid AND id = $2::uuid`,
			tx.merchantId,
			message.id,
		);
	}
}

async function again(
	tx: MerchantTransaction,
	{ id }: StoredMessage,
	{ state, reply, inMs }: { state: "ready" | "accepted"; reply: string; inMs: number },
): Promise<void> {
	await tx.execute(
		`UPDATE messages SET state = $3, reply = $4, lease = NULL, due_at = $5
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		state,
		reply.slice(0, 1000),
		new Date(tx.now.getTime() + inMs),
	);
}

async function working(tx: MerchantTransaction): Promise<void> {
	const changed = await tx.execute(
		`UPDATE letter_services SET failures = 0, paused_until = NULL, problem = NULL WHERE merchant_id = $1::uuid AND failures > 0`,
		tx.merchantId,
	);
	if (changed > 0) await withdraw(tx, [LETTER_SERVICE_CAUSE]);
}
