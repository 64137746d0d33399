import type { Day } from "@kontor/connector";
import { addDays, laterOf } from "../days.ts";
import { dueDay, paymentTerms } from "../terms/payment-terms.ts";
import { type ReferenceDay, referenceDay } from "../terms/reference-day.ts";
import { anew, askedSteps, type Life, type Timed } from "./asked-steps.ts";
import { demandHolds, idle, stepHolds } from "./holds.ts";
import { leftOut } from "./left-out.ts";
import type { Hold, Idle, LeftOut } from "./reasons.ts";
import type { OrderHistory, RunContext, ScheduledOrder } from "./scheduled-order.ts";
import { takenSteps } from "./taken.ts";
import { onDay, type PlannedStep } from "./timeline.ts";

export interface Plan {
	/** Why nothing is done about the order; null where something may be. */
	readonly idle: Idle | null;
	/** What the days are counted from. */
	readonly reference: ReferenceDay;
	/** The end of the payment term; moves nothing but the notice before it. */
	readonly due: Day | null;
	/** Why reminders are left out that are set up. */
	readonly leftOut: LeftOut | null;
	/** What is still to come, in this order. */
	readonly steps: readonly PlannedStep[];
	/** What a run does today: at most one step (F8). */
	readonly next: PlannedStep | null;
}

/**
 * Everything the machine will do about an order by itself, when, and why not sooner (G7, M14). The daily run does `next`, the order's
 * page shows the whole: from settings and history alone, so that a changed setting changes the future and never the past.
 */
export function plan(order: ScheduledOrder, history: OrderHistory, run: RunContext): Plan {
	const reference = countedFrom(order, history);
	const { paymentCode, terms } = order;
	const due = dueDay(reference.day, paymentTerms(paymentCode, terms, run.settings), terms.dueOnInvoice);
	const nothing = idle(order, run);
	if (nothing !== null) return { idle: nothing, reference, due, leftOut: null, steps: [], next: null };

	const why = leftOut(order, run);
	const life: Life = { order, taken: takenSteps(history), reference, due, isLeftOut: why !== null, run };
	const again = informedAgain(life, history);
	const own = heldOrNot(stepsOf(life), life, history);
	const steps = again === null ? own : [again, ...own];
	const next = steps.find(({ earliest, held }) => held.length === 0 && earliest !== null && earliest <= run.today);
	return { idle: null, reference, due, leftOut: why, steps, next: next ?? null };
}

function countedFrom({ paymentCode, days }: ScheduledOrder, { anewSince }: OrderHistory): ReferenceDay {
	const reference = referenceDay(paymentCode, days);
	const isBefore = anewSince !== null && reference.source !== "byHand" && reference.day < anewSince;
	return isBefore ? { day: anewSince, source: "trackedAnew" } : reference;
}

function stepsOf(life: Life): readonly Timed[] {
	const { prepayment, invoice, cashOnDelivery } = life.run.settings;
	switch (life.order.paymentCode) {
		case "prepayment":
			return askedSteps(life, prepayment, { kind: "cancel", afterDays: prepayment.cancelAfterDays });
		case "invoice": {
			const steps = askedSteps(life, invoice, { kind: "overdue", afterDays: invoice.overdueAfterDays });
			return withHandover(life, steps, invoice.collectionAfterDays);
		}
		case "cashOnDelivery": {
			const steps = deliverySteps(life, cashOnDelivery);
			return withHandover(life, steps, cashOnDelivery.collectionAfterDays);
		}
		case "monitored":
			return [];
	}
}

/** F13: the customer is asked, and the order given up. */
function deliverySteps(
	life: Life,
	{ askAfterDays, overdueAfterDays }: RunContext["settings"]["cashOnDelivery"],
): Timed[] {
	const { order, taken, reference, isLeftOut, run } = life;
	const steps: Timed[] = [];
	if (order.lifecycle === "overdue") return steps;
	let at = taken.question;
	if (at === null && askAfterDays !== null) {
		const timing = onDay(addDays(reference.day, askAfterDays), run, anew(reference));
		if (!isLeftOut) steps.push({ kind: "question", level: null, ...timing });
		at = isLeftOut ? timing.earliest : laterOf(timing.earliest, run.today);
	}
	if (overdueAfterDays !== null) {
		const { earliest, later } = onDay(addDays(at ?? reference.day, overdueAfterDays), run);
		steps.push({ kind: "overdue", level: null, earliest, later });
	}
	return steps;
}

/**
 * F7: after the last level. Who is never reminded is never handed over; a case that a person took back is not handed over again
 * by the machine (I9).
 */
function withHandover(life: Life, steps: Timed[], afterDays: number | null): Timed[] {
	const { taken, reference, run } = life;
	if (afterDays === null || life.isLeftOut || taken.handover !== null) return steps;
	const last = steps.findLast(({ kind }) => kind === "overdue" || kind === "reminder" || kind === "question");
	const from =
		last === undefined
			? (taken.overdue ?? taken.reminder?.on ?? taken.question ?? reference.day)
			: laterOf(last.earliest, run.today);
	const { earliest, later } = onDay(addDays(from, afterDays), run);
	steps.push({ kind: "handover", level: null, earliest, later });
	return steps;
}

/** B6: a changed amount or address sends the payment information again, at once. */
function informedAgain({ order, taken, run }: Life, { informed }: OrderHistory): PlannedStep | null {
	const { paymentCode, settlement, customer } = order;
	if (paymentCode !== "prepayment" && paymentCode !== "invoice") return null;
	if (run.settings[paymentCode].informationBy === "shop" || taken.information === null || informed === null)
		return null;
	const amountChanged = informed.amountMinor !== settlement.amount;
	if (!amountChanged && (customer.email === null || informed.email === customer.email)) return null;
	const again = amountChanged ? "amount" : "address";
	const held = stepHolds("paymentInformation", order, run);
	return { kind: "paymentInformation", level: null, earliest: run.today, later: [], held, again };
}

function heldOrNot(steps: readonly Timed[], { order, run }: Life, history: OrderHistory): PlannedStep[] {
	const { paymentCode, hasInvoiceNumber } = order;
	const asks = paymentCode === "prepayment" || paymentCode === "invoice";
	if (asks && !hasInvoiceNumber && run.settings[paymentCode].startsWith === "invoiceNumber") {
		return steps.slice(0, 1).map(({ kind, level }) => {
			return { kind, level, earliest: null, later: [], held: [{ code: "awaits-invoice" }], again: null };
		});
	}
	const demands = demandHolds(order, run);
	const isWaiting = history.steps.some(({ waits }) => waits === true);
	// Also in a second run, and after a message of the day that no run sent.
	const isTomorrow = history.steps.some(({ on, waits, by }) => on === run.today && waits !== true && by !== "shop");
	return steps.map(({ kind, level, earliest, later }) => {
		const held: Hold[] = stepHolds(kind, order, run);
		if (kind !== "paymentInformation") {
			held.push(...demands);
			if (isWaiting) held.push({ code: "message-waits" });
			if (isTomorrow && earliest <= run.today) held.push({ code: "one-a-day" });
		}
		return { kind, level, earliest, later, held, again: null };
	});
}
