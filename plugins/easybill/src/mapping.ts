import {
	type Address,
	type Customer,
	type Invoice,
	type Money,
	type Observed,
	type Order,
	OrderRef,
	type PaymentTerm,
	type Statuses,
} from "@kontor/connector";
import { type Moment, momentInBerlin, risingSeconds } from "./berlin-time.ts";
import type { Credits } from "./credits.ts";
import * as faults from "./faults.ts";
import type { EasybillDocument } from "./shapes.ts";
import { MACHINE, statusOf } from "./statuses.ts";

/**
 * An invoice of easybill as Kontor understands it.
 *
 * @throws ConnectorError `unexpected-reply` where it carries no time at all.
 */
export function toOrder(document: EasybillDocument, credits: Credits): Order {
	const invoice = invoiceOf(document);
	const created = new Date(createdAt(document).earliest).toISOString();
	return {
		ref: refOf(document.id),
		number: invoice.number,
		placedAt: created,
		recordedAt: created,
		amount: { ...amountOf(document), minor: owedOf(document, credits) },
		...observedOf(document),
		paymentMethod: paymentMethodOf(document),
		customer: customerOf(document),
		invoice,
		paymentTerms: termsOf(document, invoice),
		additionalNumbers: additionalNumbersOf(document, invoice.number),
	};
}

/** What a command reports after reading back. */
export function observedOf(document: EasybillDocument): Observed {
	const { currency, paid_amount } = document;
	const changed = momentOf(document.edited_at) ?? createdAt(document);
	return {
		revision: risingSeconds(changed),
		statuses: statusesOf(document),
		receivedInShop: { minor: paid_amount, currency },
	};
}

export function refOf(id: number): OrderRef {
	return OrderRef.parse(String(id));
}

function statusesOf(document: EasybillDocument): Statuses {
	return { [MACHINE]: statusOf(document) };
}

function amountOf({ amount, currency }: EasybillDocument): Money {
	return { minor: amount, currency };
}

/** After open credit notes, before payments. */
export function owedOf({ id, amount }: EasybillDocument, credits: Credits): number {
	return amount - (credits.get(id) ?? 0);
}

/** When easybill last changed it; null for old documents. */
export function editedAt({ edited_at }: EasybillDocument): Moment | null {
	return momentOf(edited_at) ?? null;
}

/** The ids of a direct debit and of everything else: easybill itself has no payment methods. */
export const PAYMENT_METHODS = {
	invoice: { id: "invoice", title: "Rechnung (Überweisung)" },
	directDebit: { id: "sepa-debit", title: "SEPA-Lastschrift" },
} as const;

function paymentMethodOf({ bank_debit_form }: EasybillDocument): Order["paymentMethod"] {
	return bank_debit_form === "" ? PAYMENT_METHODS.invoice : PAYMENT_METHODS.directDebit;
}

/** Documents older than the field have the day of the document only. */
function createdAt({ created_at, document_date }: EasybillDocument): Moment {
	const created = momentOf(created_at) ?? momentOf(document_date);
	if (created === undefined) throw faults.unexpected("document", "created_at or document_date");
	return created;
}

function momentOf(text: string | null): Moment | undefined {
	return text === null ? undefined : momentInBerlin(text);
}

function invoiceOf({ id, number, document_date, due_date }: EasybillDocument): Invoice {
	const [date, dueDate] = [dayOf(document_date), dayOf(due_date)];
	return {
		number: number || String(id),
		...(date === undefined ? {} : { date }),
		...(dueDate === undefined ? {} : { dueDate }),
		documentRef: String(id),
	};
}

function dayOf(text: string | null): string | undefined {
	return /^\d{4}-\d\d-\d\d/.exec(text ?? "")?.[0];
}

function termsOf(document: EasybillDocument, { date, dueDate }: Invoice): PaymentTerm[] {
	const { cash_allowance, cash_allowance_days } = document;
	const discount =
		cash_allowance !== null && cash_allowance > 0 && cash_allowance_days !== null
			? [{ days: cash_allowance_days, discountPercent: cash_allowance }]
			: [];
	const net = document.due_in_days ?? document.grace_period ?? daysBetween(date, dueDate);
	const all = [...discount, ...(net === null ? [] : [{ days: net, discountPercent: 0 }])];
	return all.filter(({ days, discountPercent }) => days >= 0 && days <= 3650 && discountPercent <= 100);
}

function daysBetween(from: string | undefined, to: string | undefined): number | null {
	return from === undefined || to === undefined ? null : Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The customer as he was when the invoice was finished; the address on it where the snapshot is older than that. */
function customerOf(document: EasybillDocument): Customer {
	const { customer_snapshot: snapshot } = document;
	const number = snapshot.number;
	const group = document.customer_snapshot.group_id;
	const language = languageOf(document);
	const [email] = snapshot.emails;
	const billing = billingOf(document);
	return {
		name: billing.name ?? billing.company ?? "",
		...(number === "" ? {} : { number }),
		...(billing.company === undefined ? {} : { company: billing.company }),
		...(group === "" ? {} : { group }),
		...(email === undefined || email === "" ? {} : { email }),
		...(language === undefined ? {} : { language }),
		billing,
	};
}

function billingOf({ address, customer_snapshot }: EasybillDocument): Address {
	const isEmpty = Object.values(address).every((value) => value === "");
	const person = isEmpty ? customer_snapshot : address;
	const given = {
		name: joined(" ", person.first_name, person.last_name),
		company: person.company_name,
		street: joined(", ", person.street, person.suffix_1, person.suffix_2),
		postcode: person.zip_code,
		city: person.city,
		country: /^[A-Z]{2}$/.test(person.country) ? person.country : "",
	};
	return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
}

/** The layout says it: none and "DE" are German, "EN" is English, a number is the merchant's own in any language. */
function languageOf({ pdf_template }: EasybillDocument): string | undefined {
	const languages: Readonly<Record<string, string>> = { "": "de", DE: "de", EN: "en" };
	return languages[pdf_template];
}

/** "Leitweg-ID" of a public authority: it names the authority, not what it pays. */
const ROUTING_ID = /^\d{2,12}(-[A-Z0-9]{1,30})?-\d{2}$/i;

/** The shop's or customer's own numbers of the order; by them an order of another system is known again, too (A13). */
function additionalNumbersOf(document: EasybillDocument, number: string): string[] {
	const { order_number, external_id, buyer_reference } = document;
	const reference = ROUTING_ID.test(buyer_reference) ? "" : buyer_reference;
	return [...new Set([order_number, external_id, reference])].filter((other) => other !== "" && other !== number);
}

function joined(separator: string, ...parts: readonly string[]): string {
	return parts.filter((part) => part !== "").join(separator);
}
