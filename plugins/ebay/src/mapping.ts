import {
	type Address,
	type Customer,
	type Money,
	minorDigits,
	type Observed,
	type Order,
	OrderRef,
	parseMoney,
} from "@kontor/connector";
import * as faults from "./faults.ts";
import { languageOf } from "./marketplaces.ts";
import type { Amount, Contact, EbayOrder } from "./shapes.ts";
import { statusesOf } from "./statuses.ts";

/** Nothing says how the order is to be paid: it was never paid, or eBay does not tell. */
export const NO_METHOD = "UNKNOWN";

/** eBay collects the payment itself, and pays out what is left after its fees ("managed payments"). */
export const MANAGED_METHOD = "EBAY";

/** eBay's PaymentMethodTypeEnum. */
export const METHOD_TITLES: Readonly<Record<string, string>> = {
	EBAY: "eBay-Zahlungsabwicklung / eBay managed payments",
	EFT: "Überweisung / Bank transfer",
	CASH_ON_PICKUP: "Barzahlung bei Abholung / Cash on pickup",
	CASHIER_CHECK: "Bankscheck / Cashier's check",
	PERSONAL_CHECK: "Scheck / Personal check",
	CREDIT_CARD: "Kreditkarte / Credit card",
	PAYPAL: "PayPal",
	ESCROW: "Treuhand / Escrow",
	UNKNOWN: "Noch keine / None yet",
};

/**
 * `ref`: what was asked for, where eBay answers with another id (see `findOrder`).
 *
 * @throws ConnectorError `unexpected-reply` where an amount is none.
 */
export function toOrder(ebay: EbayOrder, ref: OrderRef = OrderRef.parse(ebay.orderId)): Order {
	const foreign = foreignOf(ebay);
	return {
		ref,
		number: ebay.orderId,
		placedAt: toInstant(ebay.creationDate),
		recordedAt: toInstant(ebay.creationDate),
		amount: amountOf(ebay),
		...observedOf(ebay),
		...(foreign === undefined ? {} : { foreign }),
		paymentMethod: paymentMethodOf(ebay),
		customer: customerOf(ebay),
		additionalNumbers: [...new Set([ebay.legacyOrderId, ebay.salesRecordReference])].filter(
			(other): other is string => other !== undefined && !["", "0", ebay.orderId].includes(other),
		),
	};
}

/** What a command reports after reading back. */
export function observedOf(ebay: EbayOrder): Observed {
	return {
		revision: Date.parse(ebay.lastModifiedDate),
		statuses: statusesOf(ebay),
		receivedInShop: isPaid(ebay) ? amountOf(ebay) : { ...amountOf(ebay), minor: 0 },
	};
}

/** "12-34567-89012", or with item and transaction "110000000001-10000000000001"; a number alone is an old one of its own. */
export function isOrderId(ref: OrderRef): boolean {
	return /^[0-9A-Za-z!-]{1,80}$/.test(ref);
}

/**
 * What the buyer pays in total, with the tax that eBay collects from him, less what was refunded. Never what is left for the
 * seller: `paymentSummary` is net of eBay's fees. A refund is told without the tax that eBay gave back with it, so that a
 * refund in full counts as nothing owed, whatever it says.
 */
export function amountOf(ebay: EbayOrder): Money {
	const total = toMoney(ebay.pricingSummary.total);
	if (ebay.orderPaymentStatus === "FULLY_REFUNDED") return { ...total, minor: 0 };
	const refunds = ebay.paymentSummary?.refunds ?? [];
	const refunded = refunds
		.filter(({ refundStatus, amount }) => refundStatus !== "FAILED" && amount.currency === total.currency)
		.reduce((sum, { amount }) => sum + toMoney(amount).minor, 0);
	return { ...total, minor: Math.max(0, total.minor - refunded) };
}

export function isPaid({ orderPaymentStatus }: EbayOrder): boolean {
	return ["PAID", "PARTIALLY_REFUNDED", "FULLY_REFUNDED"].includes(orderPaymentStatus);
}

