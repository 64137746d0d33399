import type { Text } from "@kontor/connector";
import { problem, type Repayment } from "@kontor/protocol";
import { moveRepayment, type RepaymentEvent, type RepaymentState } from "@kontor/receivables";
import { assertNoRepayment, type LockedPosting, lockPosting, markDecided } from "../assigning/locked-posting.ts";
import { noteReviewEnd, withdrawForPostings } from "../assigning/notices.ts";
import { requestAssignment } from "../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { withdraw } from "../notifications/notify.ts";
import { applyOrderEvents } from "../orders/apply-events.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { addRepaid, bookPosting, causeOf, eventOf } from "./book-posting.ts";
import { lockRepayment, type StoredRepayment, viewOf } from "./stored-repayment.ts";

interface Booking {
	readonly id: string;
	readonly endToEndId: string;
	readonly posting: string;
	readonly kind: "left" | "returned";
}

/**
 * A person says with which posting a repayment left, or came back: not every bank gives the id back. Of what came back the charges may be
 * missing. The same once more changes nothing (I4).
 * @throws ProblemError 404; 409 where the posting cannot be it
 */
export async function matchPosting(
	tx: MerchantTransaction,
	id: string,
	postingId: string,
	credential: string,
): Promise<Repayment> {
	// Postings before repayments before orders, as everywhere.
	const posting = await lockPosting(tx, postingId);
	const repayment = await lockRepayment(tx, id);
	const standing = await bookingsOf(tx, id);
	if (standing.some((one) => one.posting === postingId)) return viewOf(tx, id);
	const [transfer] = await tx.model.repaymentTransfer.findMany({
		where: { merchantId: tx.merchantId, repaymentId: id },
		orderBy: [{ sentAt: "desc" }],
		take: 1,
	});
	const kind = posting.minor < 0 ? "left" : "returned";
	moved(repayment, kind === "left" ? "settle" : "bounce");
	if (transfer === undefined || (kind === "left" && repayment.state === "done")) throw refused("taken");
	assertFits(posting, Number(transfer.amount), repayment.currency);
	const [order] = await lockOrders(tx, [repayment.orderId]);
	if (order === undefined) throw problem("NOT_FOUND");
	const minor = Number(transfer.amount);
	const event = await bookPosting(tx, {
		repayment: id,
		order: order.id,
		orderNumber: order.number,
		endToEndId: transfer.endToEndId,
		minor,
		currency: repayment.currency,
		posting: posting.id,
		bookingDay: posting.bookingDay,
		kind,
		charges: kind === "left" ? 0 : minor - posting.minor,
		isCounted: kind === "left" || repayment.state === "done",
		by: { by: "person", credential },
	});
	await withdrawForPostings(tx, [posting.id]);
	await noteReviewEnd(tx);
	await applyOrderEvents(tx, [event]);
	return viewOf(tx, id);
}

/**
 * Takes back that a repayment left, or came back, with its last posting (G12): it is where it was before, and the posting waits for a
 * person, since one has just said that it was another's.
 * @throws ProblemError 404; 409 where no posting stands, or it was sent again since
 */
export async function undoPosting(tx: MerchantTransaction, id: string, credential: string): Promise<Repayment> {
	const seen = (await bookingsOf(tx, id)).at(-1);
	const posting = seen === undefined ? null : await lockPosting(tx, seen.posting);
	const repayment = await lockRepayment(tx, id);
	const standing = await bookingsOf(tx, id);
	const last = standing.at(-1);
	if (posting === null || last === undefined || last.id !== seen?.id) throw refused("none");
	const state = moved(repayment, last.kind === "left" ? "undo-settle" : "undo-bounce");
	await lockOrders(tx, [repayment.orderId]);
	await tx.execute(
		`UPDATE repayment_bookings SET undone_at = $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		last.id,
		tx.now,
	);
	const transfer = await tx.model.repaymentTransfer.findUniqueOrThrow({
		where: { merchantId_endToEndId: { merchantId: tx.merchantId, endToEndId: last.endToEndId } },
	});
	const counted = last.kind === "left" || standing.some((one) => isLeavingOf(one, last));
	const minor = Number(transfer.amount);
	if (last.kind === "left") {
		await setState(tx, id, state);
		await addRepaid(tx, repayment.orderId, -minor);
	} else {
		await restore(tx, id, counted ? state : "sent", last.endToEndId);
		if (counted) await addRepaid(tx, repayment.orderId, minor);
		await withdraw(tx, [causeOf(id)]);
	}
	await tx.execute(
		`UPDATE postings SET decision = decision - 'repayment' WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		posting.id,
	);
	await markDecided(tx, posting.id, "by-amount");
	const { bookingDay } = posting;
	const by = { by: "person", credential } as const;
	const what = { ...last, repayment: id, order: repayment.orderId, posting: posting.id, bookingDay, by };
	await applyOrderEvents(tx, [eventOf(what, { undone: true })]);
	// Another posting may be it.
	await requestAssignment(tx);
	return viewOf(tx, id);
}

