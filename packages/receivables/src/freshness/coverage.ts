import type { Day } from "@kontor/connector";
import { addDays, earlierOf } from "../days.ts";

/** What is known of how far an account's postings reach; null for what there is not. Days by the merchant's time zone. */
export interface AccountEvidence {
	/** The last day of the newest statement. */
	readonly statementTo: Day | null;
	/** When a feed last fetched all there was. */
	readonly fetchedOn: Day | null;
	readonly newestBookingOn: Day | null;
	readonly importedOn: Day | null;
}

/**
 * The last day of which every posting is there; null where no day is. A statement says so itself. What a feed fetched or a file
 * without its own period brought is complete for the days before: more may have been booked later that day.
 */
export function coveredUntil(evidence: AccountEvidence): Day | null {
	const { statementTo, fetchedOn, newestBookingOn, importedOn } = evidence;
	const days = [statementTo];
	if (fetchedOn !== null) days.push(addDays(fetchedOn, -1));
	if (newestBookingOn !== null && importedOn !== null) {
		days.push(earlierOf(newestBookingOn, addDays(importedOn, -1)));
	}
	return days.reduce((latest, day) => (day !== null && (latest === null || day > latest) ? day : latest), null);
}
