import type { Day } from "@kontor/connector";
import { problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import type { StoredDecision } from "./undecided-postings.ts";

/** A posting in one person's hands: nobody else decides about it until the transaction ends. */
export interface LockedPosting {
	readonly id: string;
	readonly bookingDay: Day;
	readonly currency: string;
	readonly minor: number;
	readonly assigned: number;
	readonly pending: boolean;
	readonly outcome: string | null;
	readonly decidedBy: string | null;
	readonly decision: StoredDecision | null;
	readonly bankReference: string;
}

/** @throws ProblemError 404 */
export async function lockPosting(tx: MerchantTransaction, id: string): Promise<LockedPosting> {
	const [row] = await tx.query<
		Omit<LockedPosting, "minor" | "assigned" | "pending"> & { amount: bigint; assigned: bigint; status: string }
	>(
		`SELECT id, booking_day::text AS "bookingDay", currency, amount, assigned, status, outcome, decided_by AS "decidedBy",
		        decision, left(coalesce(body->>'bankReference', body->>'uniqueId', end_to_end_id, id::text), 190) AS "bankReference"
		   FROM postings WHERE merchant_id = $1::uuid AND id = $2::uuid AND status <> 'split' FOR UPDATE`,
		tx.merchantId,
		id,
	);
	if (row === undefined) throw problem("NOT_FOUND", { detail: "no such posting" });
	const { amount, assigned, status, ...posting } = row;
	return { ...posting, minor: Number(amount), assigned: Number(assigned), pending: status !== "booked" };
}

/** What went back to a customer, or came back of it, is counted as such, and never as a payment besides. @throws ProblemError 409 */
export function assertNoRepayment({ outcome, decision }: LockedPosting): void {
	if (outcome !== "assigned" || decision?.repayment === undefined) return;
	throw problem("CONFLICT", {
		detail: "the posting is a repayment's",
		forMerchant: {
			de: "Die Buchung gehört zu einer Rückzahlung und kann nicht anders zugeordnet werden.",
			en: "The posting is a repayment's and cannot be assigned otherwise.",
		},
	});
}

/** What a person decided stands from now on (I9). What is not assigned (any more) waits in review for him, unless it pays nothing. */
export async function markDecided(
	tx: MerchantTransaction,
	id: string,
	outcome: "none" | "by-amount",
	by: "person" | "machine" = "person",
): Promise<void> {
	await tx.execute(
		`UPDATE postings
		    SET outcome = CASE WHEN $3 = 'none' THEN 'none' WHEN assigned = amount THEN 'assigned' ELSE 'review' END,
		        decided_by = $5, decided_at = $4
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		outcome,
		tx.now,
		by,
	);
}
