import type { Text } from "@kontor/connector";
import { problem } from "@kontor/protocol";
import { insertAssignments, type NewAssignment } from "../assigning/insert-assignments.ts";
import { type LockedPosting, lockPosting, markDecided } from "../assigning/locked-posting.ts";
import { noteReviewEnd, withdrawForPostings } from "../assigning/notices.ts";
import { requestAssignment } from "../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { withdraw } from "../notifications/notify.ts";
import { applyOrderEvents } from "../orders/apply-events.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { type Judged, judge, type Wish } from "./judge.ts";
import { type BookedBy, insertParts } from "./payouts/insert-parts.ts";
import { causeOfSettlement } from "./payouts/notices.ts";
import { lockSettlement, type StoredSettlement, settlementById } from "./stored-settlement.ts";

/**
 * Books a payout on its orders to the cent: of each what arrived, what was kept as charges. Its payer is nobody's customer: nothing is
 * learned from it (M6). The same once more changes nothing (I4).
 * @throws ProblemError 404, 409 with what speaks against it
 */
export async function book(tx: MerchantTransaction, id: string, wish: Wish, cause: BookedBy): Promise<void> {
	// Which ones has to be known before they are held: postings before orders, as everywhere.
	const before = await judge(tx, await settlementById(tx, id), wish);
	const locked = before.posting === null ? null : await lockPosting(tx, before.posting);
	await lockOrders(tx, [...before.parts.keys()]);
	const settlement = await lockSettlement(tx, id);
	if (settlement.state === "booked") return;
	const judged = await judge(tx, settlement, wish);
	if (!judged.fits || locked === null || judged.posting !== locked.id) throw refused(judged);
	if (settlement.connectionId === null) await collect(tx, settlement, locked, judged, cause);
	else await insertParts(tx, { posting: locked.id, settlement: id, currency: settlement.currency }, judged, cause);
	await markDecided(tx, locked.id, "by-amount", cause.by);
	await tx.execute(
		`UPDATE settlements SET state = 'booked', posting_id = $3::uuid, booked_at = $4 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		locked.id,
		tx.now,
	);
	await withdrawForPostings(tx, [locked.id]);
	await withdraw(tx, [causeOfSettlement(id)]);
	await noteReviewEnd(tx);
	await requestAssignment(tx);
}

/** What a carrier collected pays its orders; their shops are told. */
async function collect(
	tx: MerchantTransaction,
	{ id }: StoredSettlement,
	{ id: posting, bookingDay, bankReference }: LockedPosting,
	{ parts }: Judged,
	cause: BookedBy,
): Promise<void> {
	const made = await insertAssignments(
		tx,
		[...parts].flatMap(([order, { gross, fee }]): NewAssignment[] => {
			const shared = { posting, order, decidedBy: cause.by, evidence: [] } as const;
			const payment = { ...shared, kind: "payment", minor: gross - fee, orderMinor: gross - fee } as const;
			return fee === 0 ? [payment] : [payment, { ...shared, kind: "charges", minor: 0, orderMinor: fee }];
		}),
	);
	await applyOrderEvents(
		tx,
		[...parts.keys()].map((order) => ({
			orderId: order,
			event: "payment-assigned",
			cause: {
				...cause,
				posting,
				settlement: id,
				assignments: made.filter((one) => one.order === order).map((one) => one.id),
			},
			payment: { paidOn: bookingDay, bankReference },
		})),
	);
}

function refused({ problems, lines }: Judged) {
	const [why] = [...problems, ...lines.flatMap((line): Text[] => (line.problem === null ? [] : [line.problem]))];
	return problem("CONFLICT", {
		detail: why?.en ?? "changed meanwhile",
		...(why !== undefined && { forMerchant: why }),
	});
}

/** @throws ProblemError 404, 409 */
export async function dismiss(tx: MerchantTransaction, id: string): Promise<void> {
	const { state } = await lockSettlement(tx, id);
	if (state === "booked")
		throw problem("CONFLICT", { detail: "it is booked: take it back instead", forMerchant: BOOKED });
	await tx.execute(
		`UPDATE settlements SET state = 'dismissed' WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
	);
	await withdraw(tx, [causeOfSettlement(id)]);
}

const BOOKED = {
	de: "Die Abrechnung ist gebucht. Bitte nehmen Sie sie statt dessen zurück.",
	en: "The settlement is booked. Please take it back instead.",
};
