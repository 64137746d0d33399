import type { Day, Money } from "@kontor/connector";
import {
	builtInTemplate,
	composeMail,
	localeOf,
	type Mail,
	type MessageData,
	type MessageKind,
	type PaymentData,
	paymentCode,
	writeMessage,
} from "@kontor/documents";
import {
	type Claims,
	cashDiscountOn,
	dueDay,
	outstanding,
	payableUntil,
	paymentTerms,
	referenceDay,
	settledByUs,
} from "@kontor/receivables";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { SendingServer } from "../messages/mail-server.ts";
import type { StoredMessage } from "../messages/stored-message.ts";
import { type AskedOrder, askedOrders } from "./asked-orders.ts";
import { claimsOfOrder } from "./claims-of-order.ts";
import { type RulesOfWriting, rulesOfWriting } from "./rules-of-writing.ts";
import { senderOf } from "./sender.ts";

/** What a step's message is made of when it is sent: amounts are those of that moment, not of the evening before. */
export const StepIntent = z.object({
	message: z.string(),
	level: z.int().optional(),
	/** Before it changed (PRODUCT B6), in minor units of the order's currency. */
	previousAmount: z.int().optional(),
});
export type StepIntent = z.infer<typeof StepIntent>;

/** The text of a message about an order as it stands now, or why it cannot be written. */
export async function writeStep(
	tx: MerchantTransaction,
	message: StoredMessage,
	server: SendingServer,
	unsubscribeUrl: string | null,
): Promise<{ ok: true; mail: Mail } | { ok: false; reason: string }> {
	const intent = StepIntent.parse(message.intent);
	const rules = await rulesOfWriting(tx);
	const [order] = await askedOrders(
		tx,
		{ ...rules, inReview: new Set() },
		message.orderId === null ? [] : [message.orderId],
	);
	if (order === undefined) return { ok: false, reason: "the order is gone" };
	const sender = await senderOf(tx, order.connectionId, server);
	const claims = await claimsOfOrder(tx, order, rules);
	const payment = paymentOf(order, rules, sender.payee);
	const data: MessageData = {
		...dataOf(order, rules, intent, claims),
		shop: sender.shop,
		...(payment !== null && { payment }),
	};
	const { language, billing } = order.customer;
	const locale = localeOf(language, billing.country);
	// Its kinds are the names of our own texts: whoever queued it took one of them.
	const kind = intent.message as MessageKind;
	const written = writeMessage(builtInTemplate(kind, locale), data, locale);
	const asks = payment !== null && data.amount !== undefined && data.amount.minor > 0 && !SAYS_ONLY.includes(kind);
	const code = asks ? paymentCode(payment, data.amount) : null;
	const mail = composeMail({
		from: server.from,
		to: { name: order.customer.name, address: message.recipient },
		...(server.replyTo !== null && { replyTo: { address: server.replyTo } }),
		message: written,
		locale,
		look: sender.look,
		...(code?.ok === true && { code: code.value }),
		...(unsubscribeUrl?.startsWith("https:") && { unsubscribeUrl }),
	});
	return mail.ok
		? { ok: true, mail: mail.value }
		: { ok: false, reason: mail.problems.map(({ forMerchant }) => forMerchant.en).join(" ") };
}

const SAYS_ONLY: readonly MessageKind[] = ["cancellation", "deliveryQuestion"];

function dataOf(
	order: AskedOrder,
	rules: RulesOfWriting,
	{ message, level, previousAmount }: StepIntent,
	claims: Claims | null,
): Omit<MessageData, "shop" | "payment"> {
	const { customer, scheduled, invoice, foreign } = order;
	const { settlement, days, paymentCode: code, terms } = scheduled;
	const { currency } = settlement;
	const money = (minor: number): Money => ({ minor, currency });
	const settings = rules.settings(order.connectionId);
	const asked = code === "prepayment" ? settings.prepayment : settings.invoice;
	const open = outstanding(settlement);
	const charges = claims === null ? 0 : claims.fees.open + claims.lumpSum.open + claims.interest.open;
	const isReminder = message === "reminder" || message === "demand" || message === "finalDemand";
	const reference = referenceDay(code, days).day;
	const until = payableUntil(isReminder ? "reminder" : "paymentInformation", asked, {
		placedOn: days.placedOn,
		sentOn: rules.today,
	});
	const own = paymentTerms(code, terms, settings);
	const discount = isReminder ? null : cashDiscountOn(rules.today, reference, own, settlement.amount);
	const due = dueDay(reference, own, terms.dueOnInvoice);
	const previous = lastAsked(order);
	const paid = settledByUs(settlement);
	return {
		customer: { name: customer.name, company: customer.company, number: customer.number },
		order: {
			number: order.number,
			date: days.placedOn,
			amount: money(settlement.amount),
			...(paid > 0 && { paid: money(paid) }),
			...(invoice != null && { invoice: { number: invoice.number, date: invoice.date } }),
			...(due !== null && { dueDate: due }),
			...(foreign != null && { foreign }),
		},
		amount: money(open + charges),
		...(previousAmount !== undefined && { previousAmount: money(previousAmount) }),
		...(claims !== null &&
			charges > 0 && {
				charges: {
					...(claims.fees.open > 0 && { fee: money(claims.fees.open) }),
					...(claims.interest.open > 0 && { interest: money(claims.interest.open) }),
					...(claims.lumpSum.open > 0 && { lumpSum: money(claims.lumpSum.open) }),
				},
			}),
		...(until !== null && { payableUntil: until }),
		...(discount !== null && {
			discount: {
				percent: String(discount.percent),
				amount: money(open - discount.minor),
				until: discount.until,
			},
		}),
		...(level !== undefined && { level }),
		...(previous !== null && { previousDate: previous }),
	};
}

/** When the customer was last asked for the money, before today's step. */
function lastAsked({ steps }: AskedOrder): Day | null {
	const asked = steps.filter(
		({ kind }) => kind === "paymentInformation" || kind === "repetition" || kind === "reminder",
	);
	return asked.at(-2)?.on ?? null;
}

/** Where the money goes (PRODUCT C2, F9, M12); null where no account is meant for the order. */
function paymentOf(order: AskedOrder, rules: RulesOfWriting, payee: string): PaymentData | null {
	const { currency } = order.scheduled.settlement;
	const account = rules.account(order.connectionId, order.customer.billing.country, currency);
	if (account === null) return null;
	const { payeeName, bic, number: iban } = account;
	return { payee: { name: payeeName ?? payee, iban, ...(bic !== null && { bic }) }, reference: order.number };
}
