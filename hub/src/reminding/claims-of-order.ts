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
import { remindersThatLeft } from "./reminders-that-left.ts";
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
	const reminders = (await remindersThatLeft(tx, order)).map(
		({ level, on, fee }): ChargedReminder => ({
			level: level ?? 1,
			on,
			fee: { minor: fee, currency: settlement.currency },
		}),
	);
	return claimsOf(
		{
			settlement,
			country,
			debtor: order.customer.company === undefined ? "consumer" : "business",
			due: dueDay(reference, paymentTerms(paymentCode, terms, settings), terms.dueOnInvoice),
			reminders,
			principal: await principalOf(tx, order, days.placedOn),
		},
		settings.invoice,
		rules.today,
	);
}

const COUNTRIES: readonly ClaimCountry[] = ["DE", "AT", "CH"];

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
