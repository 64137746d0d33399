import { formatMoney, type Money, type Text } from "@kontor/connector";

/** A part came for an order whose mark (overdue, debt collection, cancelled) keeps standing. */
export function partReceived(received: Money, missing: Money): Text {
	return {
		de: `Teilzahlung: ${formatMoney(received, "de")} erhalten, ${formatMoney(missing, "de")} offen.`,
		en: `Part payment: ${formatMoney(received, "en")} received, ${formatMoney(missing, "en")} outstanding.`,
	};
}

/** The customer's bank sent a repayment back. */
export function repaymentCameBack(amount: Money): Text {
	return {
		de: `Rückzahlung über ${formatMoney(amount, "de")} kam zurück.`,
		en: `Repayment of ${formatMoney(amount, "en")} came back.`,
	};
}