export function paymentMethodOf(ebay: EbayOrder): Order["paymentMethod"] {
	const methods = (ebay.paymentSummary?.payments ?? []).flatMap(({ paymentMethod }) => paymentMethod ?? []);
	const id = methods.includes(MANAGED_METHOD) ? MANAGED_METHOD : (methods.at(-1) ?? NO_METHOD);
	return { id, title: METHOD_TITLES[id] ?? id };
}

/** eBay writes "100.0" and "100.00" alike; more decimals than the currency has are rounded half away from zero. */
export function toMoney({ value, currency }: Amount): Money {
	if (!/^-?\d+(\.\d+)?$/.test(value) || !/^[A-Z]{3}$/.test(currency)) throw faults.unexpected("amount", "a decimal");
	const digits = minorDigits(currency);
	const [whole = "", fraction = ""] = value.split(".");
	const kept = parseMoney(`${whole}.${fraction.slice(0, digits)}`, currency);
	const up = /^[5-9]/.test(fraction.slice(digits)) ? 1 : 0;
	const minor = kept.minor + (whole.startsWith("-") ? -up : up);
	return { minor: minor === 0 ? 0 : minor, currency };
}

/** Bought on another site: what the buyer saw, and eBay's rate to what the seller is told. */
function foreignOf(ebay: EbayOrder): Order["foreign"] {
	const { total } = ebay.pricingSummary;
	const { convertedFromValue: value, convertedFromCurrency: currency } = total;
	if (value === undefined || currency === undefined || currency === total.currency) return undefined;
	const whole = toMoney(total);
	const seen = toMoney({ value, currency });
	const left = amountOf(ebay);
	if (whole.minor <= 0 || seen.minor <= 0 || left.minor === 0) return undefined;
	// Refunds are told in the seller's currency: the buyer's share is in proportion.
	const minor = Number((BigInt(seen.minor) * BigInt(left.minor)) / BigInt(whole.minor));
	return minor === 0 ? undefined : { amount: { minor, currency }, rate: rateOf(whole, seen) };
}

/** How much of `to` one unit of `from` is, to ten decimals. */
function rateOf(to: Money, from: Money): string {
	const scale = 10n ** BigInt(10 + minorDigits(from.currency) - minorDigits(to.currency));
	const text = ((BigInt(to.minor) * scale) / BigInt(from.minor)).toString().padStart(11, "0");
	return `${text.slice(0, -10)}.${text.slice(-10)}`.replace(/\.?0+$/, "");
}

/** eBay keeps name and address for 90 days, and the address of business buyers where they registered it. */
function customerOf(ebay: EbayOrder): Customer {
	const username = ebay.buyer?.username;
	const shipTo = ebay.fulfillmentStartInstructions?.map(({ shippingStep }) => shippingStep?.shipTo).find(Boolean);
	const registered = ebay.buyer?.buyerRegistrationAddress;
	const contact = registered?.contactAddress === undefined ? (shipTo ?? registered) : registered;
	const [first] = ebay.lineItems;
	const billing = billingOf(contact);
	return {
		name: billing.name ?? shipTo?.fullName ?? billing.company ?? username ?? "",
		...present({
			number: username,
			company: billing.company,
			email: registered?.email ?? shipTo?.email,
			language: languageOf(first?.purchaseMarketplaceId ?? first?.listingMarketplaceId),
		}),
		billing,
	};
}

function billingOf(contact: Contact | undefined): Address {
	const { addressLine1, addressLine2, postalCode, city, countryCode } = contact?.contactAddress ?? {};
	return present({
		name: contact?.fullName,
		company: contact?.companyName,
		street: [addressLine1, addressLine2].filter((line) => (line ?? "") !== "").join(", "),
		postcode: postalCode,
		city,
		country: /^[A-Z]{2}$/.test(countryCode ?? "") ? countryCode : undefined,
	});
}

function toInstant(moment: string): string {
	return new Date(moment).toISOString();
}

/** Leaves out what is undefined or empty. */
function present<T extends Readonly<Record<string, string | undefined>>>(fields: T): { [K in keyof T]?: string } {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => (value ?? "") !== "")) as {
		[K in keyof T]?: string;
	};
}
