import { isDeepStrictEqual } from "node:util";
import type { MatchPosting } from "@kontor/matching";
import type { Logger } from "pino";
import type { MerchantTransaction } from "../db/database.ts";
import type { OrderBook } from "./order-book.ts";
import { NOT_DECIDED, type StoredReason } from "./reasons.ts";
import { type Decided, type PostingDecision, type Recorded, recordDecisions } from "./record-decisions.ts";
import {
	type Progress,
	type StoredDecision,
	type Undecided,
	undecidedAfter,
	type Which,
} from "./undecided-postings.ts";

/** Decisions stored in one transaction: bounds how long a person waits for a lock. */
const MOST_STORED = 1_000;
/** Postings decided before that are looked at in one: hardly one of them is decided otherwise. */
const MOST_LOOKED_AT = 5_000;

/** How far a transaction came. */
export interface Part {
	/** Null where there are no more postings. */
	readonly progress: Progress | null;
	readonly recorded: Recorded | null;
}

/** Decides the next postings. */
export async function decideSome(
	tx: MerchantTransaction,
	log: Logger,
	book: OrderBook,
	{ which, after }: { readonly which: Which; readonly after: Progress | null },
): Promise<Part> {
	// One run at a time per merchant, also over several processes.
	await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('assign ' || $1, 0))::text`, tx.merchantId);
	await book.refresh(tx);
	const postings = await undecidedAfter(tx, which, after, which === "new" ? MOST_STORED : MOST_LOOKED_AT);
	const decided: Decided[] = [];
	let last: Undecided | null = null;
	for (const undecided of postings) {
		if (decided.length === MOST_STORED) break;
		last = undecided;
		const decision = decide(book, undecided.posting, log);
		if (isAsBefore(decision, undecided)) continue;
		book.book(decision.assignments);
		decided.push({ undecided, decision });
	}
	const recorded = await recordDecisions(tx, book, decided);
	return { recorded, progress: last && { bookingDay: last.posting.bookingDate, id: last.posting.id } };
}

/** One posting that the engine fails at must not keep all others from being decided. */
function decide(book: OrderBook, posting: MatchPosting, log: Logger): PostingDecision {
	try {
		return book.decide(posting);
	} catch (error) {
		log.error({ err: error, posting: posting.id }, "a posting could not be decided");
		const nothing = { assignments: [], suggestions: [], probability: 0, margin: 0 };
		return { posting: posting.id, outcome: "review", reasons: [NOT_DECIDED], ...nothing };
	}
}

/** Weights and probabilities move with every order there is; that alone is no other decision. */
function isAsBefore(decision: PostingDecision, { outcome, decision: before }: Undecided): boolean {
	if (before === null || decision.outcome !== outcome) return false;
	// Through JSON, as the stored one went.
	return isDeepStrictEqual(unweighted(JSON.parse(JSON.stringify(decision))), unweighted(before));
}

function unweighted({ suggestions, reasons }: StoredDecision): unknown {
	const found = (evidence: readonly StoredReason[]) => evidence.map((one) => ({ ...one, weight: 0 }));
	return {
		suggestions: suggestions.map(({ orders, evidence }) => ({ orders, evidence: found(evidence) })),
		reasons: found(reasons),
	};
}
