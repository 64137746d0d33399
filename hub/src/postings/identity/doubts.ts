import type { Day } from "@kontor/connector";
import { sameBalances, sharesBorder } from "./balances.ts";
import type { Entries, Entry, ExactMatch, StoredEntry } from "./entry.ts";
import { contradict, grouped, type Stock } from "./stock.ts";

/**
 * Takes out of `matches` what may be no match, and returns those of it that only a person can decide:
 *
 * - equal content, where each side has entries of that day the other lacks, or the balances show another part of the
 *   day: an overlap of two exports, or a twin in the other half;
 * - equal content, but other bank ids, where no id of the day agrees: this bank's ids may change with every export;
 * - an equal id with other content in one representation: this bank's ids may be no ids.
 */
export function doubts<D extends Entry, S extends StoredEntry>(
	delivery: Entries<D>,
	store: Entries<S>,
	matches: Map<D, ExactMatch<D, S>>,
	stock: Stock<S>,
): Set<D> {
	const doubtful = new Set<D>();
	const left = grouped(
		stock.left.filter(({ pending, elsewhere }) => !pending && !elsewhere),
		dayIn,
	);
	const doubt = (entry: D) => {
		doubtful.add(entry);
		matches.delete(entry);
	};
	const days = grouped(
		delivery.entries.filter(({ pending }) => !pending),
		dayIn,
	);
	for (const [key, entries] of days) {
		const ofDay = entries.flatMap((entry) => matches.get(entry) ?? []).filter(inOneRepresentation);
		const someId = ofDay.some((match) => match.by === "strongId" && sameContent(match));
		const comparable =
			!left.has(key) ||
			entries.every((entry) => matches.has(entry)) ||
			sameBalances(dayOf(key), delivery.spans, store.spans) === true;
		const apart = sharesBorder(dayOf(key), delivery.spans, store.spans) === false;
		for (const match of ofDay) {
			if (match.by === "strongId") {
				if (!sameContent(match) && !hasSureIds(match.entry)) doubt(match.entry);
			} else if (contradict(match.entry.strongId, match.stored.strongId)) {
				if (comparable && !someId && !hasSureIds(match.entry)) doubt(match.entry);
				else {
					matches.delete(match.entry);
					stock.giveBack(match.stored);
				}
			} else if (!comparable || apart) doubt(match.entry);
		}
	}
	return doubtful;
}

function inOneRepresentation({ entry, stored }: ExactMatch<Entry, StoredEntry>): boolean {
	return entry.representation === stored.representation && !stored.pending;
}

/** A provider that delivers by itself has promised so; of files it is only to be hoped. */
function hasSureIds({ representation }: Entry): boolean {
	return representation === "integrated";
}

function sameContent({ entry, stored }: ExactMatch<Entry, StoredEntry>): boolean {
	return entry.contentKey === stored.contentKey || stored.otherKeys.includes(entry.contentKey);
}

function dayIn({ bookingDay, representation }: Entry): [string] {
	return [`${bookingDay} ${representation}`];
}

function dayOf(key: string): Day {
	return key.slice(0, 10);
}
