import { sameBalances } from "./balances.ts";
import type { Entry, Span, StoredEntry } from "./entry.ts";
import { isNotification } from "./other-representation.ts";
import { grouped, type Stock } from "./stock.ts";

interface Pieces<D extends Entry, S extends StoredEntry> {
	readonly entries: readonly D[];
	readonly stored: readonly S[];
}

/**
 * What a bank once books as one and once payment by payment: the day's leftovers of both sides have one sum, in another
 * number of pieces. They are the same where the balances of the day are the same on both sides, or where one side is a
 * notification, which adds no money; where nothing of that is known it is asked.
 */
export function inOtherPieces<D extends Entry, S extends StoredEntry>(
	entries: readonly D[],
	stock: Stock<S>,
	delivered: readonly Span[],
	stored: readonly Span[],
): { regrouped: Pieces<D, S>[]; asked: Set<D> } {
	const regrouped: Pieces<D, S>[] = [];
	const asked = new Set<D>();
	const left = grouped(
		stock.left.filter((old) => isBooked(old) && !old.elsewhere),
		({ bookingDay }) => [bookingDay],
	);
	for (const [day, news] of grouped(entries.filter(isBooked), ({ bookingDay }) => [bookingDay])) {
		const olds = left.get(day) ?? [];
		const batch = news.length > 1 && news.every(isNotification) ? olds.filter((old) => old.minor === sumOf(news)) : [];
		const [only] = batch;
		if (only !== undefined && batch.length === 1) {
			regrouped.push({ entries: news, stored: [only] });
			stock.take(only);
			continue;
		}
		if (olds.length === 0 || sumOf(news) !== sumOf(olds)) continue;
		const same = sameBalances(day, delivered, stored);
		if (same !== true && olds.length === news.length) continue;
		if (same === true) {
			regrouped.push({ entries: news, stored: olds });
			for (const old of olds) stock.take(old);
		} else if (same === undefined) for (const entry of news) asked.add(entry);
	}
	return { regrouped, asked };
}

function isBooked({ pending }: Entry): boolean {
	return !pending;
}

function sumOf(entries: readonly Entry[]): number {
	return entries.reduce((sum, { minor }) => sum + minor, 0);
}
