import {
	type Address,
	type Customer,
	type Instant,
	type Invoice,
	type Money,
	minorDigits,
	type Observed,
	type Order,
	OrderRef,
	parseMoney,
	type Statuses,
} from "@kontor/connector";
import * as faults from "./faults.ts";
import type { SwDelivery, SwOrder, SwPaymentMethod, SwTransaction } from "./shapes.ts";
import { PAYMENT_FIELD, REPAYMENTS_FIELD, readMark, readRepayments } from "./traces.ts";

/** Shopware's own methods, as 6.5 names their handlers, by the technical name they have since 6.6. */
const CORE_METHODS: Readonly<Record<string, string>> = {
	handler_shopware_prepaymentpayment: "payment_prepayment",
	handler_shopware_prepayment: "payment_prepayment",
	handler_shopware_invoicepayment: "payment_invoicepayment",
	handler_shopware_cashpayment: "payment_cashpayment",
	handler_shopware_debitpayment: "payment_debitpayment",
};
/** The customer changed his mind, or the payment did not work: another transaction took its place. */
const SUPERSEDED = ["cancelled", "failed"];
const PAID = ["paid", "refunded_partially"];
/** Nothing of the money is left, or it never came. */
const WITHOUT_MONEY = ["cancelled", "failed", "refunded", "chargeback"];

/**
 * An order of Shopware as Kontor understands it. All amounts are in the currency the customer ordered and pays in; its
 * factor to the shop's own currency says nothing about what he owes. `amountTotal` holds the taxes also for customers
 * who are shown net prices.
 *
 * @param numberFields custom fields whose values payers may quote
 * @throws ConnectorError `unexpected-reply` where an amount or a date is none.
 */
export function toOrder(order: SwOrder, numberFields: readonly string[] = []): Order {
	const invoice = invoiceOf(order);
	return {
		ref: refOf(order.id),
		number: order.orderNumber,
		placedAt: toInstant(order.orderDateTime),
		recordedAt: toInstant(order.createdAt),
		amount: amountOf(order),
		...observedOf(order),
		paymentMethod: methodOf(currentTransaction(order)),
		customer: customerOf(order),
		...(invoice === undefined ? {} : { invoice }),
		additionalNumbers: additionalNumbersOf(order, numberFields, invoice),
	};
}

/** What a command reports after reading back. */
export function observedOf(order: SwOrder): Observed {
	return { revision: revisionOf(order), statuses: statusesOf(order), receivedInShop: receivedInShop(order) };
}

export function refOf(id: string): OrderRef {
	return OrderRef.parse(id);
}

export function statusesOf(order: SwOrder): Statuses {
	const transaction = currentTransaction(order);
	const delivery = currentDelivery(order);
	return {
		order: order.stateMachineState.technicalName,
		...(transaction && { transaction: transaction.stateMachineState.technicalName }),
		...(delivery && { delivery: delivery.stateMachineState.technicalName }),
	};
}

/**
 * The transaction that stands for the payment: the one Shopware names since 6.7, else the newest that is not cancelled
 * or failed, else the newest. An order has several when its customer changed the payment method.
 */
export function currentTransaction(order: SwOrder): SwTransaction | undefined {
	const byAge = order.transactions.toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
	return (
		byAge.find(({ id }) => id === order.primaryOrderTransactionId) ??
		byAge.findLast(({ stateMachineState }) => !SUPERSEDED.includes(stateMachineState.technicalName)) ??
		byAge.at(-1)
	);
}

/** Discounts on shipping are deliveries of their own, with negative costs: the dearest one carries the goods. */
export function currentDelivery(order: SwOrder): SwDelivery | undefined {
	const costs = (delivery: SwDelivery) => delivery.shippingCosts?.totalPrice ?? 0;
	return (
		order.deliveries.find(({ id }) => id === order.primaryOrderDeliveryId) ??
		order.deliveries.toSorted((a, b) => costs(b) - costs(a))[0]
	);
}

export function amountOf(order: SwOrder): Money {
	return toMoney(order.amountTotal, order.currency.isoCode);
}

/**
 * What Kontor reported, as long as the transaction's state agrees; else the whole of every transaction that is paid, for
 * Shopware keeps no amounts received. Less what Kontor paid back.
 */
export function receivedInShop(order: SwOrder): Money {
	const currency = order.currency.isoCode;
	const current = currentTransaction(order);
	const others = order.transactions
		.filter(({ id, stateMachineState }) => id !== current?.id && PAID.includes(stateMachineState.technicalName))
		.map(({ amount }) => toMoney(amount.totalPrice, currency).minor);
	const repaid = repaidOf(order).minor;
	const ofCurrent = current === undefined ? 0 : receivedBy(order, current).minor;
	return { minor: sum([...others, Math.max(0, ofCurrent - repaid)]), currency };
}

function receivedBy(order: SwOrder, { stateMachineState, amount }: SwTransaction): Money {
	const currency = order.currency.isoCode;
	const state = stateMachineState.technicalName;
	const mark = readMark(order.customFields[PAYMENT_FIELD]);
	const paid = PAID.includes(state);
	if (mark?.kind === "part" && state !== "paid" && !WITHOUT_MONEY.includes(state))
		return parseMoney(mark.amount, currency);
	if (mark?.kind === "paid" && paid) return parseMoney(mark.amount, currency);
	return paid ? toMoney(amount.totalPrice, currency) : { minor: 0, currency };
}

