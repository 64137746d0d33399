import { createHash } from "node:crypto";
import { localeOf, MESSAGES, type MessageKind, reminderKind } from "@kontor/documents";
import { joinReminders, type PlannedStep, type StepKind } from "@kontor/receivables";
import { invoiceLetterOf } from "../letters/invoice-letter.ts";
import { hasPostalAddress } from "../letters/letter-parts.ts";
import { invoiceByLetter, isAlsoByLetter } from "../letters/letters-of-step.ts";
import type { NewMessage } from "../messages/queue-messages.ts";
import type { AskedOrder } from "./asked-orders.ts";
import type { RulesOfShops } from "./rules-of-shops.ts";
import type { StepIntent } from "./step-intent.ts";
import type { DueStep } from "./take-steps.ts";

/** Steps that are said together, and the messages that say them; none where nobody can be written to. */
export interface WrittenSteps {
	/** More than one: reminders of one customer (PRODUCT M8), the oldest order first. */
	readonly steps: readonly DueStep[];
	readonly messages: readonly NewMessage[];
}

/** The messages of steps that are taken in one run. */
export function messagesOf(taken: readonly DueStep[], rules: RulesOfShops, now: Date): WrittenSteps[] {
	const joined = joinReminders(
		taken.filter(isJoinable).map((one) => ({ ...dueReminder(one), one })),
		(connection) => rules.settings(connection).common.oneMessagePerCustomer,
	);
	const groups = [
		...joined.map(({ reminders }) => reminders.map(({ one }) => one)),
		...taken.filter((one) => !isJoinable(one)).map((one) => [one]),
	];
	return groups.map((steps) => ({ steps, messages: written(steps, rules, now) }));
}

function isJoinable({ step, by }: DueStep): boolean {
	return step.kind === "reminder" && by === undefined;
}

function dueReminder({ order, step }: DueStep) {
	return {
		order: order.id,
		connection: order.connectionId,
		email: emailOf(order),
		currency: order.scheduled.settlement.currency,
		level: step.level ?? 1,
		placedOn: order.scheduled.days.placedOn,
	};
}

function written(steps: readonly DueStep[], rules: RulesOfShops, now: Date): NewMessage[] {
	const [first] = steps;
	if (first === undefined) return [];
	const text = steps.length > 1 ? aboutSeveral(steps) : aboutOne(first, rules);
	if (text === null) return [];
	const { order } = first;
	const channels = channelsOf(first, rules);
	const messages = channels.map((channel): NewMessage => {
		const byLetter = channel === "letter";
		return {
			...text,
			channel,
			causeKey: byLetter ? `${text.causeKey} letter` : text.causeKey,
			recipient: byLetter ? order.customer.name : (emailOf(order) ?? ""),
			optional: !byLetter && MESSAGES[text.kind].optional,
		};
	});
	return invoiceByLetter(first, rules) ? [...messages, invoiceLetterOf(order, now)] : messages;
}

/** A message but for how it goes. */
type Text = Omit<NewMessage, "channel" | "recipient" | "optional"> & { readonly kind: MessageKind };

/** Until it is written, in the moment it is sent. */
const UNWRITTEN = { audience: "customer", text: "", html: null, validUntil: null, files: [] } as const;

/** Steps that ask for money once more: what holds them back may come between their day and their leaving. */
const DEMANDS: readonly StepKind[] = ["repetition", "beforeDue", "question", "reminder"];

function aboutOne({ order, step, by }: DueStep, rules: RulesOfShops): Text | null {
	const kind = textOf(order, step, rules);
	if (kind === null) return null;
	const { informed } = order.history;
	const intent: StepIntent = {
		message: kind,
		...(step.level !== null && { level: step.level }),
		...(step.again === "amount" && informed !== null && { previousAmount: informed.amountMinor }),
		...(by === undefined && DEMANDS.includes(step.kind) && { demands: true }),
	};
	return {
		...UNWRITTEN,
		kind,
		causeKey: causeOf(order, step, by !== undefined),
		order: order.id,
		subject: `${titleOf(kind, order)} ${order.number}`,
		intent,
		onlyWhile: step.kind === "cancel" ? ["cancelled"] : ["open", "partiallyPaid", "overdue"],
	};
}

