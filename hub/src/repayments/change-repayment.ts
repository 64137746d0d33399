import { randomUUID } from "node:crypto";
import { type arrangeRepayment, problem, type Repayment } from "@kontor/protocol";
import {
	electronicIban,
	moveRepayment,
	type RepaymentEvent,
	type RepaymentState,
	whyNotApproved,
} from "@kontor/receivables";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { refuseFaults } from "./refuse-faults.ts";
import { repayable } from "./repayable.ts";
import { lockRepayment, repaymentRules, type StoredRepayment, viewOf } from "./stored-repayment.ts";

type Details = z.infer<typeof arrangeRepayment.body>;

/** @throws ProblemError 404; 400 naming each field that speaks against it */
export async function arrange(
	tx: MerchantTransaction,
	orderId: string,
	details: Details,
	by: string,
): Promise<Repayment> {
	const checked = await check(tx, orderId, details, null);
	const id = randomUUID();
	await tx.execute(
		`INSERT INTO repayments (merchant_id, id, order_id, amount, currency, payee, iban, text, confirmed, state, arranged_by,
		                         arranged_at, updated_at)
		 VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7, $8, $9, 'arranged', $10, $11, $11)`,
		tx.merchantId,
		id,
		orderId,
		details.amount.minor,
		details.amount.currency,
		details.payee.trim(),
		checked.iban,
		details.text ?? checked.text,
		details.confirmed,
		by,
		tx.now,
	);
	return viewOf(tx, id);
}

/** Changed details have to be approved anew, by whoever did not change them. @throws ProblemError 404, 400, 409 */
export async function change(tx: MerchantTransaction, id: string, details: Details, by: string): Promise<Repayment> {
	const repayment = await lockRepayment(tx, id);
	const state = moved(repayment, "change");
	const checked = await check(tx, repayment.orderId, details, repayment);
	await tx.execute(
		`UPDATE repayments
		    SET amount = $3, currency = $4, payee = $5, iban = $6, text = $7, confirmed = $8, state = $9, arranged_by = $10,
		        arranged_at = $11, approved_by = NULL, approved_at = NULL, updated_at = $11
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		details.amount.minor,
		details.amount.currency,
		details.payee.trim(),
		checked.iban,
		details.text ?? checked.text,
		details.confirmed,
		state,
		by,
		tx.now,
	);
	return viewOf(tx, id);
}

/** @throws ProblemError 404, 409 */
export async function approve(tx: MerchantTransaction, id: string, by: string): Promise<Repayment> {
	const repayment = await lockRepayment(tx, id);
	if (repayment.state === "approved") return viewOf(tx, id);
	const state = moved(repayment, "approve");
	const { settings } = await repaymentRules(tx);
	const refusal = whyNotApproved({ arrangedBy: repayment.arrangedBy, approvedBy: by }, settings);
	if (refusal !== null) throw problem("CONFLICT", { detail: refusal.en, forMerchant: refusal });
	await tx.execute(
		`UPDATE repayments SET state = $3, approved_by = $4, approved_at = $5, updated_at = $5
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		state,
		by,
		tx.now,
	);
	return viewOf(tx, id);
}

/** @throws ProblemError 404, 409 */
export async function withdraw(tx: MerchantTransaction, id: string): Promise<Repayment> {
	const repayment = await lockRepayment(tx, id);
	await tx.execute(
		`UPDATE repayments SET state = $3, updated_at = $4 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		moved(repayment, "withdraw"),
		tx.now,
	);
	return viewOf(tx, id);
}

/** @throws ProblemError 409 where the table of states refuses it */
function moved({ state }: StoredRepayment, event: RepaymentEvent): RepaymentState {
	const next = moveRepayment(state, event);
	if (next !== null) return next;
	const forMerchant = state === "asked" ? WAITS_FOR_DETAILS : LEFT;
	throw problem("CONFLICT", { detail: `${event}: the repayment is ${state}`, forMerchant });
}

const WAITS_FOR_DETAILS = {
	de: "Der Kunde hat noch keine Bankverbindung angegeben.",
	en: "The customer has not given his bank details yet.",
};

const LEFT = {
	de: "Die Rückzahlung ist schon in einer Bankdatei oder zurückgenommen.",
	en: "The repayment is in a bank file already, or was taken back.",
};

async function check(
	tx: MerchantTransaction,
	orderId: string,
	details: Details,
	itself: StoredRepayment | null,
): Promise<{ iban: string; text: string }> {
	const books = await repayable(tx, [orderId]);
	refuseFaults(books.faults(orderId, details, itself));
	return { iban: electronicIban(details.iban) ?? details.iban, text: books.number(orderId) };
}
