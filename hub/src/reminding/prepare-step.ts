import type { Money } from "@kontor/connector";
import {
	builtInTemplate,
	type Locale,
	localeOf,
	type MessageData,
	type MessageKind,
	type PaymentCode,
	type PaymentData,
	paymentCode,
	type Written,
	writeMessage,
} from "@kontor/documents";
import type { MerchantTransaction } from "../db/database.ts";
import type { SendingServer } from "../messages/mail-server.ts";
import type { StoredMessage } from "../messages/stored-message.ts";
import { type AskedOrder, askedOrders } from "./asked-orders.ts";
import { claimsOfOrder } from "./claims-of-order.ts";
import { type RulesOfWriting, rulesOfWriting } from "./rules-of-writing.ts";
import { type Sender, senderOf } from "./sender.ts";
import { dataOfSeveral, stillOwed } from "./several-orders.ts";
import { dataOf } from "./step-data.ts";
import { StepIntent } from "./step-intent.ts";
import { paymentOf } from "./step-payment.ts";

/** What a step says, before it is an e-mail or a letter. */
export interface PreparedStep {
	/** The one it is about; of several the oldest. */
	readonly order: AskedOrder;
	readonly intent: StepIntent;
	readonly rules: RulesOfWriting;
	readonly sender: Sender;
	readonly locale: Locale;
	readonly written: Written;
	/** What is asked for, where it asks for money. */
	readonly asked: { readonly payment: PaymentData; readonly amount: Money; readonly code: PaymentCode | null } | null;
}

export interface NotPrepared {
	/** In English. */
	readonly reason: string;
	/** Nothing is wrong: there is nothing left to say. */
	readonly isOver: boolean;
}

/** @param links to pages of ours; they belong into e-mails */
export async function prepareStep(
	tx: MerchantTransaction,
	message: StoredMessage,
	server: SendingServer | null,
	links: (order: AskedOrder) => MessageData["links"],
): Promise<PreparedStep | NotPrepared> {
	const given = StepIntent.parse(message.intent);
	const rules = await rulesOfWriting(tx);
	const found = await ordersOf(tx, rules, message, given);
	const [order, ...others] = found;
	if (order === undefined) {
		return given.orders === undefined
			? { reason: "the order is gone", isOver: false }
			: { reason: "none of the orders is owed any more", isOver: true };
	}
	// What was to remind of several reminds of the one that is left.
	const intent = given.orders !== undefined && others.length === 0 ? { ...given, message: "reminder" } : given;
	const sender = await senderOf(tx, order.connectionId, server);
	const payment = paymentOf(order, rules, sender, found.map(({ number }) => number).join(" "));
	const told =
		others.length === 0
			? dataOf(order, rules, intent, await claimsOfOrder(tx, order, rules))
			: await dataOfSeveral(tx, [order, ...others], rules, intent);
	const data: MessageData = {
		...told,
		shop: sender.shop,
		...(payment !== null && { payment }),
		links: links(order),
	};
	const locale = localeOf(order.customer.language, order.customer.billing.country);
	// Its kinds are the names of our own texts: whoever queued it took one of them.
	const kind = intent.message as MessageKind;
	const written = writeMessage(builtInTemplate(kind, locale), data, locale);
	return { order, intent, rules, sender, locale, written, asked: askedOf(kind, payment, data.amount) };
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

const SAYS_ONLY: readonly MessageKind[] = ["cancellation", "deliveryQuestion", "paymentReceived"];

function askedOf(kind: MessageKind, payment: PaymentData | null, amount: Money | undefined): PreparedStep["asked"] {
	if (payment === null || amount === undefined || amount.minor <= 0 || SAYS_ONLY.includes(kind)) return null;
	const code = paymentCode(payment, amount);
	return { payment, amount, code: code.ok ? code.value : null };
}
