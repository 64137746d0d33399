import type { Day, Order, PaymentCode } from "@kontor/connector";
import type { Assignment, MatchOrder } from "@kontor/matching";
import { type Lifecycle, outstanding, type Settlement, standing } from "@kontor/receivables";

/** What decisions are made on: an order's money and lifecycle at one moment. */
export interface Standpoint {
	readonly lifecycle: Lifecycle;
	readonly settlement: Settlement;
}

/** What a book keeps of an order. */
export interface KeptOrder extends Standpoint {
	readonly id: string;
	readonly shop: string;
	readonly number: string;
	readonly paymentCode: PaymentCode;
	readonly placedOn: Day;
	readonly testSystem: boolean;
	readonly customer: Order["customer"];
	readonly invoiceNumber: string | null;
	readonly terms: Order["paymentTerms"] | null;
	readonly additionalNumbers: readonly string[] | null;
}

/** A settlement once this is booked, too; what settles an order besides is only kept as one sum (`settlementOf`). */
export function settledBy(settlement: Settlement, { orderMinor, kind }: Assignment): Settlement {
	const paid = kind === "payment" || kind === "surplus";
	return {
		...settlement,
		assigned: settlement.assigned + (paid ? orderMinor : 0),
		besides: { ...settlement.besides, tolerance: settlement.besides.tolerance + (paid ? 0 : orderMinor) },
	};
}

/** As the engine knows it. `revives`: by the merchant's setting a payment for a cancelled order is booked like any other (D6). */
export function matchOrder(kept: KeptOrder, revives: boolean): MatchOrder {
	const { customer, lifecycle, settlement } = kept;
	const { currency } = settlement;
	const stands = standing(lifecycle, settlement, kept.paymentCode);
	return {
		id: kept.id,
		shop: kept.shop,
		number: kept.number,
		invoiceNumber: kept.invoiceNumber ?? undefined,
		customerNumber: customer.number,
		// Empty where his data was removed.
		name: customer.name === "" ? undefined : customer.name,
		company: customer.company,
		email: customer.email,
		postcode: customer.billing.postcode,
		city: customer.billing.city,
		additionalNames: [customer.billing.name, customer.billing.company].filter((name) => name !== undefined),
		additionalNumbers: kept.additionalNumbers ?? [],
		amount: { minor: settlement.amount, currency },
		open: { minor: outstanding(settlement), currency },
		placedAt: kept.placedOn,
		paymentCode: kept.paymentCode,
		terms: kept.terms ?? undefined,
		standing: stands === "cancelled" && revives ? "open" : stands,
		testSystem: kept.testSystem,
	};
}
