import type { Money } from "@kontor/connector";
import {
	type Locale,
	localeOf,
	type MessageData,
	type MessageKind,
	type PaymentCode,
	type PaymentData,
	paymentCode,
	type Written,
} from "@kontor/documents";
import type { MerchantTransaction } from "../db/database.ts";
import type { SendingServer } from "../messages/mail-server.ts";
import { writeText } from "../messages/own-texts.ts";
import type { StoredMessage } from "../messages/stored-message.ts";
import { type AskedOrder, askedOrders } from "./asked-orders.ts";
import { chargeOrders } from "./charge-orders.ts";
import { claimsOfOrder } from "./claims-of-order.ts";
import { lookAgain } from "./look-again.ts";
import type { NotPrepared, WaitsFor } from "./not-prepared.ts";
import { type RulesOfWriting, rulesOfWriting } from "./rules-of-writing.ts";
import { saidWithStep } from "./said-with-step.ts";
import { type Sender, senderOf } from "./sender.ts";
import { dataOfSeveral, stillOwed } from "./several-orders.ts";
import { dataOf, isReminder } from "./step-data.ts";
import { StepIntent } from "./step-intent.ts";
import { paymentOf } from "./step-payment.ts";

/** What a step says, before it is an e-mail or a letter. */
export interface PreparedStep {
	/** The one it is about; of several the oldest. */
	readonly order: AskedOrder;
	/** Its e-mail address; of a letter the name. */
	readonly recipient: string;
	readonly intent: StepIntent;
	readonly rules: RulesOfWriting;
	readonly sender: Sender;
	readonly locale: Locale;
	readonly written: Written;
	/** What is asked for, where it asks for money. */
	readonly asked: { readonly payment: PaymentData; readonly amount: Money; readonly code: PaymentCode | null } | null;
}

/** @param links to pages of ours; they belong into e-mails */
export async function prepareStep(
	tx: MerchantTransaction,
	message: StoredMessage,
	server: SendingServer | null,
	links: (order: AskedOrder, intent: StepIntent) => MessageData["links"],
): Promise<PreparedStep | NotPrepared | WaitsFor> {
	const given = StepIntent.parse(message.intent);
	const pointless = await noAnswerWanted(tx, message, given);
	if (pointless !== null) return pointless;
	const rules = await rulesOfWriting(tx);
	const found = await lookAgain(tx, message, given, await ordersOf(tx, rules, message, given), rules);
	if ("reason" in found || "waitsFor" in found) return found;
	const [order, ...others] = found;
	if (order === undefined) {
		return given.orders === undefined
			? { reason: "the order is gone", isOver: false }
			: { reason: "none of the orders is owed any more", isOver: true };
	}
	const recipient = await saidWithStep(tx, message, order);
	if (given.previousAmount === order.scheduled.settlement.amount) {
		return { reason: "the amount is what it was before", isOver: true };
	}
	// What was to remind of several reminds of the one that is left.
	const intent = given.orders !== undefined && others.length === 0 ? { ...given, message: "reminder" } : given;
	if (isReminder(intent)) await chargeOrders(tx, rules, found);
	const { data, sender, payment } = await toldOf(tx, [order, ...others], rules, intent, server);
	const locale = localeOf(order.customer.language, order.customer.billing.country);
	// Its kinds are the names of our own texts: whoever queued it took one of them.
	const kind = intent.message as MessageKind;
	const written = await writeText(tx, order.connectionId, {
		kind,
		locale,
		data: { ...data, links: links(order, intent) },
	});
	return { order, recipient, intent, rules, sender, locale, written, asked: askedOf(kind, payment, data.amount) };
}

/** What a message tells of orders of one customer, the oldest first, but for links. It changes nothing: previews ask, too. */
export async function toldOf(
	tx: MerchantTransaction,
	orders: readonly [AskedOrder, ...AskedOrder[]],
	rules: RulesOfWriting,
	intent: StepIntent,
	server: SendingServer | null,
): Promise<{ readonly data: MessageData; readonly sender: Sender; readonly payment: PaymentData | null }> {
	const [order] = orders;
	const sender = await senderOf(tx, order.connectionId, server);
	const payment = paymentOf(order, rules, sender, orders.map(({ number }) => number).join(" "));
	const told =
		intent.message === "severalReminder"
			? await dataOfSeveral(tx, orders, rules, intent)
			: dataOf(order, rules, intent, await claimsOfOrder(tx, order, rules));
	return { data: { ...told, shop: sender.shop, ...(payment !== null && { payment }) }, sender, payment };
}

/** Oldest first. */
async function ordersOf(
	tx: MerchantTransaction,
	rules: RulesOfWriting,
	{ orderId }: StoredMessage,
	{ orders }: StepIntent,
): Promise<AskedOrder[]> {
	// What is in review holds a step back, and changes no word of it.
	const known = { ...rules, inReview: new Set<string>() };
	if (orders === undefined) return askedOrders(tx, known, orderId === null ? [] : [orderId]);
	const owed = stillOwed(await askedOrders(tx, known, orders));
	return owed.toSorted((a, b) => orders.indexOf(a.id) - orders.indexOf(b.id));
}

/** The customer has said meanwhile where money may go back to, or it need not; and a letter leads to no page. */
async function noAnswerWanted(
	tx: MerchantTransaction,
	{ channel }: Pick<StoredMessage, "channel">,
	{ repayment }: StepIntent,
): Promise<NotPrepared | null> {
	if (repayment === undefined) return null;
	if (channel === "letter") return { reason: "a letter leads to no page to answer on", isOver: true };
	const { merchantId } = tx;
	const waiting = await tx.model.repayment.findFirst({ where: { merchantId, id: repayment.id, state: "asked" } });
	return waiting === null ? { reason: "the bank details are known, or need not be", isOver: true } : null;
}

const SAYS_ONLY: readonly MessageKind[] = ["cancellation", "deliveryQuestion", "paymentReceived", "bankDetailsRequest"];

export function askedOf(
	kind: MessageKind,
	payment: PaymentData | null,
	amount: Money | undefined,
): PreparedStep["asked"] {
	if (payment === null || amount === undefined || amount.minor <= 0 || SAYS_ONLY.includes(kind)) return null;
	const code = paymentCode(payment, amount);
	return { payment, amount, code: code.ok ? code.value : null };
}
