import { lockPosting, markDecided } from "../assigning/locked-posting.ts";
import { requestAssignment } from "../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { applyOrderEvents } from "../orders/apply-events.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { lockSettlement, settlementById } from "./stored-settlement.ts";

/**
 * Takes a booked payout back as a whole, for good and also in the shops of what it had paid (PRODUCT D5): it is open again, and its
 * posting waits for a person. What of it was taken back before stays so. Undoing twice is undoing once (I4).
 * @throws ProblemError 404
 */
export async function undo(tx: MerchantTransaction, id: string, credential: string): Promise<void> {
	const { postingId, bookedAt, state } = await settlementById(tx, id);
	if (state !== "booked" || postingId === null || bookedAt === null) return;
	await lockPosting(tx, postingId);
	const booked = await tx.query<{ id: string; order_id: string | null }>(
		`SELECT id, order_id FROM assignments
		  WHERE merchant_id = $1::uuid AND posting_id = $2::uuid AND created_at = $3::timestamptz AND undone_at IS NULL`,
		tx.merchantId,
		postingId,
		bookedAt,
	);
	const orders = [...new Set(booked.flatMap(({ order_id }) => order_id ?? []))];
	await lockOrders(tx, orders);
	if ((await lockSettlement(tx, id)).state !== "booked") return;
	await tx.execute(
		`UPDATE assignments SET undone_at = $3 WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[]) AND undone_at IS NULL`,
		tx.merchantId,
		booked.map((one) => one.id),
		tx.now,
	);
	await tx.execute(
		`UPDATE settlements SET state = 'open', booked_at = NULL, posting_id = CASE WHEN connection_id IS NOT NULL THEN posting_id END
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
	);
	await markDecided(tx, postingId, "by-amount");
	await applyOrderEvents(
		tx,
		orders.map((order) => ({
			orderId: order,
			event: "assignment-undone",
			cause: {
				by: "person",
				credential,
				posting: postingId,
				settlement: id,
				assignments: booked.filter((one) => one.order_id === order).map((one) => one.id),
			},
		})),
	);
	await requestAssignment(tx);
}
