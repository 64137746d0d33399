import type { Entry, Pair, StoredEntry } from "./entry.ts";
import { grouped, type Stock } from "./stock.ts";

/**
 * Booked entries that another representation may have delivered in other words. All that two formats share is booking
 * day and amount:
 *
 * - where the day's leftovers agree in these on both sides, they are the same;
 * - a notification (camt.054) only details what a statement books: an equal amount of the day is the same;
 * - else what could be either is asked, and what has no equal is new.
 */
export function inOtherRepresentation<D extends Entry, S extends StoredEntry>(
	entries: readonly D[],
	stock: Stock<S>,
): { same: Map<D, Pair<D, S>>; asked: Set<D> } {
	const same = new Map<D, Pair<D, S>>();
	const asked = new Set<D>();
	const stored = grouped(
		stock.left.filter(({ pending }) => !pending),
		({ bookingDay }) => [bookingDay],
	);
	const pair = (news: readonly D[], olds: readonly S[]) => {
		for (const entry of news) {
			const [likest] = olds
				.filter((old) => stock.isLeft(old))
				.toSorted((a, b) => likeness(entry, b) - likeness(entry, a));
			if (likest === undefined) continue;
			stock.take(likest);
			same.set(entry, { entry, stored: likest });
		}
	};
	for (const [day, news] of grouped(
		entries.filter(({ pending }) => !pending),
		({ bookingDay }) => [bookingDay],
	)) {
		const olds = stored.get(day) ?? [];
		const agrees = sameAmounts(news, olds) && news.every((entry) => olds.every((old) => differ(entry, old)));
		for (const [minor, alike] of grouped(news, (entry) => [entry.minor])) {
			const candidates = olds.filter((old) => old.minor === minor && alike.some((entry) => differ(entry, old)));
			if (candidates.length === 0) continue;
			if (agrees) pair(alike, candidates);
			else {
				const notified = candidates.filter((old) => alike.some((entry) => notifies(entry, old)));
				pair(alike, notified);
				const open = alike.filter((entry) => !same.has(entry));
				if (candidates.some((old) => stock.isLeft(old))) for (const entry of open) asked.add(entry);
			}
		}
	}
	return { same, asked };
}

function differ(a: Entry, b: Entry): boolean {
	return a.representation !== b.representation;
}

/** One of the two is a notification of what the other books. */
function notifies(a: Entry, b: Entry): boolean {
	return isNotification(a) !== isNotification(b);
}

function isNotification({ representation }: Entry): boolean {
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
	const sameText = entry.text !== "" && entry.text === stored.text;
	return 4 * Number(sameId) + 2 * Number(sameText) + Number(stored.otherKeys.length === 0);
}
