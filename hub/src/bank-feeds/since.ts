import type { Day } from "@kontor/connector";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Postings come late, and what is pending is booked days afterwards. */
const OVERLAP_DAYS = 10;
/** What a first fetch looks back at least; and at most, since banks want a TAN for more than 90 days. */
const FIRST_DAYS = { least: 30, most: 89 };

/** From which day on an account is fetched. What comes twice is stored once (PRODUCT C3). */
export function sinceOf(
	account: { readonly fetchedAt: Date | null; readonly assignFrom: Date | null },
	now: Date,
): Day {
	if (account.fetchedAt !== null) return before(account.fetchedAt, OVERLAP_DAYS);
	const [latest, earliest] = [before(now, FIRST_DAYS.least), before(now, FIRST_DAYS.most)];
	const wanted = account.assignFrom === null ? latest : account.assignFrom.toISOString().slice(0, 10);
	return [earliest, wanted, latest].toSorted()[1] ?? latest;
}

function before(moment: Date, days: number): Day {
	return new Date(moment.getTime() - days * DAY_MS).toISOString().slice(0, 10);
}