function aboutSeveral(steps: readonly DueStep[]): Text | null {
	const [first] = steps;
	if (first === undefined) return null;
	const causes = steps.map(({ order, step }) => causeOf(order, step, false));
	const intent: StepIntent = {
		message: "severalReminder",
		level: Math.max(...steps.map(({ step }) => step.level ?? 1)),
		orders: steps.map(({ order }) => order.id),
		demands: true,
	};
	return {
		...UNWRITTEN,
		kind: "severalReminder",
		causeKey: `several ${createHash("sha256").update(causes.join()).digest("hex")}`,
		order: first.order.id,
		subject: titleOf("severalReminder", first.order),
		intent,
		// One of them may be paid, and the others not: looked at when it is written.
		onlyWhile: [],
	};
}

function titleOf(kind: MessageKind, { customer }: AskedOrder): string {
	const locale = localeOf(customer.language, customer.billing.country);
	return MESSAGES[kind].title[locale === "en" ? "en" : "de"];
}

/** How a step is said; nothing where nobody can be reached, or where it says nothing. */
export function channelsOf(one: DueStep, rules: RulesOfShops): ("email" | "letter")[] {
	const { order, by } = one;
	const wantsLetter = by?.byLetter === true || isAlsoByLetter(one, rules);
	return [
		...(rules.sends && emailOf(order) !== null && by?.byLetter !== true ? (["email"] as const) : []),
		...(rules.sendsLetters && wantsLetter && hasPostalAddress(order.customer) ? (["letter"] as const) : []),
	];
}

/** The same step is taken once, unless the order's life began anew, something else is to be said (B6), or a person wants it so. */
function causeOf(order: AskedOrder, step: PlannedStep, byHand: boolean): string {
	const { anewSince } = order.history;
	const again = step.again === null && !byHand ? "" : ` ${order.steps.length}`;
	return `step ${order.id} ${step.kind} ${step.level ?? 0} ${anewSince ?? ""}${again}`;
}

/** What the customer is written; null where the step is no message. */
export function textOf(
	{ connectionId, scheduled }: AskedOrder,
	step: PlannedStep,
	rules: RulesOfShops,
): MessageKind | null {
	const settings = rules.settings(connectionId);
	const { paymentCode } = scheduled;
	switch (step.kind) {
		case "paymentInformation":
			return step.again === "amount" ? "amountChanged" : "paymentInformation";
		case "repetition":
			return "paymentInformationAgain";
		case "beforeDue":
			return "dueSoon";
		case "question":
			return "deliveryQuestion";
		case "cancel":
			return "cancellation";
		case "overdue":
		case "handover":
			return null;
		case "reminder": {
			if (paymentCode === "monitored") return null;
			const levels = paymentCode === "cashOnDelivery" ? 0 : settings[paymentCode].reminders.length;
			const collectionFollows = paymentCode === "invoice" && settings.invoice.collectionAfterDays !== null;
			return reminderKind({ paymentCode, level: step.level ?? 1, levels, collectionFollows });
		}
	}
}

/** What the reminder's level costs, where it is in the order's currency. */
export function feeOf(
	{ connectionId, scheduled }: AskedOrder,
	{ kind, level }: PlannedStep,
	rules: RulesOfShops,
): number {
	const { paymentCode, settlement } = scheduled;
	if (kind !== "reminder" || level === null || (paymentCode !== "prepayment" && paymentCode !== "invoice")) return 0;
	const fee = rules.settings(connectionId)[paymentCode].reminders[level - 1]?.fee;
	return fee !== undefined && fee.currency === settlement.currency ? fee.minor : 0;
}

export function emailOf({ customer }: AskedOrder): string | null {
	return customer.email ?? null;
}
