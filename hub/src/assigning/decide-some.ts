import { isDeepStrictEqual } from "node:util";
import type { Decision } from "@kontor/matching";
import type { MerchantTransaction } from "../db/database.ts";
import type { OrderBook } from "./order-book.ts";
import { type Decided, recordDecisions } from "./record-decisions.ts";
import { type Progress, type StoredDecision, type Undecided, undecidedAfter } from "./undecided-postings.ts";

/** Postings looked at, and decisions stored, in one transaction: bounds how long a person waits for a lock. */
const MOST_LOOKED_AT = 5_000;
const MOST_STORED = 500;

/** Decides the next postings. @returns how far it came; null when there are no more */
export async function decideSome(
	tx: MerchantTransaction,
	book: OrderBook,
	after: Progress | null,
): Promise<Progress | null> {
	// One run at a time per merchant, also over several processes.
	await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('assign ' || $1, 0))::text`, tx.merchantId);
	await book.refresh(tx);
	const postings = await undecidedAfter(tx, after, MOST_LOOKED_AT);
	const decided: Decided[] = [];
	let last: Undecided | null = null;
	for (const undecided of postings) {
		if (decided.length === MOST_STORED) break;
		last = undecided;
		const decision = book.decide(undecided.posting);
		if (isAsBefore(decision, undecided)) continue;
		book.book(decision.assignments);
		decided.push({ undecided, decision });
	}
	await recordDecisions(tx, book, decided);
	if (last === null) return null;
	return { bookingDay: last.posting.bookingDate, id: last.posting.id };
}

/** Weights and probabilities move with every order there is; that alone is no other decision. */
function isAsBefore(decision: Decision, { outcome, decision: before }: Undecided): boolean {
	if (before === null || decision.outcome !== outcome) return false;
	// Through JSON, as the stored one went.
	return isDeepStrictEqual(unweighted(JSON.parse(JSON.stringify(decision))), unweighted(before));
}

function unweighted({ suggestions, reasons }: StoredDecision): unknown {
	const found = (evidence: Decision["reasons"]) => evidence.map((one) => ({ ...one, weight: 0 }));
	return {
		suggestions: suggestions.map(({ orders, evidence }) => ({ orders, evidence: found(evidence) })),
		reasons: found(reasons),
	};
}
