import type { PaymentCode } from "@kontor/connector";

/** What a payment method's name means; undefined where it says nothing to us ("PayPal"). */
export function paymentCodeOf(method: string): PaymentCode | undefined {
	return CODES.find(([words]) => words.test(method))?.[1];
}

const CODES: readonly (readonly [RegExp, PaymentCode])[] = [
	[/nachnahme|cash ?on ?delivery|\bcod\b/i, "cashOnDelivery"],
	[/vorkasse|vorauskasse|überweisung|ueberweisung|prepayment|pre-payment|bank ?transfer|wire|\bbacs\b/i, "prepayment"],
	[/rechnung|invoice|zahlungsziel/i, "invoice"],
];

/** What a status says about an order's money: nothing to pay any more, cancelled, or still open. */
export function standingOf(status: string): "paid" | "cancelled" | "open" {
	const text = status.trim();
	if (/^(vollständig |komplett |fully |in full )?(bezahlt|paid|refunded|erstattet)$/i.test(text)) return "paid";
	return /^(storniert|stornierung|abgebrochen|cancell?ed|void(ed)?)$/i.test(text) ? "cancelled" : "open";
}
