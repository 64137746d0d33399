import type { Hub } from "../hub.ts";
import { decideSome } from "./decide-some.ts";
import { noteReviewEnd } from "./notices.ts";
import { OrderBook } from "./order-book.ts";
import { OvertakenError } from "./record-decisions.ts";
import { type Progress, undecidedAfter } from "./undecided-postings.ts";

/** How often a part is decided again because people were faster. */
const MOST_ATTEMPTS = 10;

/**
 * Decides every posting of a merchant that the machine may decide, in the order of booking (PRODUCT D). Works in parts,
 * each one transaction: what was decided is kept when the process dies, and nothing is ever half decided.
 */
export async function runAssignment(hub: Hub, merchantId: string): Promise<void> {
	const nothing = await hub.db.merchant(merchantId, "look-for-postings", async (tx) => {
		const none = (await undecidedAfter(tx, null, 1)).length === 0;
		// A run that was killed may have left it to be said.
		if (none) await noteReviewEnd(tx);
		return none;
	});
	if (nothing) return;

	let book = new OrderBook();
	let progress: Progress | null = null;
	let attempts = 0;
	for (;;) {
		try {
			const after: Progress | null = progress;
			const next: Progress | null = await hub.db.merchant(merchantId, "assign-postings", (tx) =>
				decideSome(tx, book, after),
			);
			if (next === null) break;
			progress = next;
			attempts = 0;
		} catch (error) {
			if (!(error instanceof OvertakenError) || ++attempts === MOST_ATTEMPTS) throw error;
			// What was booked in it was rolled back.
			book = new OrderBook();
		}
	}
	await hub.db.merchant(merchantId, "note-review-end", noteReviewEnd);
}
