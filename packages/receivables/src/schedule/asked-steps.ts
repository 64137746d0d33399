import type { Day } from "@kontor/connector";
import { addDays, laterOf } from "../days.ts";
import type { ReferenceDay } from "../terms/reference-day.ts";
import type { Later } from "./reasons.ts";
import type { RunContext, ScheduledOrder, StepKind } from "./scheduled-order.ts";
import type { Taken } from "./taken.ts";
import { type Before, notTooSoon, onDay, type Timing } from "./timeline.ts";

/** A step with its day, before it is asked whether anything holds it. */
export interface Timed extends Timing {
	readonly kind: StepKind;
	readonly level: number | null;
}

/** What the steps of one order are worked out from. */
export interface Life {
	readonly order: ScheduledOrder;
	readonly taken: Taken;
	readonly reference: ReferenceDay;
	/** The end of the payment term. */
	readonly due: Day | null;
	/** Reminders are set up, but not for this order. */
	readonly isLeftOut: boolean;
	readonly run: RunContext;
}

type Asked = RunContext["settings"]["prepayment" | "invoice"];

/** Prepayment and invoice: informed, reminded, and given up (F1 to F4). */
export function askedSteps(
	life: Life,
	asked: Asked,
	giveUp: { kind: "cancel" | "overdue"; afterDays: number | null },
): Timed[] {
	const { order, taken, run } = life;
	const steps: Timed[] = [];
	// Overdue is the end of reminding: what follows is the handover.
	if (order.lifecycle === "overdue") return steps;
	const before = informing(life, asked, giveUp.afterDays, steps);

	let at: Day | null = taken.reminder?.on ?? null;
	let level = 0;
	for (const { afterDays } of asked.reminders) {
		level += 1;
		if (level <= (taken.reminder?.level ?? 0)) continue;
		const { earliest, later } =
			at === null ? fromReference(life, afterDays, before) : onDay(addDays(at, afterDays), run);
		if (!life.isLeftOut) steps.push({ kind: "reminder", level, earliest, later });
		// What is left out takes its time nonetheless: nobody is given up sooner for not being reminded.
		at = life.isLeftOut ? earliest : laterOf(earliest, run.today);
	}
	if (giveUp.afterDays !== null) {
		const { earliest, later } =
			at === null ? fromReference(life, giveUp.afterDays, before) : onDay(addDays(at, giveUp.afterDays), run);
		steps.push({ kind: giveUp.kind, level: null, earliest, later });
	}
	return steps;
}

/** Counted from the reference date, and not too soon after what came before. */
function fromReference({ reference, run }: Life, days: number, before: readonly Before[]): Timing {
	const { day, later } = notTooSoon(addDays(reference.day, days), before);
	return onDay(day, run, later.length === 0 ? anew(reference) : [...anew(reference), ...later]);
}

/** What comes before the first reminder. Adds what is still to do, and returns what the first reminder follows. */
function informing(life: Life, asked: Asked, giveUpAfter: number | null, steps: Timed[]): Before[] {
	const { taken, reference, due, run } = life;
	if (taken.reminder !== null) return [];
	const before: Before[] = [];
	const start = reference.day;
	if (taken.information === null && asked.informationBy === "kontor") {
		before.push({ nominal: start, earliest: start, at: laterOf(start, run.today) });
		steps.push({ kind: "paymentInformation", level: null, earliest: start, later: anew(reference) });
	}
	// What the shop sent is no step of ours, and moves nothing.
	if (taken.information !== null && !taken.informedByShop) {
		// A reference date set by hand afterwards does not make what was sent a late message.
		const earliest = reference.source === "byHand" ? taken.information : start;
		before.push({ nominal: start, earliest, at: taken.information });
	}

	const firstAfter = asked.reminders[0]?.afterDays ?? giveUpAfter;
	const first = firstAfter === null ? null : notTooSoon(addDays(start, firstAfter), before).day;
	const add = (kind: "repetition" | "beforeDue", nominal: Day, isTimely: (earliest: Day) => boolean) => {
		const { day, later } = notTooSoon(nominal, before);
		const timing = onDay(day, run, later);
		const done = taken[kind];
		if (done !== null) {
			before.push({ nominal, earliest: timing.earliest, at: done });
			return;
		}
		const at = laterOf(timing.earliest, run.today);
		// Once the reminder's own day has come, a friendlier message would only put it off.
		if ((first !== null && at >= first) || !isTimely(at)) return;
		before.push({ nominal, earliest: timing.earliest, at });
		steps.push({ kind, level: null, ...timing });
	};
	const informed = taken.information ?? before[0]?.at;
	if (asked.informationBy === "kontor" && asked.repeatAfterDays !== null && informed !== undefined) {
		add("repetition", addDays(informed, asked.repeatAfterDays), () => true);
	}
	if (asked.beforeDueDays !== null && due !== null && !life.isLeftOut) {
		const day = addDays(due, -asked.beforeDueDays);
		if (day > (informed ?? start)) add("beforeDue", day, (at) => at < due);
	}
	return before;
}

const IN_TIME: readonly Later[] = [];
const SINCE_ANEW: readonly Later[] = [{ code: "tracked-anew" }];

export function anew(reference: ReferenceDay): readonly Later[] {
	return reference.source === "trackedAnew" ? SINCE_ANEW : IN_TIME;
}
