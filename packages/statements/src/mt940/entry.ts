import type { Money } from "@kontor/connector";
import { moneyOrNone, negated, plainDecimal, writtenMoney } from "../amounts.ts";
import { unreadable } from "../fault.ts";
import { ibanOf } from "../iban.ts";
import type { Counterparty, Entry, PostingStatus } from "../model.ts";
import { orNone, withoutBlanks } from "../text.ts";
import { type CurrencyAmount, readStatementLine } from "./field-61.ts";
import { readNarrative } from "./field-86.ts";
import { readNonSwift } from "./field-ns.ts";
import type { Field, FieldText } from "./fields.ts";

/** The fields of one entry: `:61:` and what follows it. */
export interface EntryFields {
	readonly line: Field;
	/** `:86:`, several at some banks. */
	readonly narrative: readonly Field[] | undefined;
	readonly nonSwift: readonly Field[] | undefined;
}

export interface EntryContext {
	readonly currency: string;
	readonly status: PostingStatus;
	readonly keepRaw: boolean;
}

/** @throws Unreadable where `:61:` cannot be read */
export function readEntry(fields: EntryFields, { currency, status, keepRaw }: EntryContext): Entry {
	const position = { line: fields.line.line, element: ":61:" };
	const line = readStatementLine(fields.line);
	const nonSwift = fields.nonSwift && readNonSwift(together(fields.nonSwift));
	const narrative = (fields.narrative ? undefined : nonSwift) ?? readNarrative(together(withoutCode(fields.narrative)));
	const additional = nonSwift && nonSwift !== narrative ? orNone(nonSwift.remittance) : undefined;
	let amount: Money;
	try {
		amount = writtenMoney(line.amount, line.negative, currency);
	} catch {
		throw unreadable(position, AMOUNT, `${line.negative ? "-" : ""}${plainDecimal(line.amount)} ${currency}`);
	}
	const supplementIban = ibanOf(line.supplement) ?? rabobankIban(line.supplement);
	// SNS and ASN write the counterparty's account where its reference belongs.
	const referenceIban = ibanOf(line.customerReference);
	const charges = sideAmount(line.charges) ?? moneyOrNone(narrative.charges, currency);
	const original = sideAmount(line.original) ?? moneyOrNone(narrative.originalAmount, currency);
	return {
		amount,
		bookingDay: line.entryDay ?? line.valueDay,
		valueDay: line.valueDay,
		valueDayRaw: line.valueDayRaw,
		status,
		reversal: line.reversal,
		counterparty: withIban(narrative.counterparty, supplementIban ?? referenceIban),
		remittance: narrative.remittance,
		additionalRemittance: additional,
		searchText: withoutBlanks(additional === undefined ? narrative.remittance : narrative.remittance + additional),
		bookingText: narrative.bookingText ?? (supplementIban === undefined ? line.supplement : undefined),
		endToEndId: narrative.endToEndId,
		mandateId: narrative.mandateId,
		creditorId: narrative.creditorId,
		customerReference:
			narrative.customerReference ?? (referenceIban === undefined ? line.customerReference : undefined),
		references: narrative.references,
		transactionCode: { gvc: narrative.gvc, swift: line.swiftCode },
		returnReason: narrative.returnReason,
		charges: charges ? [charges] : [],
		originalAmount: original && amount.minor < 0 ? negated(original) : original,
		bankReference: line.bankReference,
		details: [],
		raw: keepRaw ? rawOf(fields) : "",
		position,
	};
}

/** Polish banks send `:86:152` before `:86:152~00...`: it says nothing that the second one does not. */
function withoutCode(narrative: readonly Field[] = []): readonly Field[] {
	const [first, second] = narrative;
	if (first === undefined || second === undefined) return narrative;
	const code = first.content.trim();
	const isCode = /^\d{3}$/.test(code) && !first.content.includes("\n") && second.content.startsWith(code);
	return isCode ? narrative.slice(1) : narrative;
}

/** Alone in the second line of `:61:`, Rabobank's place for it: believed there, check digits or not. */
function rabobankIban(supplement: string | undefined): string | undefined {
	return supplement !== undefined && /^NL\d\d[A-Z]{4}\d{10}$/.test(supplement) ? supplement : undefined;
}

function together(fields: readonly Field[]): FieldText {
	const [only] = fields;
	if (fields.length === 1 && only) return only;
	return { content: fields.map(({ content }) => content).join("\n"), text: fields.map(({ text }) => text).join("") };
}

function withIban(counterparty: Counterparty, iban: string | undefined): Counterparty {
	return iban === undefined || counterparty.iban !== undefined ? counterparty : { ...counterparty, iban };
}

function sideAmount(amount: CurrencyAmount | undefined): Money | undefined {
	return moneyOrNone(amount?.decimal, amount?.currency);
}

function rawOf({ line, narrative, nonSwift }: EntryFields): string {
	let raw = sourceOf(line);
	for (const field of narrative ?? []) raw += `\n${sourceOf(field)}`;
	for (const field of nonSwift ?? []) raw += `\n${sourceOf(field)}`;
	return raw;
}

function sourceOf({ tag, content }: Field): string {
	return `:${tag}:${content}`;
}

const AMOUNT = {
	de: "ein Betrag mit höchstens so vielen Nachkommastellen wie die Währung",
	en: "an amount with no more decimals than the currency has",
};
