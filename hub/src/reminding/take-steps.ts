import { MESSAGES } from "@kontor/documents";
import type { LifecycleEvent, PlannedStep, StepKind } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { queueMessages } from "../messages/queue-messages.ts";
import { type Notice, notify } from "../notifications/notify.ts";
import { applyOrderEvents, type OrderEvent } from "../orders/apply-events.ts";
import type { AskedOrder } from "./asked-orders.ts";
import { noAccount, noAddress } from "./notices.ts";
import type { RulesOfShops } from "./rules-of-shops.ts";
import { channelsOf, emailOf, feeOf, messagesOf, textOf, type WrittenSteps } from "./step-messages.ts";

/** A step that is due now, of an order whose row the caller has locked. */
export interface DueStep {
	readonly order: AskedOrder;
	readonly step: PlannedStep;
	/** A person wants it now, whatever holds it back; left out: the schedule. */
	readonly by?: { readonly credential: string; readonly byLetter?: true };
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
	const taken = due.filter((one) => hindrance(one, rules) === null);
	await notify(
		tx,
		due.flatMap((one) => hindrance(one, rules)?.notice ?? []),
	);
	await applyOrderEvents(tx, taken.flatMap(eventOf));
	const written = messagesOf(taken, rules, tx.now);
	const queued = await queueMessages(
		tx,
		written.flatMap(({ messages }) => messages),
	);
	await store(tx, rules, written, queued);
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
function hindrance(one: DueStep, rules: RulesOfShops): { readonly notice: readonly Notice[] } | null {
	const { order, step } = one;
	const kind = textOf(order, step, rules);
	// What moves the order happens whether or not its message can be sent.
	if (kind === null || EVENTS[step.kind] !== null) return null;
	if (channelsOf(one, rules).length === 0) {
		// Whoever has set up no mail server does not want to write to anybody (yet).
		return { notice: rules.sends && emailOf(order) === null ? [noAddress(order)] : [] };
	}
	const needs: readonly string[] = MESSAGES[kind].needs;
	const { currency } = order.scheduled.settlement;
	if (!needs.includes("payment") || rules.account(order.connectionId, order.customer.billing.country, currency))
		return null;
	return { notice: [noAccount(order)] };
}

async function store(
	tx: MerchantTransaction,
	rules: RulesOfShops,
	written: readonly WrittenSteps[],
	queued: ReadonlyMap<string, string>,
): Promise<void> {
	const rows = written.flatMap(({ steps, messages }) => {
		// Of the e-mail and the letter of a step the one that comes first.
		const [message = null] = messages.flatMap(({ causeKey }) => queued.get(causeKey) ?? []);
		return steps.map(({ order, step, by }) => ({
			order: order.id,
			by: by === undefined ? "machine" : "person",
			kind: step.kind,
			level: step.level,
			message,
			amount: order.scheduled.settlement.amount,
			email: emailOf(order),
			fee: feeOf(order, step, rules),
		}));
	});
	if (rows.length === 0) return;
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
