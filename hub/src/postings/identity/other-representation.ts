import type { Day } from "@kontor/connector";
import type { Entry, Pair, StoredEntry } from "./entry.ts";
import { contradict, grouped, type Stock } from "./stock.ts";

/**
 * Booked entries that may have been delivered in other words, by another representation as a rule. All that two formats
 * share is booking day and amount:
 *
 * - where the day's balances agree on both sides, equal amounts are the same, also where a bank changed its words;
 * - where its leftovers agree in number and amounts, and the representations differ, they are the same;
 * - a notification (camt.054) only details what a statement books: an equal amount of the day is the same;
 * - else what could be either is asked, and what has no equal is new. So is asked what agrees in the amount only, while
 *   the counterparties' accounts differ.
 */
export function inOtherRepresentation<D extends Entry, S extends StoredEntry>(
	entries: readonly D[],
	stock: Stock<S>,
	isSameDay: (day: Day) => boolean,
): { same: Map<D, Pair<D, S>>; asked: Set<D> } {
	const same = new Map<D, Pair<D, S>>();
	const asked = new Set<D>();
	const stored = bookedByDay(stock.left.filter(({ elsewhere }) => !elsewhere));
	for (const [day, news] of bookedByDay(entries)) {
		const olds = stored.get(day) ?? [];
		const before = representations(olds);
		const sameDay = isSameDay(day);
		const agrees =
			sameDay || (news.every(({ representation }) => !before.has(representation)) && sameAmounts(news, olds));
		const ofAmount = grouped(olds, (old) => [old.minor]);
		for (const [minor, alike] of grouped(news, (entry) => [entry.minor])) {
			const equal = ofAmount.get(minor) ?? [];
			const candidates = sameDay ? equal : equal.filter((old) => alike.some((entry) => differ(entry, old)));
			if (candidates.length === 0) continue;
			const sure = agrees ? candidates : candidates.filter((old) => alike.some((entry) => notifies(entry, old)));
			for (const pair of pairsOf(alike, sure, stock, sameDay)) same.set(pair.entry, pair);
			if (!candidates.some((old) => stock.isLeft(old))) continue;
			for (const entry of alike) if (!same.has(entry)) asked.add(entry);
		}
	}
	return { same, asked };
}

/**
 * Those that say the same first: what is left may be anyone's, but nobody's whose account is another, unless the day's balances
 * leave no other choice.
 */
function pairsOf<D extends Entry, S extends StoredEntry>(
	news: readonly D[],
	olds: readonly S[],
	stock: Stock<S>,
	sameDay: boolean,
): Pair<D, S>[] {
	const pairs = new Map<D, Pair<D, S>>();
	for (const fits of [saysTheSame, isNoOtherAccount, ...(sameDay ? [() => true] : [])]) {
		for (const entry of news) {
			if (pairs.has(entry)) continue;
			const stored = likest(
				entry,
				olds.filter((old) => stock.isLeft(old) && fits(entry, old)),
			);
			if (stored === undefined) continue;
			stock.take(stored);
			pairs.set(entry, { entry, stored });
		}
	}
	return [...pairs.values()];
}

function saysTheSame(entry: Entry, stored: StoredEntry): boolean {
	return likeness(entry, stored) > 1 && isNoOtherAccount(entry, stored);
}

function isNoOtherAccount(entry: Entry, stored: StoredEntry): boolean {
	return !contradict(entry.iban, stored.iban);
}

function bookedByDay<E extends Entry>(entries: readonly E[]): Map<Day, E[]> {
	return grouped(
		entries.filter(({ pending }) => !pending),
		({ bookingDay }) => [bookingDay],
	);
}

function representations(entries: readonly Entry[]): Set<string> {
	return new Set(entries.map(({ representation }) => representation));
}

function differ(a: Entry, b: Entry): boolean {
	return a.representation !== b.representation;
}

/** One of the two is a notification of what the other books. */
function notifies(a: Entry, b: Entry): boolean {
	return isNotification(a) !== isNotification(b);
}

export function isNotification({ representation }: Pick<Entry, "representation">): boolean {
	return representation.startsWith("camt.054");
}

function sameAmounts(a: readonly Entry[], b: readonly Entry[]): boolean {
	const amounts = (entries: readonly Entry[]) =>
		entries
			.map(({ minor }) => minor)
			.toSorted((x, y) => x - y)
			.join();
	return a.length === b.length && amounts(a) === amounts(b);
}

/** Which of several equal amounts is meant: any choice keeps the count right, the likest keeps the story right. */
export function likest<S extends StoredEntry>(entry: Entry, stored: readonly S[]): S | undefined {
	let best: S | undefined;
	for (const one of stored) {
		if (best === undefined || likeness(entry, one) > likeness(entry, best)) best = one;
	}
	return best;
}

function likeness(entry: Entry, stored: StoredEntry): number {
	const sameId = entry.endToEndId !== null && entry.endToEndId === stored.endToEndId;
	const sameIban = entry.iban !== null && entry.iban === stored.iban;
	const sameText = entry.text !== "" && entry.text === stored.text;
	return 8 * Number(sameId) + 4 * Number(sameIban) + 2 * Number(sameText) + Number(stored.otherKeys.length === 0);
}
