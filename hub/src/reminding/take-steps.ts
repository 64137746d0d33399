import { localeOf, MESSAGES, type MessageKind, reminderKind } from "@kontor/documents";
import type { LifecycleEvent, PlannedStep, StepKind } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { type NewMessage, queueMessages } from "../messages/queue-messages.ts";
import { type Notice, notify } from "../notifications/notify.ts";
import { applyOrderEvents, type OrderEvent } from "../orders/apply-events.ts";
import type { AskedOrder } from "./asked-orders.ts";
import { noAccount, noAddress } from "./notices.ts";
import type { RulesOfShops } from "./rules-of-shops.ts";
import type { StepIntent } from "./write-step.ts";

/** A step that is due now, of an order whose row the caller has locked. */
export interface DueStep {
	readonly order: AskedOrder;
	readonly step: PlannedStep;
	/** A person wants it now, whatever holds it back; left out: the schedule. */
	readonly by?: { readonly credential: string };
}

/** The event by which the schedule moves an order with a step; null where it only writes to the customer. */
const EVENTS: Readonly<Record<StepKind, LifecycleEvent | null>> = {
	paymentInformation: null,
	repetition: null,
	beforeDue: null,
	question: null,
	reminder: null,
	cancel: "cancelled-by-schedule",
	overdue: "overdue-by-schedule",
	handover: "collection-by-schedule",
};

/**
 * Takes steps: what they change of the order, what the shop is told of it, the message to the customer, and that they were taken,
 * in the caller's transaction (I3). Whom nobody can write to is shown to the merchant, and waits.
 *
 * @returns those that were taken
 */
export async function takeSteps(
	tx: MerchantTransaction,
	rules: RulesOfShops,
	due: readonly DueStep[],
): Promise<readonly DueStep[]> {
	const taken = due.filter(({ order, step }) => hindrance(order, step, rules) === null);
	await notify(
		tx,
		due.flatMap(({ order, step }) => hindrance(order, step, rules)?.notice ?? []),
	);
	await applyOrderEvents(tx, taken.flatMap(eventOf));
	const queued = await queueMessages(
		tx,
		taken.flatMap((one) => messageOf(one, rules) ?? []),
	);
	await store(tx, rules, taken, queued);
	return taken;
}

function eventOf({ order: { id: orderId }, step, by }: DueStep): OrderEvent[] {
	const event = EVENTS[step.kind];
	if (event === null) return [];
	if (by === undefined) return [{ orderId, event, cause: { by: "machine" } }];
	const byHand = step.kind === "handover" ? "collection-by-hand" : event;
	return [{ orderId, event: byHand, cause: { by: "person", credential: by.credential } }];
}

/** What keeps a step that writes to the customer from being taken, and what the merchant is told of it. */
function hindrance(
	order: AskedOrder,
	step: PlannedStep,
	rules: RulesOfShops,
): { readonly notice: readonly Notice[] } | null {
	const kind = textOf(order, step, rules);
	// What moves the order happens whether or not its message can be sent.
	if (kind === null || EVENTS[step.kind] !== null) return null;
	// Whoever has set up no mail server does not want to write to anybody (yet).
	if (!rules.sends) return { notice: [] };
	if (addressOf(order) === null) return { notice: [noAddress(order)] };
	const needs: readonly string[] = MESSAGES[kind].needs;
	const { currency } = order.scheduled.settlement;
	if (!needs.includes("payment") || rules.account(order.connectionId, order.customer.billing.country, currency))
		return null;
	return { notice: [noAccount(order)] };
}

async function store(
	tx: MerchantTransaction,
	rules: RulesOfShops,
	taken: readonly DueStep[],
	queued: ReadonlyMap<string, string>,
): Promise<void> {
	if (taken.length === 0) return;
	const rows = taken.map(({ order, step, by }) => ({
		order: order.id,
		by: by === undefined ? "machine" : "person",
		kind: step.kind,
		level: step.level,
		message: queued.get(causeOf(order, step, by !== undefined)) ?? null,
		amount: order.scheduled.settlement.amount,
		email: addressOf(order),
		fee: feeOf(order, step, rules),
	}));
	await tx.execute(
		`INSERT INTO order_steps (merchant_id, order_id, kind, level, day, at, decided_by, message_id, amount, email, fee)
		 SELECT $1::uuid, s."order", s.kind, s.level, $3::date, $4, s.by, s.message, s.amount, s.email, s.fee
		   FROM jsonb_to_recordset($2::jsonb) AS s("order" uuid, by text, kind text, level int, message uuid, amount bigint, email text,
		        fee bigint)`,
		tx.merchantId,
		JSON.stringify(rows),
		rules.today,
		tx.now,
	);
}

function messageOf({ order, step, by }: DueStep, rules: RulesOfShops): NewMessage | null {
	const kind = textOf(order, step, rules);
	const recipient = addressOf(order);
	if (kind === null || recipient === null || !rules.sends) return null;
	const { informed } = order.history;
	const locale = localeOf(order.customer.language, order.customer.billing.country);
	const intent: StepIntent = {
		message: kind,
		...(step.level !== null && { level: step.level }),
		...(step.again === "amount" && informed !== null && { previousAmount: informed.amountMinor }),
	};
	return {
		kind,
		causeKey: causeOf(order, step, by !== undefined),
		order: order.id,
		audience: "customer",
		channel: "email",
		recipient,
		// Until it is written, in the moment it is sent.
		subject: `${MESSAGES[kind].title[locale === "en" ? "en" : "de"]} ${order.number}`,
		text: "",
		html: null,
		optional: MESSAGES[kind].optional,
		intent,
		onlyWhile: step.kind === "cancel" ? ["cancelled"] : ["open", "partiallyPaid", "overdue"],
		validUntil: null,
		files: [],
	};
}

/** The same step is taken once, unless the order's life began anew, something else is to be said (B6), or a person wants it so. */
function causeOf(order: AskedOrder, step: PlannedStep, byHand: boolean): string {
	const { anewSince } = order.history;
	const again = step.again === null && !byHand ? "" : ` ${order.steps.length}`;
	return `step ${order.id} ${step.kind} ${step.level ?? 0} ${anewSince ?? ""}${again}`;
}

/** What the customer is written; null where the step is no message. */
function textOf({ connectionId, scheduled }: AskedOrder, step: PlannedStep, rules: RulesOfShops): MessageKind | null {
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
function feeOf({ connectionId, scheduled }: AskedOrder, { kind, level }: PlannedStep, rules: RulesOfShops): number {
	const { paymentCode, settlement } = scheduled;
	if (kind !== "reminder" || level === null || (paymentCode !== "prepayment" && paymentCode !== "invoice")) return 0;
	const fee = rules.settings(connectionId)[paymentCode].reminders[level - 1]?.fee;
	return fee !== undefined && fee.currency === settlement.currency ? fee.minor : 0;
}

function addressOf({ customer }: AskedOrder): string | null {
	return customer.email ?? null;
}
