import type { Asked, Created, Entry, Pair, StoredEntry } from "./entry.ts";
import { likest } from "./other-representation.ts";
import { Stock } from "./stock.ts";

export type Answer = "same" | "new";

/**
 * What follows from an answer, by what is stored by now: since it was asked, other deliveries may have said more. Never
 * stores more of one content than there can be. `elsewhere` is kept on file, but counts as what is stored in other pieces.
 */
export function answered<D extends Entry, S extends StoredEntry>(
	answer: Answer,
	asked: readonly Asked<D>[],
	entries: readonly S[],
): { create: Created<D>[]; known: Pair<D, S>[]; elsewhere: Created<D>[] } {
	const stock = new Stock(entries);
	const known: Pair<D, S>[] = [];
	const news: D[] = [];
	const elsewhere = new Set<D>();
	for (const { entry, target, inPieces } of asked) {
		const stored = answer === "same" ? sameAs(entry, stock) : undefined;
		if (stored !== undefined) {
			stock.take(stored);
			known.push({ entry, stored });
			continue;
		}
		const created = news.filter(({ contentKey }) => contentKey === entry.contentKey).length;
		if (stock.countOf(entry.contentKey) + created >= target) continue;
		news.push(entry);
		if (answer === "same" && inPieces) elsewhere.add(entry);
	}
	const numbered = news.map((entry) => ({ entry, occurrence: occurrenceOf(entry, news, stock) }));
	return {
		create: numbered.filter(({ entry }) => !elsewhere.has(entry)),
		known,
		elsewhere: numbered.filter(({ entry }) => elsewhere.has(entry)),
	};
}

function sameAs<S extends StoredEntry>(entry: Entry, stock: Stock<S>): S | undefined {
	const inOtherWords = ({ bookingDay, minor, pending, elsewhere }: S) =>
		bookingDay === entry.bookingDay && minor === entry.minor && !pending && !elsewhere;
	return stock.withStrongId(entry) ?? stock.withContent(entry) ?? likest(entry, stock.left.filter(inOtherWords));
}

function occurrenceOf<D extends Entry, S extends StoredEntry>(entry: D, news: readonly D[], stock: Stock<S>): number {
	const twins = news.filter(({ contentKey }) => contentKey === entry.contentKey);
	return stock.nextOccurrence(entry.contentKey) + twins.indexOf(entry);
}
