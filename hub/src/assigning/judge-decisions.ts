import type { MerchantTransaction } from "../db/database.ts";
import type { LockedPosting } from "./locked-posting.ts";
import type { StoredDecision } from "./undecided-postings.ts";

/**
 * Which of the machine's decisions turned out right or wrong. What it booked and a person took back is wrong for ever; what a
 * person decided himself is measured by his last word.
 */

/** What the machine booked in this time and nobody took back was right. */
export async function judgeStanding(tx: MerchantTransaction, after: Date, until: Date): Promise<void> {
	await tx.execute(
		`INSERT INTO judged_decisions (merchant_id, posting_id, probability, booked, was_right, judged_at)
		 SELECT DISTINCT $1::uuid, p.id, (p.decision->>'probability')::float8, true, true, $4::timestamptz
		   FROM assignments a JOIN postings p ON p.merchant_id = a.merchant_id AND p.id = a.posting_id
		  WHERE a.merchant_id = $1::uuid AND a.decided_by = 'machine' AND a.kind = 'payment' AND a.undone_at IS NULL
		    AND a.created_at > $2::timestamptz AND a.created_at <= $3::timestamptz
		    AND p.outcome = 'assigned' AND p.decided_by = 'machine' AND p.decision ? 'probability'
		 ON CONFLICT DO NOTHING`,
		tx.merchantId,
		after,
		until,
		tx.now,
	);
}

/** A person books just what the machine has booked: it was right. */
export async function judgeConfirmed(tx: MerchantTransaction, posting: LockedPosting): Promise<void> {
	if (posting.decidedBy === "machine" && posting.outcome === "assigned") await judge(tx, posting, { wasRight: true });
}

/** An assignment was taken back: whoever made it, it was wrong. */
export async function judgeUndone(tx: MerchantTransaction, assignments: readonly string[]): Promise<void> {
	await tx.execute(
		`INSERT INTO judged_decisions AS judged (merchant_id, posting_id, probability, booked, was_right, judged_at)
		 SELECT DISTINCT $1::uuid, p.id, (p.decision->>'probability')::float8, true, false, $3::timestamptz
		   FROM assignments a JOIN postings p ON p.merchant_id = a.merchant_id AND p.id = a.posting_id
		  WHERE a.merchant_id = $1::uuid AND a.id = ANY($2::uuid[]) AND a.decided_by = 'machine' AND p.decision ? 'probability'
		 ON CONFLICT (merchant_id, posting_id) DO UPDATE
		    SET booked = true, was_right = false, judged_at = excluded.judged_at`,
		tx.merchantId,
		assignments,
		tx.now,
	);
	await tx.execute(
		`UPDATE judged_decisions j SET was_right = false, judged_at = $3
		   FROM assignments a
		  WHERE a.merchant_id = $1::uuid AND a.id = ANY($2::uuid[]) AND a.decided_by = 'person'
		    AND j.merchant_id = a.merchant_id AND j.posting_id = a.posting_id AND j.was_right`,
		tx.merchantId,
		assignments,
		tx.now,
	);
}

/**
 * A person decided what the machine had left to him: right where all that he booked is the best suggestion; `paid` are the
 * orders he booked it on, none where he says that it pays nothing. Nothing is learned of what the machine would not
 * have booked at any threshold, nor of what is decided in part only.
 */
export async function judgeByPerson(
	tx: MerchantTransaction,
	posting: LockedPosting,
	paid: ReadonlySet<string>,
): Promise<void> {
	const { decision } = posting;
	if (decision === null || !isOnlyDoubted(decision)) return;
	const suggested = decision.suggestions[0]?.orders ?? [];
	await judge(tx, posting, {
		wasRight: suggested.length === paid.size && suggested.every(({ order }) => paid.has(order)),
	});
}

/** Of the findings against it, those that say that the threshold was not reached. */
const DOUBTS: ReadonlySet<string> = new Set(["improbable", "likelierOther"]);

function isOnlyDoubted({ suggestions, reasons }: StoredDecision): boolean {
	return suggestions.length > 0 && reasons.length > 0 && reasons.every(({ finding }) => DOUBTS.has(finding));
}

async function judge(
	tx: MerchantTransaction,
	{ id, decidedBy, outcome, decision }: LockedPosting,
	{ wasRight }: { readonly wasRight: boolean },
): Promise<void> {
	if (decision?.probability === undefined) return;
	await tx.execute(
		`INSERT INTO judged_decisions AS judged (merchant_id, posting_id, probability, booked, was_right, judged_at)
		 VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6)
		 ON CONFLICT (merchant_id, posting_id) DO UPDATE SET was_right = excluded.was_right, judged_at = excluded.judged_at
		  WHERE NOT judged.booked`,
		tx.merchantId,
		id,
		decision.probability,
		decidedBy === "machine" && outcome === "assigned",
		wasRight,
		tx.now,
	);
}