function isLeavingOf({ kind, endToEndId }: Booking, returned: Booking): boolean {
	return kind === "left" && endToEndId === returned.endToEndId;
}

/** Those that stand, in the order they were made. */
function bookingsOf(tx: MerchantTransaction, repayment: string): Promise<Booking[]> {
	return tx.query<Booking>(
		`SELECT id, end_to_end_id AS "endToEndId", posting_id AS posting, kind FROM repayment_bookings
		  WHERE merchant_id = $1::uuid AND repayment_id = $2::uuid AND undone_at IS NULL ORDER BY created_at, id`,
		tx.merchantId,
		repayment,
	);
}

async function setState(tx: MerchantTransaction, id: string, state: RepaymentState): Promise<void> {
	await tx.execute(
		`UPDATE repayments SET state = $3, updated_at = $4 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		state,
		tx.now,
	);
}

/** It did not come back: it is what left, whatever was made of it since. */
async function restore(tx: MerchantTransaction, id: string, state: RepaymentState, endToEndId: string): Promise<void> {
	await tx.execute(
		`UPDATE repayments r SET state = $3, bounced_at = NULL, amount = t.amount, payee = t.payee, iban = t.iban, text = t.text,
		        approved_by = t.approved_by, approved_at = t.approved_at, updated_at = $5
		   FROM repayment_transfers t
		  WHERE r.merchant_id = $1::uuid AND r.id = $2::uuid AND t.merchant_id = r.merchant_id AND t.end_to_end_id = $4`,
		tx.merchantId,
		id,
		state,
		endToEndId,
		tx.now,
	);
}

/** @throws ProblemError 409 */
function assertFits(posting: LockedPosting, sent: number, currency: string): void {
	assertNoRepayment(posting);
	if (posting.pending) throw refused("pending");
	if (posting.assigned !== 0) throw refused("assigned");
	const fits = posting.minor < 0 ? posting.minor === -sent : posting.minor > 0 && posting.minor <= sent;
	if (!fits || posting.currency !== currency) throw refused("amount");
}

/** @throws ProblemError 409 where the table of states refuses it */
function moved({ state }: StoredRepayment, event: RepaymentEvent): RepaymentState {
	const next = moveRepayment(state, event);
	if (next === null) throw refused("state");
	return next;
}

const REFUSALS = {
	pending: { de: "Die Buchung ist nur vorgemerkt.", en: "The posting is only pending." },
	assigned: {
		de: "Die Buchung ist zugeordnet. Bitte nehmen Sie zuerst die Zuordnung zurück.",
		en: "The posting is assigned. Please undo its assignment first.",
	},
	amount: {
		de: "Betrag oder Währung der Buchung passen nicht zur Rückzahlung.",
		en: "The posting's amount or currency do not fit the repayment.",
	},
	taken: { de: "Die Rückzahlung ist schon gebucht.", en: "The repayment is booked already." },
	state: {
		de: "Die Rückzahlung ist nicht unterwegs, oder wurde seitdem neu überwiesen.",
		en: "The repayment is not on its way, or was sent again since.",
	},
	none: { de: "Zu der Rückzahlung gehört keine Buchung.", en: "The repayment has no posting." },
} as const satisfies Record<string, Text>;

function refused(reason: keyof typeof REFUSALS) {
	return problem("CONFLICT", { detail: REFUSALS[reason].en, forMerchant: REFUSALS[reason] });
}
