import type { Day } from "@kontor/connector";
import {
	type ChargedReminder,
	type ClaimCountry,
	type Claims,
	claimsOf,
	dueDay,
	type PrincipalSince,
	paymentTerms,
	receivedElsewhere,
	referenceDay,
} from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { AskedOrder } from "./asked-orders.ts";
import type { RulesOfWriting } from "./rules-of-writing.ts";

/** What is owed besides the order's amount (PRODUCT M9): nothing where the law of the merchant's country is not known here. */
export async function claimsOfOrder(
	tx: MerchantTransaction,
	order: AskedOrder,
	rules: RulesOfWriting,
): Promise<Claims | null> {
	const country = COUNTRIES.find((known) => known === rules.country);
	if (country === undefined || order.scheduled.paymentCode === "prepayment") return null;
	const settings = rules.settings(order.connectionId);
	const { paymentCode, terms, days, settlement } = order.scheduled;
	const reference = referenceDay(paymentCode, days).day;
	return claimsOf(
		{
			settlement,
			country,
			debtor: order.customer.company === undefined ? "consumer" : "business",
			due: dueDay(reference, paymentTerms(paymentCode, terms, settings), terms.dueOnInvoice),
			reminders: await remindersOf(tx, order),
			principal: await principalOf(tx, order, days.placedOn),
		},
		settings.invoice,
		rules.today,
	);
}

const COUNTRIES: readonly ClaimCountry[] = ["DE", "AT", "CH"];

/** Those that left, or still may: what was cancelled before has put nobody in default, and costs nothing. */
async function remindersOf(tx: MerchantTransaction, { steps, scheduled }: AskedOrder): Promise<ChargedReminder[]> {
	const { currency } = scheduled.settlement;
	const reminders = steps.filter(({ kind }) => kind === "reminder");
	const cancelled = await cancelledOf(
		tx,
		reminders.flatMap(({ message }) => message ?? []),
	);
	return reminders
		.filter(({ message }) => message === null || !cancelled.has(message))
		.map(({ level, on, fee }) => ({ level: level ?? 1, on, fee: { minor: fee, currency } }));
}

/** A step's e-mail may have been cancelled, and its letter not. */
async function cancelledOf(tx: MerchantTransaction, messages: readonly string[]): Promise<ReadonlySet<string>> {
	if (messages.length === 0) return new Set();
	const rows = await tx.query<{ id: string }>(
		`SELECT m.id FROM messages m
		  WHERE m.merchant_id = $1::uuid AND m.id = ANY($2::uuid[]) AND m.state = 'cancelled' AND NOT EXISTS (
			SELECT FROM messages l WHERE l.merchant_id = $1::uuid AND l.cause_key = m.cause_key || ' letter' AND l.state <> 'cancelled')`,
		tx.merchantId,
		messages,
	);
	return new Set(rows.map(({ id }) => id));
}

/** What was owed since which day, part payments by the day the bank booked them. */
async function principalOf(tx: MerchantTransaction, order: AskedOrder, since: Day): Promise<PrincipalSince[]> {
	const { settlement } = order.scheduled;
	const paid = await tx.query<{ day: Day; minor: bigint }>(
		`SELECT p.booking_day::text AS day, sum(a.order_amount)::bigint AS minor
		   FROM assignments a JOIN postings p ON p.merchant_id = a.merchant_id AND p.id = a.posting_id
		  WHERE a.merchant_id = $1::uuid AND a.order_id = $2::uuid AND a.undone_at IS NULL
		  GROUP BY p.booking_day ORDER BY p.booking_day`,
		tx.merchantId,
		order.id,
	);
	let minor = settlement.amount - receivedElsewhere(settlement);
	const principal: PrincipalSince[] = [{ from: since, minor }];
	for (const payment of paid) {
		minor -= Number(payment.minor);
		principal.push({ from: payment.day, minor });
	}
	return principal;
}
