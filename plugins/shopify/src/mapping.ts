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
import { ledgerOf } from "./ledger.ts";
import type { ShopifyOrder } from "./shapes.ts";
import { statusesOf } from "./statuses.ts";

/** The payment method of an order without a gateway that is to be paid by its terms (B2B, draft orders). */
export const TERMS_METHOD = "payment-terms";
/** Nothing says how the order is to be paid. */
export const NO_METHOD = "manual";
/** Orders of Shopify's own test gateway, and of gateways in test mode: nobody pays them. */
export const TEST_METHOD = "test";

/**
 * An order of Shopify as Kontor understands it: in the shop's currency, with what the customer saw beside it.
 *
 * @throws ConnectorError `unexpected-reply` where an amount is none.
 */
export function toOrder(shopify: ShopifyOrder): Order {
	const foreign = foreignOf(shopify);
	const terms = shopify.paymentTerms?.dueInDays ?? null;
	const number = numberOf(shopify);
	return {
		ref: OrderRef.parse(shopify.legacyResourceId),
		number,
		placedAt: toInstant(shopify.processedAt),
		// An imported order is processed when it was ordered, and created when it was imported.
		recordedAt: toInstant(shopify.createdAt),
		amount: amountOf(shopify),
		...observedOf(shopify),
		...(foreign === undefined ? {} : { foreign }),
		paymentMethod: paymentMethodOf(shopify),
		customer: customerOf(shopify),
		...(terms === null ? {} : { paymentTerms: [{ days: terms, discountPercent: 0 }] }),
		additionalNumbers: [...new Set([shopify.confirmationNumber, shopify.poNumber])].filter(
			(other) => other !== "" && other !== number,
		),
	};
}

/** What a command reports after reading back. */
export function observedOf(shopify: ShopifyOrder): Observed {
	return {
		revision: Date.parse(shopify.updatedAt),
		statuses: statusesOf(shopify),
		receivedInShop: receivedInShop(shopify),
	};
}

export function gidOf(ref: OrderRef): string | null {
	return /^[1-9]\d{0,18}$/.test(ref) ? `gid://shopify/Order/${ref}` : null;
}

/**
 * The total after edits and returns. Where money went back without goods coming back, Shopify leaves the total as it was
 * and asks for nothing: then what was paid and what is still asked for is what is owed. What Kontor itself recorded as
 * paid back is no credit.
 */
export function amountOf(shopify: ShopifyOrder): Money {
	const { repaid } = ledgerOf(shopify, netOf(shopify));
	const refunded = inShop(shopify, shopify.totalRefundedSet).minor;
	if (refunded <= repaid) return inShop(shopify, shopify.currentTotalPriceSet);
	const owed = netOf(shopify).minor + outstandingOf(shopify).minor + repaid;
	return { minor: Math.max(0, owed), currency: shopify.currencyCode };
}

/** Received less refunded, less what Kontor took back; a merchant's refund of a payment taken back counts once. */
export function receivedInShop(shopify: ShopifyOrder): Money {
	const net = netOf(shopify);
	return { minor: Math.max(0, net.minor - ledgerOf(shopify, net).revoked), currency: net.currency };
}

export function netOf(shopify: ShopifyOrder): Money {
	return inShop(shopify, shopify.netPaymentSet);
}

/** What Shopify itself still asks for; negative where the customer is to get something back. */
export function outstandingOf(shopify: ShopifyOrder): Money {
	return inShop(shopify, shopify.totalOutstandingSet);
}

/** Whether the customer pays in another currency than the shop counts in. */
export function isForeign({ currencyCode, presentmentCurrencyCode }: ShopifyOrder): boolean {
	return currencyCode !== presentmentCurrencyCode;
}

function inShop({ currencyCode }: ShopifyOrder, { shopMoney }: { readonly shopMoney: { readonly amount: string } }) {
	return toMoney(shopMoney.amount, currencyCode);
}

