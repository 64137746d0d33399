import { problem } from "@kontor/protocol";
import { insertAssignments, type NewAssignment } from "../assigning/insert-assignments.ts";
import { lockPosting, markDecided } from "../assigning/locked-posting.ts";
import { noteReviewEnd, withdrawForPostings } from "../assigning/notices.ts";
import { requestAssignment } from "../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { applyOrderEvents } from "../orders/apply-events.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { judge } from "./judge.ts";
import { lockSettlement, settlementById } from "./stored-settlement.ts";

/**
 * Books a payout on its orders to the cent: of each what arrived as payment, what was kept as charges. Its payer is nobody's customer:
 * nothing is learned from it (M6). The same once more changes nothing (I4).
 * @throws ProblemError 404, 409 with what speaks against it
 */
export async function book(
	tx: MerchantTransaction,
	id: string,
	wanted: string | null,
	credential: string,
): Promise<void> {
	// Which ones has to be known before they are held: postings before orders, as everywhere.
	const before = await judge(tx, await settlementById(tx, id), wanted);
	const locked = before.posting === null ? null : await lockPosting(tx, before.posting);
	await lockOrders(tx, [...before.parts.keys()]);
	const settlement = await lockSettlement(tx, id);
	if (settlement.state === "booked") return;
	const { parts, posting, problems, lines } = await judge(tx, settlement, wanted);
	const [why] = [...problems, ...lines.flatMap((line) => line.problem ?? [])];
	if (why !== undefined || locked === null || posting !== locked.id) {
		throw problem("CONFLICT", {
			detail: why?.en ?? "changed meanwhile",
			...(why !== undefined && { forMerchant: why }),
		});
	}
	const made = await insertAssignments(
		tx,
		[...parts].flatMap(([order, { gross, fee }]): NewAssignment[] => {
			const shared = { posting: locked.id, order, decidedBy: "person", evidence: [] } as const;
			const payment = { ...shared, kind: "payment", minor: gross - fee, orderMinor: gross - fee } as const;
			return fee === 0 ? [payment] : [payment, { ...shared, kind: "charges", minor: 0, orderMinor: fee }];
		}),
	);
	await markDecided(tx, locked.id, "by-amount");
	await tx.execute(
		`UPDATE settlements SET state = 'booked', posting_id = $3::uuid, booked_at = $4 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		locked.id,
		tx.now,
	);
	await applyOrderEvents(
		tx,
		[...parts.keys()].map((order) => ({
			orderId: order,
			event: "payment-assigned",
			cause: {
				by: "person",
				credential,
				posting: locked.id,
				settlement: id,
				assignments: made.filter((one) => one.order === order).map((one) => one.id),
			},
			payment: { paidOn: locked.bookingDay, bankReference: locked.bankReference },
		})),
	);
	await withdrawForPostings(tx, [locked.id]);
	await noteReviewEnd(tx);
	await requestAssignment(tx);
}

/** @throws ProblemError 404, 409 */
export async function dismiss(tx: MerchantTransaction, id: string): Promise<void> {
	const { state } = await lockSettlement(tx, id);
	if (state === "booked")
		throw problem("CONFLICT", { detail: "it is booked: undo its assignments instead", forMerchant: BOOKED });
	await tx.execute(
		`UPDATE settlements SET state = 'dismissed' WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
	);
}

const BOOKED = {
	de: "Die Abrechnung ist gebucht. Bitte nehmen Sie statt dessen die Zuordnungen zurück.",
	en: "The settlement is booked. Please undo its assignments instead.",
};
