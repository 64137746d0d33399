import type { Day } from "@kontor/connector";
import { onBankingDay } from "../calendar/banking-calendar.ts";
import { addDays, daysBetween, laterOf } from "../days.ts";
import type { Hold, Later } from "./reasons.ts";
import type { RunContext, StepKind } from "./scheduled-order.ts";

/** A step that is still to come. */
export interface PlannedStep {
	readonly kind: StepKind;
	/** Of a reminder, 1 being the first. */
	readonly level: number | null;
	/** Never sooner (F8). Of a step after the next one: if those before it are done on their earliest day. Null: cannot be said yet. */
	readonly earliest: Day | null;
	/** Why it is later than its interval says. */
	readonly later: readonly Later[];
	/** Why it is not done now. A step with no hold is done in the first run on or after its earliest day. */
	readonly held: readonly Hold[];
	/** Payment information that was sent before, and says something else now (B6). */
	readonly again: "amount" | "address" | null;
}

/** A step that another one follows, done or to be done. */
export interface Before {
	/** The day by its interval alone. */
	readonly nominal: Day;
	readonly earliest: Day;
	/** The day it was done; where it was not, the first it can be. */
	readonly at: Day;
}

export interface Timing {
	readonly earliest: Day;
	readonly later: readonly Later[];
}

const IN_TIME: readonly Later[] = [];

/** A step on its day, or on the first banking day after it where the merchant keeps to those (F14). */
export function onDay(day: Day, run: RunContext, later: readonly Later[] = IN_TIME): Timing {
	if (!run.settings.common.skipNonBankingDays) return { earliest: day, later };
	const earliest = onBankingDay(run.calendar, day);
	return { earliest, later: earliest === day ? later : [...later, { code: "no-banking-day" }] };
}

/**
 * The first day for what is counted from the reference date and follows other steps: where one of them was late, the interval
 * between the two is kept in full; never two on one day (F8: no flood).
 */
export function notTooSoon(nominal: Day, before: readonly Before[]): { day: Day; later: readonly Later[] } {
	let day = nominal;
	for (const step of before) {
		const isLate = step.at > step.earliest;
		const interval = isLate ? Math.max(1, daysBetween(step.nominal, day)) : 1;
		day = laterOf(day, addDays(step.at, interval));
	}
	return { day, later: day === nominal ? IN_TIME : [{ code: "late-before", nominal }] };
}
