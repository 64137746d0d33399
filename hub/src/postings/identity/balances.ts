import type { Day } from "@kontor/connector";
import type { Span } from "./entry.ts";

/** Two parts of one day that begin or end with the same balance are one in the other; undefined without balances. */
export function sharesBorder(day: Day, delivered: readonly Span[], stored: readonly Span[]): boolean | undefined {
	return compare(day, delivered, stored, (a, b) => a.opening === b.opening || a.closing === b.closing);
}

/** Both hold the same part of the day; undefined without balances. A part that comes to nothing proves nothing. */
export function sameBalances(day: Day, delivered: readonly Span[], stored: readonly Span[]): boolean | undefined {
	return compare(day, delivered, stored, (a, b) => spans(a) && a.opening === b.opening && a.closing === b.closing);
}

function spans({ opening, closing }: Span): boolean {
	return opening !== closing;
}

function compare(
	day: Day,
	delivered: readonly Span[],
	stored: readonly Span[],
	agree: (a: Span, b: Span) => boolean,
): boolean | undefined {
	const now = delivered.filter(({ bookingDay }) => bookingDay === day);
	const before = stored.filter(({ bookingDay }) => bookingDay === day);
	if (now.length === 0 || before.length === 0) return undefined;
	return now.some((a) => before.some((b) => agree(a, b)));
}
