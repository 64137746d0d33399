import type { Day, Money } from "@kontor/connector";
import type { MessageData } from "@kontor/documents";
import {
	type Claims,
	cashDiscountOn,
	dueDay,
	outstanding,
	payableUntil,
	paymentTerms,
	principalOf,
	referenceDay,
	settledByUs,
} from "@kontor/receivables";
import type { AskedOrder } from "./asked-orders.ts";
import type { RulesOfWriting } from "./rules-of-writing.ts";
import type { StepIntent } from "./step-intent.ts";

/** What is told of one order, as it stands now. */
export function dataOf(
	order: AskedOrder,
	rules: RulesOfWriting,
	intent: StepIntent,
	claims: Claims | null,
): Omit<MessageData, "shop" | "payment"> {
	const { level, previousAmount, received, repayment } = intent;
	const { customer, scheduled, invoice, foreign } = order;
	const { settlement, days, paymentCode: code, terms } = scheduled;
	const { currency } = settlement;
	const money = (minor: number): Money => ({ minor, currency });
	const settings = rules.settings(order.connectionId);
	const asked = code === "prepayment" ? settings.prepayment : settings.invoice;
	const open = outstanding(principalOf(settlement));
	const charges = claims === null ? 0 : claims.fees.open + claims.lumpSum.open + claims.interest.open;
	const reference = referenceDay(code, days).day;
	const until = payableUntil(isReminder(intent) ? "reminder" : "paymentInformation", asked, {
		placedOn: days.placedOn,
		sentOn: rules.today,
	});
	const own = paymentTerms(code, terms, settings);
	const discount = isReminder(intent) ? null : cashDiscountOn(rules.today, reference, own, settlement.amount);
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
		...(received !== undefined && { received: { amount: money(received.minor), day: received.day } }),
		...(repayment !== undefined && { repayment: { amount: money(repayment.minor) } }),
		...(level !== undefined && { level }),
		...(previous !== null && { previousDate: previous }),
	};
}

/** Whether it asks for the money once more, with what is claimed besides. */
export function isReminder({ message }: StepIntent): boolean {
	return ["reminder", "demand", "finalDemand", "severalReminder"].includes(message);
}

/** When the customer was last asked for the money, before today's step. */
function lastAsked({ steps }: AskedOrder): Day | null {
	const asked = steps.filter(
		({ kind }) => kind === "paymentInformation" || kind === "repetition" || kind === "reminder",
	);
	return asked.at(-2)?.on ?? null;
}
