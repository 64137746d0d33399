import {
	type Address,
	type Customer,
	countsAsOpen,
	type Invoice,
	type Mapping,
	type Money,
	minorDigits,
	type Observed,
	type Order,
	OrderRef,
	parseMoney,
	type Statuses,
} from "@kontor/connector";
import * as faults from "./faults.ts";
import { ADDITIONAL_NUMBER_METAS, CUSTOMER_NUMBER_METAS, INVOICE_METAS, LANGUAGE_METAS } from "./plugin-metas.ts";
import type { WooOrder } from "./shapes.ts";
import { isSigned, PAID_META, readPaidMark } from "./traces.ts";

/**
 * An order of WooCommerce as Kontor understands it. The mapping is needed because WooCommerce sets its date of payment
 * also when goods leave unpaid (see `receivedInShop`).
 *
 * @throws ConnectorError `unexpected-reply` where an amount or a date is none.
 */
export function toOrder(woo: WooOrder, mapping: Mapping): Order {
	const language = languageOf(woo);
	const invoice = invoiceOf(woo);
	return {
		ref: refOf(woo),
		number: woo.number,
		placedAt: toInstant(woo.date_created_gmt),
		// WooCommerce keeps no other: an imported order carries its old date and so counts as held before the connection.
		recordedAt: toInstant(woo.date_created_gmt),
		amount: amountOf(woo),
		...observedOf(woo, mapping),
		paymentMethod: { id: woo.payment_method, title: woo.payment_method_title || woo.payment_method },
		customer: { ...customerOf(woo), ...(language === undefined ? {} : { language }) },
		...(invoice === undefined ? {} : { invoice }),
		additionalNumbers: additionalNumbersOf(woo, invoice),
	};
}

/** What a command reports after reading back. */
export function observedOf(woo: WooOrder, mapping: Mapping): Observed {
	return { revision: revisionOf(woo), statuses: statusesOf(woo), receivedInShop: receivedInShop(woo, mapping) };
}

export function refOf(woo: { readonly id: number }): OrderRef {
	return OrderRef.parse(String(woo.id));
}

export function statusesOf(woo: WooOrder): Statuses {
	return { order: woo.status };
}

/** Total less refunds. Repayments that Kontor itself recorded are no credits: they lower what the shop received. */
export function amountOf(woo: WooOrder): Money {
	return sum(woo, (refund) => !isSigned(refund.reason), woo.total);
}

/**
 * What Kontor reported; else everything where WooCommerce has a date of payment and the order does not wait for money any
 * more. The date alone proves nothing: it is set whenever an order reaches "processing" or "completed", so also when
 * goods are sent on invoice, and it can never be cleared through the API. Less what Kontor paid back.
 */
export function receivedInShop(woo: WooOrder, mapping: Mapping): Money {
	const order = { statuses: statusesOf(woo), paymentMethod: { id: woo.payment_method, title: "" } };
	const paidElsewhere = woo.date_paid_gmt !== null && !countsAsOpen(order, mapping) ? woo.total : "0";
	const reported = readPaidMark(metaOf(woo, PAID_META))?.amount;
	return sum(woo, (refund) => isSigned(refund.reason), reported ?? paidElsewhere);
}

/** What WooCommerce still lets be refunded. */
export function refundableOf(woo: WooOrder): Money {
	return sum(woo, () => true, woo.total);
}

function sum(woo: WooOrder, counts: (refund: WooOrder["refunds"][number]) => boolean, start: string): Money {
	const minor = woo.refunds
		.filter(counts)
		.reduce((rest, refund) => rest + toMoney(refund.total, woo.currency).minor, toMoney(start, woo.currency).minor);
	return { minor, currency: woo.currency };
}

/**
 * A shop that calculates with more decimals than its currency has is rounded as WooCommerce's own `wc_format_decimal`
 * does it, half away from zero: nobody can transfer a third of a cent.
 */