/** Shopify writes "12.3" and "12.30" alike; more decimals than the currency has are rounded half away from zero. */
export function toMoney(decimal: string, currency: string): Money {
	if (!/^-?\d+(\.\d+)?$/.test(decimal)) throw faults.unexpected("order", `an amount, got "${decimal}"`);
	const digits = minorDigits(currency);
	const [whole = "", fraction = ""] = decimal.split(".");
	const kept = parseMoney(`${whole}.${fraction.slice(0, digits)}`, currency);
	const up = /^[5-9]/.test(fraction.slice(digits)) ? 1 : 0;
	return { minor: kept.minor + (whole.startsWith("-") ? -up : up), currency };
}

function foreignOf(shopify: ShopifyOrder): Order["foreign"] {
	if (!isForeign(shopify)) return undefined;
	const currency = shopify.presentmentCurrencyCode;
	const seen = (set: ShopifyOrder["netPaymentSet"]) => toMoney(set.presentmentMoney.amount, currency).minor;
	const current = amountOf(shopify);
	const whole = inShop(shopify, shopify.currentTotalPriceSet);
	const minor =
		current.minor === whole.minor
			? seen(shopify.currentTotalPriceSet)
			: Math.max(0, seen(shopify.netPaymentSet) + seen(shopify.totalOutstandingSet));
	if (minor === 0) return undefined;
	return { amount: { minor, currency }, rate: rateOf(current, { minor, currency }) };
}

/** How much of `to` one unit of `from` is, to ten decimals. */
function rateOf(to: Money, from: Money): string {
	const scale = 10n ** BigInt(10 + minorDigits(from.currency) - minorDigits(to.currency));
	const scaled = (BigInt(to.minor) * scale) / BigInt(from.minor);
	const text = scaled.toString().padStart(11, "0");
	return `${text.slice(0, -10)}.${text.slice(-10)}`.replace(/\.?0+$/, "");
}

/** Without the "#" that Shopify puts before it: nobody types it into a transfer. */
function numberOf({ name }: ShopifyOrder): string {
	return name.replace(/^#(?=.)/, "");
}

/** The gateway the customer chose: others are added when a gift card or a later payment comes in. */
function paymentMethodOf(shopify: ShopifyOrder): Order["paymentMethod"] {
	if (shopify.test) return { id: TEST_METHOD, title: TEST_METHOD };
	const named = shopify.paymentGatewayNames.filter((name) => name.trim() !== "" && name !== "gift_card");
	const [chosen] = named.filter((name) => name !== NO_METHOD);
	if (chosen !== undefined) return { id: chosen, title: chosen };
	const id = shopify.paymentTerms === null ? (named[0] ?? NO_METHOD) : TERMS_METHOD;
	return { id, title: id };
}

function customerOf(shopify: ShopifyOrder): Customer {
	const billing = billingOf(shopify);
	const company = shopify.purchasingEntity?.company?.name ?? billing.company;
	const number =
		shopify.purchasingEntity?.location?.externalId ||
		shopify.purchasingEntity?.company?.externalId ||
		shopify.customer?.legacyResourceId;
	const name = billing.name ?? shopify.customer?.displayName ?? company ?? "";
	return {
		name,
		...present({ number, company, email: shopify.email, language: languageOf(shopify.customerLocale) }),
		billing,
	};
}

function billingOf({ billingAddress }: ShopifyOrder): Address {
	if (billingAddress === null) return {};
	const { firstName, lastName, company, address1, address2, zip, city, countryCodeV2 } = billingAddress;
	return present({
		name: joined(" ", firstName, lastName),
		company,
		street: joined(", ", address1, address2),
		postcode: zip,
		city,
		country: /^[A-Z]{2}$/.test(countryCodeV2) && countryCodeV2 !== "ZZ" ? countryCodeV2 : undefined,
	});
}

/** "de", "de-CH", "pt-BR"; anything else is left out. */
function languageOf(locale: string): string | undefined {
	return /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/.exec(locale)?.[0];
}

function toInstant(moment: string): string {
	return new Date(moment).toISOString();
}

function joined(separator: string, ...parts: readonly string[]): string | undefined {
	return parts.filter((part) => part !== "").join(separator) || undefined;
}

/** Leaves out what is undefined or empty. */
function present<T extends Readonly<Record<string, string | undefined>>>(fields: T): { [K in keyof T]?: string } {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => (value ?? "") !== "")) as {
		[K in keyof T]?: string;
	};
}
