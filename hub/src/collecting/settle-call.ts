import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import type { Answer, PartnerCall, PartnerCase } from "./call-partner.ts";
import { causeOfCase, fails, refused } from "./notices.ts";
import { caseOf, lockCase, type StoredCase } from "./stored-case.ts";
import { takeStatus } from "./take-status.ts";
import { tellCustomer } from "./tell-customer.ts";

const HOUR_MS = 60 * 60_000;
/** How often a partner is asked who does not call by himself. */
const ASK_AGAIN_MS = 24 * HOUR_MS;
const LONGEST_PAUSE_MS = 24 * HOUR_MS;
/** From then on the merchant is told. */
const TELL_AFTER = 3;

/** Takes what came of a call. What happened to the case meanwhile stands. */
export async function settleCall(
	hub: Hub,
	tx: MerchantTransaction,
	id: string,
	call: PartnerCall,
	answer: Answer,
): Promise<void> {
	const { orderId } = await caseOf(tx, id);
	await lockOrders(tx, [orderId]);
	const stored = await lockCase(tx, id);
	if (answer.kind === "done") return done(hub, tx, stored, call, answer.partnerCase);
	if (answer.kind === "unknown-case" && call.what === "end") return endKnown(tx, stored);
	if (answer.kind === "refused" && call.what === "put") return putBack(tx, stored, answer.reason);
	await tryAgain(tx, stored, answer);
}

async function done(
	hub: Hub,
	tx: MerchantTransaction,
	stored: StoredCase,
	call: PartnerCall,
	{ reference, status }: PartnerCase,
): Promise<void> {
	const isFirst = stored.sentAt === null;
	const ended = stored.state === "ended";
	await tx.execute(
		`UPDATE collection_cases
		    SET state = CASE WHEN ended_at IS NULL THEN 'sent' ELSE state END, sent_at = coalesce(sent_at, $3), attempts = 0,
		        problem = NULL, reference = coalesce($4, reference), told = coalesce($5::jsonb, told), due_at = $6,
		        end_told_at = CASE WHEN $7::boolean THEN $3 ELSE end_told_at END
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		stored.id,
		tx.now,
		reference,
		call.what === "payments" ? JSON.stringify(call.body) : null,
		call.what === "end" ? null : call.what === "put" || ended ? tx.now : new Date(tx.now.getTime() + ASK_AGAIN_MS),
		call.what === "end",
	);
	await withdraw(tx, [causeOfCase(stored)]);
	if (call.what === "put" && isFirst && !ended) await tellCustomer(hub, tx, stored, reference);
	if (status !== null) await takeStatus(tx, await caseOf(tx, stored.id), { ...status, reference });
}

/** The partner never had it: nothing is to be ended. */
async function endKnown(tx: MerchantTransaction, { id }: StoredCase): Promise<void> {
	await tx.execute(
		`UPDATE collection_cases SET end_told_at = $3, due_at = NULL WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		tx.now,
	);
}

/** It is for the merchant to correct; then it is a new try, with what is known then. */
async function putBack(tx: MerchantTransaction, stored: StoredCase, reason: string): Promise<void> {
	await tx.execute(
		`UPDATE collection_cases
		    SET state = CASE WHEN ended_at IS NULL THEN 'refused' ELSE state END, attempts = 0, file = NULL, due_at = NULL, problem = $3::jsonb
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		stored.id,
		JSON.stringify({ de: reason, en: reason }),
	);
	await notify(tx, [refused(stored, reason)]);
}

async function tryAgain(
	tx: MerchantTransaction,
	stored: StoredCase,
	answer: Exclude<Answer, { kind: "done" }>,
): Promise<void> {
	const text =
		answer.kind === "fault"
			? answer.text
			: answer.kind === "refused"
				? { de: `Abgelehnt: ${answer.reason}`, en: `Refused: ${answer.reason}` }
				: { de: "Das Inkassounternehmen kennt den Fall nicht.", en: "The collection agency does not know the case." };
	const pause = Math.min(LONGEST_PAUSE_MS, HOUR_MS * 2 ** Math.max(0, stored.attempts - 1));
	await tx.execute(
		`UPDATE collection_cases SET problem = $3::jsonb, due_at = $4 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		stored.id,
		JSON.stringify(text),
		new Date(tx.now.getTime() + pause),
	);
	if (stored.attempts >= TELL_AFTER || answer.kind !== "fault") await notify(tx, [fails(stored, text)]);
}
