import type { Day } from "@kontor/connector";
import { sameBalances } from "./balances.ts";
import { becomesBooked } from "./becomes-booked.ts";
import { doubts } from "./doubts.ts";
import type { Asked, Created, Entries, Entry, ExactMatch, Identified, Pair, StoredEntry } from "./entry.ts";
import { inOtherPieces } from "./other-pieces.ts";
import { inOtherRepresentation } from "./other-representation.ts";
import { grouped, Stock } from "./stock.ts";

/**
 * Decides which of a delivery's entries are stored already (bank facts 3.6). Pure; the only place that does.
 * `store` holds what is stored of the account within two weeks around the delivery's days.
 *
 * 1. What the bank guarantees to be unique is the same entry.
 * 2. Equal content is the same entry, counted per day as a multiset: of k twins delivered and m stored, k - m are new.
 *    Where the two could also be different parts of the day, it is asked.
 * 3. What was pending is booked some days later, with another booking day or text.
 * 4. Another representation says the same in other words: the same only if the whole day or its balances agree, else it
 *    is asked.
 * 5. What is left of the day on both sides may be the same money in other pieces: batches as one or payment by payment.
 */
export function identify<D extends Entry, S extends StoredEntry>(
	delivery: Entries<D>,
	store: Entries<S>,
): Identified<D, S> {
	const stock = new Stock(store.entries);
	const matches = matchExactly(delivery.entries, stock);
	const doubtful = doubts(delivery, store, matches, stock);
	const rest = delivery.entries.filter((entry) => !matches.has(entry) && !doubtful.has(entry));
	const later = becomesBooked(rest, stock);
	const open = rest.filter((entry) => !later.has(entry));
	const isSameDay = (day: Day) => sameBalances(day, delivery.spans, store.spans) === true;
	const elsewhere = inOtherRepresentation(open, stock, isSameDay);

	const pairs = [...matches.values(), ...later.values(), ...elsewhere.same.values()];
	const asked = new Set([...doubtful, ...elsewhere.asked]);
	const left = open.filter((entry) => !elsewhere.same.has(entry) && !asked.has(entry));
	const pieces = inOtherPieces(left, stock, delivery.spans, store.spans);
	const moved = new Set(pieces.regrouped.flatMap(({ entries }) => entries));
	const created = left.filter((entry) => !moved.has(entry) && !pieces.asked.has(entry));
	const number = numbering(stock);
	return {
		create: created.map((entry): Created<D> => ({ entry, occurrence: number(entry) })),
		known: pairs.filter((pair) => !isBooking(pair)),
		booked: pairs.filter(isBooking).map(({ entry, stored }) => ({
			entry,
			stored,
			occurrence: entry.contentKey === stored.contentKey ? stored.occurrence : number(entry),
		})),
		ask: withTargets(new Set([...asked, ...pieces.asked]), pieces.asked, created, stock),
		regrouped: pieces.regrouped.map(({ entries, stored }) => ({
			entries: entries.map((entry) => ({ entry, occurrence: number(entry) })),
			stored,
		})),
	};
}

function matchExactly<D extends Entry, S extends StoredEntry>(entries: readonly D[], stock: Stock<S>) {
	const matches = new Map<D, ExactMatch<D, S>>();
	const look = (by: ExactMatch<D, S>["by"], find: (entry: D) => S | undefined) => {
		for (const entry of entries) {
			const stored = matches.has(entry) ? undefined : find(entry);
			if (stored === undefined) continue;
			stock.take(stored);
			matches.set(entry, { entry, stored, by });
		}
	};
	// All ids first: a twin must not take the entry that another one's id names.
	look("strongId", (entry) => stock.withStrongId(entry));
	look("content", (entry) => stock.withContent(entry));
	return matches;
}

function isBooking<D extends Entry, S extends StoredEntry>({ entry, stored }: Pair<D, S>): boolean {
	return stored.pending && !entry.pending;
}

/** Goes on counting twins where the store ends. */
function numbering<S extends StoredEntry>(stock: Stock<S>): (entry: Entry) => number {
	const next = new Map<string, number>();
	return ({ contentKey }) => {
		const occurrence = next.get(contentKey) ?? stock.nextOccurrence(contentKey);
		next.set(contentKey, occurrence + 1);
		return occurrence;
	};
}

function withTargets<D extends Entry, S extends StoredEntry>(
	asked: ReadonlySet<D>,
	inPieces: ReadonlySet<D>,
	created: readonly D[],
	stock: Stock<S>,
): Asked<D>[] {
	const alike = grouped([...created, ...asked], ({ contentKey }) => [contentKey]);
	return [...asked].map((entry) => ({
		entry,
		target: stock.countOf(entry.contentKey) + (alike.get(entry.contentKey)?.length ?? 0),
		inPieces: inPieces.has(entry),
	}));
}
