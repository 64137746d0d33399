import type { Day } from "@kontor/connector";
import { addDays, earlierOf } from "../days.ts";
import type { ClaimCountry, Debtor } from "./base-rates.ts";

/**
 * The first day for which default interest is owed; null: not in default yet.
 *
 * - DE (§ 286 BGB): the day after a reminder that was sent after the due date. A business without one: the day after 30 days since it
 *   was due (and had the invoice). A consumer only by a reminder: neither prior notice of the 30 days nor an agreed date is ours to know.
 * - AT: the day after the due date.
 * - CH (OR 102): the day after a reminder that was sent after the due date.
 *
 * @param due The end of the payment term.
 * @param remindedOn The days of the reminders, oldest first.
 */
export function inDefaultSince(
	country: ClaimCountry,
	debtor: Debtor,
	due: Day,
	remindedOn: readonly Day[],
	today: Day,
): Day | null {
	if (country === "AT") return today > due ? addDays(due, 1) : null;
	const reminder = remindedOn.find((day) => day > due);
	const reminded = reminder === undefined ? null : addDays(reminder, 1);
	if (country === "CH" || debtor === "consumer") return reminded !== null && reminded <= today ? reminded : null;
	const late = addDays(due, 31);
	const first = reminded === null ? late : earlierOf(reminded, late);
	return first <= today ? first : null;
}