export function toMoney(decimal: string, currency: string): Money {
	if (!/^-?\d+(\.\d+)?$/.test(decimal)) throw faults.unexpected("order", `an amount, got "${decimal}"`);
	const digits = minorDigits(currency);
	const [whole = "", fraction = ""] = decimal.split(".");
	const kept = parseMoney(`${whole}.${fraction.slice(0, digits)}`, currency);
	const up = /^[5-9]/.test(fraction.slice(digits)) ? 1 : 0;
	return { minor: kept.minor + (whole.startsWith("-") ? -up : up), currency };
}

/** "2026-11-21T21:23:41" of a `_gmt` field, as an instant. */
function toInstant(gmt: string): string {
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(gmt)) throw faults.unexpected("order", `a date, got "${gmt}"`);
	return `${gmt}Z`;
}

/** Seconds of the last change. WooCommerce does not bump it for everything; the hub knows. */
function revisionOf(woo: WooOrder): number {
	return Date.parse(toInstant(woo.date_modified_gmt ?? woo.date_created_gmt)) / 1000;
}

/** The value of a meta, as text; undefined where it is missing or empty. */
export function metaOf(woo: WooOrder, key: string): string | undefined {
	const value = woo.meta_data.findLast((meta) => meta.key === key)?.value;
	const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
	return text === "" ? undefined : text;
}

function firstMetaOf(woo: WooOrder, keys: readonly string[]): string | undefined {
	return keys.map((key) => metaOf(woo, key)).find((value) => value !== undefined);
}

function customerOf(woo: WooOrder): Customer {
	const { first_name, last_name, company, email } = woo.billing;
	const name = joined(" ", first_name, last_name) ?? company;
	const number = firstMetaOf(woo, CUSTOMER_NUMBER_METAS) ?? (woo.customer_id > 0 ? String(woo.customer_id) : undefined);
	return defined({ number, name, company, email, billing: billingOf(woo, name) });
}

function billingOf(woo: WooOrder, name: string): Address {
	const { company, address_1, address_2, postcode, city, country } = woo.billing;
	const known = /^[A-Z]{2}$/.test(country) ? country : undefined;
	return defined({ name, company, street: joined(", ", address_1, address_2), postcode, city, country: known });
}

function invoiceOf(woo: WooOrder): Invoice | undefined {
	const made = woo.kontor?.invoice;
	if (made !== null && made !== undefined) {
		const date = dayOf(made.date);
		return { number: made.number, ...(date === undefined ? {} : { date }), documentRef: INVOICE };
	}
	for (const meta of INVOICE_METAS) {
		const number = metaOf(woo, meta.number);
		if (number === undefined) continue;
		const date = meta.date === undefined ? undefined : dayOf(metaOf(woo, meta.date));
		return date === undefined ? { number } : { number, date };
	}
	return undefined;
}

/** An order has one invoice here, so that its document needs no name of its own. */
export const INVOICE = "invoice";

function dayOf(text = ""): string | undefined {
	if (/^\d{9,10}$/.test(text)) return new Date(Number(text) * 1000).toISOString().slice(0, 10);
	return /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
}

/** "de", "de_DE", "de_DE_formal" as BCP 47. */
function languageOf(woo: WooOrder): string | undefined {
	const locale = firstMetaOf(woo, LANGUAGE_METAS) ?? woo.lang;
	const [, language, region] = /^([a-z]{2,3})(?:[_-]([A-Z]{2}))?(?:_|$)/.exec(locale) ?? [];
	return region === undefined ? language : `${language}-${region}`;
}

function additionalNumbersOf(woo: WooOrder, invoice: Invoice | undefined): string[] {
	const numbers = ADDITIONAL_NUMBER_METAS.map((key) => metaOf(woo, key)).filter((number) => number !== undefined);
	return [...new Set(numbers)].filter((number) => number !== woo.number && number !== invoice?.number);
}

function joined(separator: string, ...parts: readonly string[]): string | undefined {
	return parts.filter((part) => part.trim() !== "").join(separator) || undefined;
}

/** Leaves out what is undefined or empty; what must be there is named in the type. */
function defined<T extends { readonly name?: string }>(
	fields: {
		readonly [K in keyof T]: T[K] | undefined;
	},
): T {
	return Object.fromEntries(
		Object.entries(fields).filter(([key, value]) => key === "name" || (value ?? "") !== ""),
	) as T;
}
