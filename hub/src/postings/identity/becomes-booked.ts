import { bankingDaysBetween, MOST_BANKING_DAYS } from "./banking-days.ts";
import type { Entry, Pair, StoredEntry } from "./entry.ts";
import { grouped, type Stock } from "./stock.ts";

/**
 * Pending entries and the booked ones they become, in whichever order they arrive: the same amount within three banking
 * days, with the same end-to-end id or the same text. Without one of these it stays two: pending ones settle nothing.
 */
export function becomesBooked<D extends Entry, S extends StoredEntry>(
	entries: readonly D[],
	stock: Stock<S>,
): Map<D, Pair<D, S>> {
	const byAmount = grouped(stock.left, ({ minor }) => [minor]);
	const pairs = new Map<D, Pair<D, S>>();
	for (const entry of entries) {
		const [nearest] = (byAmount.get(entry.minor) ?? [])
			.filter((stored) => stored.pending !== entry.pending && stock.isLeft(stored) && saysTheSame(entry, stored))
			.map((stored) => ({ stored, days: bankingDaysBetween(entry.bookingDay, stored.bookingDay, MOST_BANKING_DAYS) }))
			.filter(({ days }) => days <= MOST_BANKING_DAYS)
			.toSorted((a, b) => a.days - b.days);
		if (nearest === undefined) continue;
		stock.take(nearest.stored);
		pairs.set(entry, { entry, stored: nearest.stored });
	}
	return pairs;
}

function saysTheSame(a: Entry, b: Entry): boolean {
	if (a.endToEndId !== null && b.endToEndId !== null) return a.endToEndId === b.endToEndId;
	return a.text !== "" && a.text === b.text;
}
