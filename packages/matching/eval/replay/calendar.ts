import type { MatchOrder } from "../../src/index.ts";
import type { LabelledPosting, LabelledSet } from "../data.ts";

/** What happens on one day. */
interface ReplayDay {
	readonly day: string;
	/** Orders that become known. */
	readonly orders: MatchOrder[];
	readonly postings: LabelledPosting[];
}

/** A set taken apart by date, and what was known before it begins. */
export interface Calendar {
	readonly before: readonly MatchOrder[];
	readonly days: readonly ReplayDay[];
}

/**
 * Orders appear on their date, late ones when they arrive. Orders that a case pays twice are open until their first
 * payment, which comes back into the list of postings.
 */
export function calendarOf(set: LabelledSet): Calendar {
	const days = new Map<string, ReplayDay>();
	const on = (day: string): ReplayDay => {
		let found = days.get(day);
		if (found === undefined) {
			found = { day, orders: [], postings: [] };
			days.set(day, found);
		}
		return found;
	};
	const paidTwice = new Set<string>();
	for (const labelled of set.postings) {
		for (const first of firstPayment(labelled)) {
			paidTwice.add(first.truth.orders[0]?.order ?? "");
			on(first.posting.bookingDate).postings.push(first);
		}
		on(labelled.posting.bookingDate).postings.push(labelled);
	}
	for (const order of set.orders) on(dayOf(order)).orders.push(order);
	for (const { order, arrives } of set.late) on(arrives).orders.push(order);
	const reopened = set.closed.filter(({ id }) => paidTwice.has(id));
	for (const order of reopened) on(dayOf(order)).orders.push({ ...order, standing: "open" });
	return {
		before: set.closed.filter(({ id }) => !paidTwice.has(id)),
		days: [...days.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1)),
	};
}

function dayOf({ placedAt = "" }: MatchOrder): string {
	return placedAt.slice(0, 10);
}

/** The payment that came first, where a case is about the second. Either pays the order; the other one is too much. */
function firstPayment({ earlier, best }: LabelledPosting): LabelledPosting[] {
	const [order] = best ?? [];
	if (earlier === undefined || order === undefined) return [];
	return [
		{
			posting: earlier,
			scenario: "exact-number",
			truth: { orders: [{ order, minor: earlier.amount.minor }] },
			decidable: false,
			best: [order],
			earlier,
		},
	];
}