/** Everything that Kontor recorded as paid back. */
export function repaidOf(order: SwOrder): Money {
	const currency = order.currency.isoCode;
	const amounts = readRepayments(order.customFields[REPAYMENTS_FIELD]);
	return { minor: sum(amounts.map((amount) => parseMoney(amount, currency).minor)), currency };
}

function sum(amounts: readonly number[]): number {
	return amounts.reduce((total, amount) => total + amount, 0);
}

/**
 * JSON carries amounts as numbers: their shortest decimal is what PHP wrote. One with more decimals than its currency
 * has is rounded half away from zero, as Shopware rounds: nobody can transfer a third of a cent.
 */
export function toMoney(amount: number, currency: string): Money {
	const decimal = String(amount);
	const plain = /^-?\d+(\.\d+)?$/.test(decimal) ? decimal : amount.toFixed(10);
	if (!/^-?\d+(\.\d+)?$/.test(plain)) throw faults.unexpected("order", "an amount");
	const [whole = "", fraction = ""] = plain.split(".");
	const kept = parseMoney(`${whole}.${fraction.slice(0, minorDigits(currency))}`, currency);
	const up = /^[5-9]/.test(fraction.slice(minorDigits(currency))) ? 1 : 0;
	return { minor: kept.minor + (whole.startsWith("-") ? -up : up), currency };
}

/** "2026-11-21T21:23:41.000+00:00" as an instant. */
function toInstant(text: string): Instant {
	const moment = /(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
	if (Number.isNaN(moment)) throw faults.unexpected("order", "a date");
	return new Date(moment).toISOString();
}

/**
 * Milliseconds of the last change. A new state changes the transaction's or delivery's time, not the order's. Documents
 * are left out: one that is deleted must not make the order look older.
 */
function revisionOf(order: SwOrder): number {
	const parts = [order, ...order.transactions, ...order.deliveries, order.orderCustomer, order.billingAddress];
	const times = parts.flatMap((part) => (part ? [Date.parse(part.updatedAt ?? part.createdAt)] : []));
	return Math.max(0, ...times.filter((time) => !Number.isNaN(time)));
}

function methodOf(transaction: SwTransaction | undefined): Order["paymentMethod"] {
	// An order of zero may have no transaction at all.
	if (transaction === undefined) return { id: "none", title: "none" };
	return { id: methodIdOf(transaction.paymentMethod), title: titleOf(transaction.paymentMethod) };
}

/** The technical name, which is the same in every shop; up to 6.5 that of Shopware's own methods, else the id. */
export function methodIdOf(method: SwPaymentMethod): string {
	return method.technicalName || (CORE_METHODS[method.formattedHandlerIdentifier] ?? method.id);
}

export function titleOf(named: {
	readonly name: string;
	readonly translated: string;
	readonly technicalName: string;
}): string {
	return named.translated || named.name || named.technicalName || "?";
}

function customerOf(order: SwOrder): Customer {
	const { orderCustomer: buyer } = order;
	const billing = billingOf(order);
	return defined<Customer>({
		number: buyer?.customerNumber,
		name: joined(" ", buyer?.firstName, buyer?.lastName) ?? billing.name ?? buyer?.company ?? "",
		company: buyer?.company || billing.company,
		group: buyer?.customer?.group?.translated,
		email: buyer?.email,
		language: order.language?.locale?.code,
		billing,
	});
}

function billingOf({ billingAddress: address }: SwOrder): Address {
	const country = address?.country?.iso ?? "";
	return defined<Address>({
		name: joined(" ", address?.firstName, address?.lastName),
		company: address?.company,
		street: joined(", ", address?.street, address?.additionalAddressLine1, address?.additionalAddressLine2),
		postcode: address?.zipcode,
		city: address?.city,
		country: /^[A-Z]{2}$/.test(country) ? country : undefined,
	});
}

/** The newest invoice that no cancellation refers to. */
function invoiceOf({ documents }: SwOrder): Invoice | undefined {
	const cancelled = documents.filter(({ documentType }) => documentType?.technicalName === "storno");
	const newest = documents
		.filter(({ documentType }) => documentType?.technicalName === "invoice")
		.filter(({ id }) => !cancelled.some(({ referencedDocumentId }) => referencedDocumentId === id))
		.toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
		.at(-1);
	const number = textOf(newest?.config.documentNumber);
	if (newest === undefined || number === "") return undefined;
	const date = /^\d{4}-\d\d-\d\d/.exec(textOf(newest.config.documentDate))?.[0];
	return { number, ...(date === undefined ? {} : { date }), documentRef: newest.id };
}

function additionalNumbersOf(order: SwOrder, fields: readonly string[], invoice: Invoice | undefined): string[] {
	const numbers = [
		...fields.map((field) => textOf(order.customFields[field])),
		...(order.orderCustomer?.vatIds ?? []).map((id) => id.trim()),
	];
	return [...new Set(numbers)]
		.filter((number) => number !== "" && number !== order.orderNumber && number !== invoice?.number)
		.slice(0, 50);
}

function textOf(value: unknown): string {
	return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

function joined(separator: string, ...parts: readonly (string | undefined)[]): string | undefined {
	return parts.filter((part) => (part ?? "").trim() !== "").join(separator) || undefined;
}

/** Leaves out what is undefined or empty; a name stays. */
function defined<T extends { readonly name?: string | undefined }>(
	fields: { readonly [K in keyof T]: T[K] | undefined },
): T {
	const kept = Object.entries(fields).filter(
		([key, value]) => (value ?? "") !== "" || (key === "name" && value === ""),
	);
	return Object.fromEntries(kept) as T;
}
