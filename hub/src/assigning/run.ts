import type { Hub } from "../hub.ts";
import { settleRepayments } from "../repayments/settle-repayments.ts";
import { decideSome, type Part } from "./decide-some.ts";
import { noteReviewEnd } from "./notices.ts";
import { type OrderBook, OutdatedBookError } from "./order-book.ts";
import { OvertakenError } from "./record-decisions.ts";
import { requestAssignment } from "./request-assignment.ts";
import { type Progress, undecidedAfter, type Which } from "./undecided-postings.ts";

/** What a run needs of the hub. */
export type AssigningHub = Pick<Hub, "db" | "books" | "log">;

/** How often a part is decided again because people were faster. */
const MOST_ATTEMPTS = 10;
/** What is left after so many comes with the next look at everything. */
const MOST_ROUNDS = 5;

/**
 * Decides every posting of a merchant that the machine may decide, in the order of booking (PRODUCT D). Works in parts,
 * each one transaction: what was decided is kept when the process dies, and nothing is ever half decided.
 */
export async function runAssignment(hub: AssigningHub, merchantId: string): Promise<void> {
	await hub.db.merchant(merchantId, "settleRepayments", settleRepayments);
	const nothing = await hub.db.merchant(merchantId, "look-for-postings", async (tx) => {
		const none =
			(await undecidedAfter(tx, "new", null, 1)).length + (await undecidedAfter(tx, "again", null, 1)).length;
		// A run that was killed may have left it to be said.
		if (none === 0) await noteReviewEnd(tx);
		return none === 0;
	});
	if (nothing) return;
	await hub.books.use(hub.db, merchantId, async (book) => {
		await decideAll(hub, merchantId, book, "new");
		// An order that came or changed may be what a posting waits for, and one that was paid may leave the other of two (D7).
		while (book.review.due) {
			const rest = book.review.restsForMs;
			if (rest > 0) {
				await decideRivals(hub, merchantId, book);
				await hub.db.merchant(merchantId, "assign-later", (tx) => requestAssignment(tx, rest));
				return;
			}
			book.takePaid();
			await book.review.look(() => decideAll(hub, merchantId, book, "again"));
		}
	});
	await hub.db.merchant(merchantId, "note-review-end", noteReviewEnd);
}

/**
 * Of two orders that a posting fits, one may have been paid by another posting: that needs no look at everything (D7). What is
 * booked then may resolve the next one.
 */
async function decideRivals(hub: AssigningHub, merchantId: string, book: OrderBook): Promise<void> {
	for (let round = 0; round < MOST_ROUNDS; round++) {
		const suggested = book.takePaid();
		if (suggested.length === 0) return;
		await decideAll(hub, merchantId, book, { suggested });
	}
}

async function decideAll(hub: AssigningHub, merchantId: string, book: OrderBook, which: Which): Promise<void> {
	let progress: Progress | null = null;
	let attempts = 0;
	for (;;) {
		try {
			const after: Progress | null = progress;
			const part: Part = await hub.db.merchant(merchantId, "assign-postings", (tx) =>
				decideSome(tx, hub.log, book, { which, after }),
			);
			if (part.recorded !== null) book.adopt(part.recorded);
			if (part.progress === null) return;
			progress = part.progress;
			attempts = 0;
		} catch (error) {
			const overtaken = error instanceof OvertakenError || error instanceof OutdatedBookError;
			if (!overtaken || ++attempts === MOST_ATTEMPTS) throw error;
			await book.open(hub.db, merchantId);
		}
	}
}
