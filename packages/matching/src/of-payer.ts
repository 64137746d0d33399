import { comparePayer, payerAgrees } from "./compare-payer.ts";
import type { IndexedOrder } from "./index-orders.ts";
import { isCustomerOf } from "./payer-book.ts";
import type { Setting } from "./situation.ts";

/** More orders than this under one word of a name are no evidence of anything. */
const MOST = 2_000;
const MOST_KEPT = 100;

/**
 * Orders that can be paid and whose customer has the payer's name, by the rarest word of it, or has paid from this account before.
 * Where a name is too common to look through, by that word and the posting's amount.
 */
export function ordersOfPayer({
	read: { payer, posting },
	index,
	customersOfAccount,
	takesPart,
}: Omit<Setting, "otherNumber">): IndexedOrder[] {
	const found = new Set<IndexedOrder>();
	for (const customer of customersOfAccount) {
		const orders =
			customer.number !== null
				? index.byCustomerNumber(customer.number)
				: index.byNameWord(customer.name?.words.at(-1) ?? "");
		for (const order of orders.slice(0, MOST)) {
			if (found.size === MOST_KEPT) break;
			if (takesPart(order) && isCustomerOf(customer, order)) found.add(order);
		}
	}
	const lists = payer.words
		.filter((word) => word.length >= 3)
		.map((word) => index.byNameWord(word))
		.sort((a, b) => a.length - b.length);
	const rarest = lists.find((list) => list.length > 0) ?? [];
	const candidates = rarest.length <= MOST ? rarest : index.byAmount(posting.amount).slice(0, MOST);
	for (const candidate of candidates) {
		if (found.size >= MOST_KEPT) break;
		if (takesPart(candidate) && payerAgrees(comparePayer(payer, candidate.names).finding)) found.add(candidate);
	}
	return [...found].sort((a, b) => (a.order.id < b.order.id ? -1 : 1));
}
