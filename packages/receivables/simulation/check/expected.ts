import type { Done, WorldOrder } from "../world.ts";
import { type BankDays, count, plus } from "./days.ts";
import type { KnownOrder } from "./known-order.ts";

/** The settings, as far as a rule needs them: read from the effective ones as plain data. */
export interface Rules {
	readonly skipNonBankingDays: boolean;
	/** Neither reminded nor handed over (F14). */
	readonly neverReminded: boolean;
	readonly informationBy: "kontor" | "shop";
	readonly startsWith: "order" | "invoiceNumber";
	readonly repeatAfter: number | null;
	/** Days before the end of the payment term, and the term's. */
	readonly noticeBefore: number | null;
	readonly term: number | null;
	/** The interval of each reminder. */
	readonly reminders: readonly number[];
	readonly askAfter: number | null;
	readonly giveUpAfter: number | null;
	readonly handOverAfter: number | null;
}

export interface Expected {
	readonly kind: string;
	readonly level: number | null;
}

/** A message that was sent in time or late: by how much it was is the delay of what follows. */
interface Sent {
	readonly due: string;
	/** The day it would have been but for weekends. */
	readonly meant: string;
	readonly on: string;
}

/**
 * What the rules ask for on a day on which the payment information may be sent; `demands` says whether more than that may.
 * One step at most, and none sooner than its day (F1 to F8, F13).
 */
export function expectedOn(
	day: string,
	order: WorldOrder,
	known: KnownOrder,
	rules: Rules,
	done: readonly Done[],
	banks: BankDays,
	demands: boolean,
): Expected | null {
	const since = known.since;
	const mine = since === null ? done : done.filter(({ on }) => on >= since);
	const lastOf = (kind: string) => mine.findLast((step) => step.kind === kind)?.on ?? null;
	const firstOf = (kind: string) => mine.find((step) => step.kind === kind)?.on ?? null;
	const moved = (on: string) => (rules.skipNonBankingDays ? banks.openFrom(on) : on);
	const isDelivery = order.paymentCode === "cashOnDelivery";
	const byDefault = known.invoice?.date ?? order.placedOn;
	const start = known.referenceByHand ?? (since !== null && since > byDefault ? since : byDefault);

	if (!isDelivery) {
		const told = known.told;
		const informed = firstOf("paymentInformation");
		if (rules.informationBy === "kontor" && informed !== null && told !== null) {
			if (told.amount !== known.amount || told.email !== known.email) return step("paymentInformation");
		}
		if (rules.startsWith === "invoiceNumber" && known.invoice === null) return null;
		const isDue = known.care === "ours" && informed === null && lastOf("reminder") === null;
		if (rules.informationBy === "kontor" && isDue) return start <= day ? step("paymentInformation") : null;
	}
	if (!demands) return null;

	const handedOver = (from: string) =>
		rules.handOverAfter !== null &&
		lastOf("handover") === null &&
		!rules.neverReminded &&
		moved(plus(from, rules.handOverAfter)) <= day
			? step("handover")
			: null;
	if (known.care === "overdue") return handedOver(lastOf("overdue") ?? start);

	if (isDelivery) {
		const asked = lastOf("question");
		let from = start;
		if (asked !== null) from = asked;
		else if (rules.askAfter !== null) {
			const on = moved(plus(start, rules.askAfter));
			if (!rules.neverReminded) return on <= day ? step("question") : null;
			from = on;
		}
		if (rules.giveUpAfter !== null) return moved(plus(from, rules.giveUpAfter)) <= day ? step("overdue") : null;
		return handedOver(asked ?? start);
	}

	const levels = mine.filter(({ kind }) => kind === "reminder");
	const level = Math.max(0, ...levels.map((reminder) => reminder.level ?? 0));
	const friendly = level > 0 ? [] : sentBefore();
	if (friendly === "now-repetition") return step("repetition");
	if (friendly === "now-notice") return step("beforeDue");

	/** The day of what counts from the reference date, after what was sent before it. */
	const fromStart = (days: number): string => (friendly as Sent[]).reduce(followed, plus(start, days));
	let before: string | null = lastOf("reminder");
	for (const [index, interval] of rules.reminders.entries()) {
		if (index < level) continue;
		const on = moved(before === null ? fromStart(interval) : plus(before, interval));
		if (!rules.neverReminded) return on <= day ? { kind: "reminder", level: index + 1 } : null;
		before = on;
	}
	if (rules.giveUpAfter !== null) {
		const on = moved(before === null ? fromStart(rules.giveUpAfter) : plus(before, rules.giveUpAfter));
		return on <= day ? step(order.paymentCode === "prepayment" ? "cancel" : "overdue") : null;
	}
	return order.paymentCode === "invoice" ? handedOver(before ?? start) : null;

	/** What came before the first reminder; or that one of them is to be sent today. */
	function sentBefore(): Sent[] | "now-repetition" | "now-notice" {
		const sent: Sent[] = [];
		const informed = firstOf("paymentInformation");
		if (informed !== null) {
			sent.push({ due: known.referenceByHand === null ? start : informed, meant: start, on: informed });
		}
		const first = rules.reminders[0] ?? rules.giveUpAfter;
		const remindedFrom = first === null ? null : sent.reduce(followed, plus(start, first));
		const maySend = (on: string) => remindedFrom === null || on < remindedFrom;

		if (rules.informationBy === "kontor" && rules.repeatAfter !== null && informed !== null) {
			const meant = plus(informed, rules.repeatAfter);
			const due = moved(sent.reduce(followed, meant));
			const on = lastOf("repetition");
			if (on !== null) sent.push({ due, meant, on });
			else if (due <= day && maySend(day)) return "now-repetition";
			// It comes first where both would be on one day.
			else if (due > day && maySend(due)) sent.push({ due, meant, on: due });
		}
		if (rules.noticeBefore !== null && rules.term !== null && !rules.neverReminded) {
			const end = plus(start, rules.term);
			const meant = plus(end, -rules.noticeBefore);
			const due = moved(sent.reduce(followed, meant));
			const on = lastOf("beforeDue");
			if (meant > (informed ?? start)) {
				if (on !== null) sent.push({ due, meant, on });
				else if (due <= day && maySend(day) && day < end) return "now-notice";
			}
		}
		return sent;
	}
}

/** F8: after a late message the interval in full; never two on one day. */
function followed(meant: string, { due, meant: before, on }: Sent): string {
	const earliest = on > due ? plus(on, Math.max(1, count(before, meant))) : plus(on, 1);
	return earliest > meant ? earliest : meant;
}

function step(kind: string): Expected {
	return { kind, level: null };
}
