import { problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { applyOrderEvents } from "../orders/apply-events.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { judgeUndone } from "./judge-decisions.ts";
import { revokePayers } from "./learn-payers.ts";
import { lockPosting, markDecided } from "./locked-posting.ts";
import { requestAssignment } from "./request-assignment.ts";

const OF_OTHER_SYSTEM = {
	de: "Die Bestellung ist über das verknüpfte System bezahlt. Bitte nehmen Sie die Zahlung dort zurück, oder trennen Sie die beiden.",
	en: "The order is paid through the linked system. Please take the payment back there, or take the two apart.",
} as const;

const PART_OF_PAYOUT = {
	de: "Die Zuordnung ist Teil einer Auszahlung, die nur als Ganzes aufgeht. Bitte nehmen Sie die Abrechnung zurück.",
	en: "The assignment is part of a payout that only adds up as a whole. Please take its settlement back.",
} as const;

function refusedPart() {
	return problem("CONFLICT", { detail: PART_OF_PAYOUT.en, forMerchant: PART_OF_PAYOUT });
}

/**
 * Takes an assignment back, for good and also in the shop (PRODUCT D5, M2): with a payment goes what was booked together
 * with it on the same order (surplus, cash discount). The posting waits for a person, since one has just said that the machine
 * was wrong. Undoing twice is undoing once (I4).
 * @returns the posting; null where none is behind it (marked as paid by hand)
 * @throws ProblemError 404
 */
export async function undoAssignment(
	tx: MerchantTransaction,
	assignmentId: string,
	credential: string,
): Promise<string | null> {
	const found = await tx.model.assignment.findUnique({
		where: { merchantId_id: { merchantId: tx.merchantId, id: assignmentId } },
	});
	if (found === null) throw problem("NOT_FOUND", { detail: "no such assignment" });
	if (found.kind === "linked") throw problem("CONFLICT", { detail: OF_OTHER_SYSTEM.en, forMerchant: OF_OTHER_SYSTEM });
	const { orderId } = found;
	// A part of a payout that no order has goes with the others.
	if (orderId === null) throw refusedPart();
	if (found.postingId !== null) await lockPosting(tx, found.postingId);
	await lockOrders(tx, [orderId]);

	const undone = await markUndone(tx, assignmentId);
	if (undone.length === 0) return found.postingId;
	if (found.postingId !== null) await markDecided(tx, found.postingId, "by-amount");
	const ids = undone.map(({ id }) => id);
	await revokePayers(tx, ids);
	await judgeUndone(tx, ids);
	await applyOrderEvents(tx, [
		{
			orderId,
			event: "assignment-undone",
			cause: { by: "person", credential, posting: found.postingId, assignments: ids },
		},
	]);
	// The order waits for money again: another posting may be its payment.
	await requestAssignment(tx);
	return found.postingId;
}

/** @throws ProblemError 409 where what is left would not fit into its posting any more (I1): what a payout gives and takes adds up together */
async function markUndone(tx: MerchantTransaction, assignmentId: string): Promise<{ id: string }[]> {
	try {
		return await tx.query<{ id: string }>(
			`UPDATE assignments a SET undone_at = $3
			   FROM assignments this
			  WHERE this.merchant_id = $1::uuid AND this.id = $2::uuid AND this.undone_at IS NULL
			    AND a.merchant_id = this.merchant_id AND a.order_id = this.order_id AND a.created_at = this.created_at
			    AND a.posting_id IS NOT DISTINCT FROM this.posting_id AND a.undone_at IS NULL
			    AND (a.id = this.id OR this.kind IN ('payment', 'payout') AND a.kind <> this.kind)
			  RETURNING a.id`,
			tx.merchantId,
			assignmentId,
			tx.now,
		);
	} catch (error) {
		throw String(error).includes("assigned_within_amount") ? refusedPart() : error;
	}
}
