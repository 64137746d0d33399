import type { Detail, Entry, Posting } from "./model.ts";

/** What is assigned to orders: an entry as a whole, or one payment of a batch. */
export interface Matchable {
	/**
	 * Tells the payments of one entry apart: empty for the entry itself, else `1`, `2`, ... with the payment's own
	 * reference where it has one (`2:TX-4711`). Together with the entry's identity it never changes between imports.
	 */
	readonly subKey: string;
	readonly posting: Posting;
}

/**
 * Flattens an entry into what is matched, so that the sum of the matchables is always what moved the balance.
 *
 * The payments of a batch where the bank lists them with amounts that add up to the entry; in every other case (no
 * details, some without amount, another currency, a sum that differs by charges or because the list is cut) the entry
 * itself. So a batch without its list stays one posting for review instead of being guessed apart, and nothing is counted twice.
 */
export function matchables(entry: Entry): readonly Matchable[] {
	const { details } = entry;
	if (!details.every(hasAmount) || details.length === 0) return [{ subKey: "", posting: entry }];
	let sum = 0;
	for (const { amount } of details) {
		if (amount.currency !== entry.amount.currency) return [{ subKey: "", posting: entry }];
		sum += amount.minor;
	}
	if (sum !== entry.amount.minor) return [{ subKey: "", posting: entry }];
	return details.map((posting, index) => ({ subKey: subKeyOf(posting, index), posting }));
}

function hasAmount(detail: Detail): detail is Detail & Posting {
	return detail.amount !== undefined;
}

function subKeyOf(detail: Detail, index: number): string {
	const own = detail.uniqueId ?? detail.bankReference ?? detail.transactionId;
	return own === undefined ? `${index + 1}` : `${index + 1}:${own}`;
}
