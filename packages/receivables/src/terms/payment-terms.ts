import type { Day, PaymentCode, PaymentTerm } from "@kontor/connector";
import { addDays } from "../days.ts";
import type { ReceivablesSettings } from "../settings/schema.ts";

/** What an order says about its payment terms. */
export interface OrderTerms {
	/** Deviating terms that were set by hand for this order; null: none. */
	readonly byHand: readonly PaymentTerm[] | null;
	/** As the shop has them; null: it has none. */
	readonly fromShop: readonly PaymentTerm[] | null;
	/** The due date of the invoice, where the shop states one. */
	readonly dueOnInvoice: Day | null;
}

/**
 * The terms that hold for an order (F12): deviating ones, by hand before by setting; the shop's; the cash discount of the
 * settings with the net term. Only invoices have terms. By days, the net term last.
 */
export function paymentTerms(
	paymentCode: PaymentCode,
	terms: OrderTerms,
	{ invoice }: Pick<ReceivablesSettings, "invoice">,
): readonly PaymentTerm[] {
	if (paymentCode !== "invoice") return [];
	const chosen = filled(terms.byHand) ?? filled(invoice.deviatingTerms) ?? filled(terms.fromShop);
	const net = { days: invoice.netDays, discountPercent: 0 };
	if (chosen === null) return invoice.cashDiscount === null ? [net] : [invoice.cashDiscount, net];
	return chosen.toSorted((a, b) => b.discountPercent - a.discountPercent || a.days - b.days);
}

/** The last day on which the whole amount is in time; null where nothing says so. Terms without a net one end with their last day. */
export function dueDay(reference: Day, terms: readonly PaymentTerm[], dueOnInvoice: Day | null): Day | null {
	if (dueOnInvoice !== null || terms.length === 0) return dueOnInvoice;
	const most = terms.reduce((longest, { days }) => Math.max(longest, days), 0);
	return addDays(reference, most);
}

/** A cash discount as the customer may take it. */
export interface CashDiscount {
	readonly percent: number;
	/** What may be deducted, in minor units: half a unit is rounded up. */
	readonly minor: number;
	/** The last day: judged by the day on which the posting was booked (M4). */
	readonly until: Day;
}

/** The best discount that a payment booked on this day may still take; null for none. */
export function cashDiscountOn(
	bookedOn: Day,
	reference: Day,
	terms: readonly PaymentTerm[],
	amountMinor: number,
): CashDiscount | null {
	let best: CashDiscount | null = null;
	for (const { days, discountPercent: percent } of terms) {
		const until = addDays(reference, days);
		const minor = Math.round((amountMinor * percent) / 100);
		if (minor > 0 && bookedOn <= until && minor > (best?.minor ?? 0)) best = { percent, minor, until };
	}
	return best;
}

function filled(terms: readonly PaymentTerm[] | null): readonly PaymentTerm[] | null {
	return terms === null || terms.length === 0 ? null : terms;
}
