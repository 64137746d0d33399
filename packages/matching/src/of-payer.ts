import { comparePayer, payerAgrees } from "./compare-payer.ts";
import type { IndexedOrder, OrderIndex } from "./index-orders.ts";
import type { ReadPosting } from "./read-posting.ts";

/** More orders than this under one word of a name are no evidence of anything. */
const MOST = 2_000;
const MOST_KEPT = 100;

/**
 * Orders that can be paid and whose customer has the payer's name, by the rarest word of it. Where a name is too
 * common to look through, by that word and the posting's amount.
 */
export function ordersOfPayer(
	{ payer, posting }: ReadPosting,
	index: OrderIndex,
	takesPart: (order: IndexedOrder) => boolean,
): IndexedOrder[] {
	const lists = payer.words
		.filter((word) => word.length >= 3)
		.map((word) => index.byNameWord(word))
		.sort((a, b) => a.length - b.length);
	const rarest = lists.find((list) => list.length > 0) ?? [];
	const candidates = rarest.length <= MOST ? rarest : index.byAmount(posting.amount).slice(0, MOST);
	const found: IndexedOrder[] = [];
	for (const candidate of candidates) {
		if (found.length === MOST_KEPT) break;
		if (takesPart(candidate) && payerAgrees(comparePayer(payer, candidate.names).finding)) found.push(candidate);
	}
	return found.sort((a, b) => (a.order.id < b.order.id ? -1 : 1));
}
