import type { Money } from "@kontor/connector";
import { moneyOrNone, negated, plainDecimal, writtenMoney } from "../amounts.ts";
import { unreadable } from "../fault.ts";
import { ibanOf } from "../iban.ts";
import type { Counterparty, Entry, PostingStatus } from "../model.ts";
import { orNone, withoutBlanks } from "../text.ts";
import type { Field } from "./field.ts";
import { readStatementLine } from "./field-61.ts";
import type { Narrative } from "./field-86.ts";
import { readNonSwift } from "./field-ns.ts";
import { readNarratives } from "./narratives.ts";
import type { CurrencyAmount } from "./side-amounts.ts";

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
	const nonSwift = fields.nonSwift && readNonSwift(fields.nonSwift);
	const supplementIban = ibanOf(line.supplement) ?? rabobankIban(line.supplement);
	const supplement = supplementIban === undefined ? line.supplement : undefined;
	const narrative = readNarratives(fields.narrative) ?? nonSwift ?? alone(supplement);
	const additional = nonSwift && nonSwift !== narrative ? orNone(nonSwift.remittance) : undefined;
	let amount: Money;
	try {
		amount = writtenMoney(line.amount, line.negative, currency);
	} catch {
		throw unreadable(position, AMOUNT, `${line.negative ? "-" : ""}${plainDecimal(line.amount)} ${currency}`);
	}
	// SNS and ASN write the counterparty's account where its reference belongs.
	const referenceIban = ibanOf(line.customerReference);
	const charges = sideAmount(line.charges, currency) ?? sideAmount(narrative.charges, currency);
	const original = sideAmount(line.original, currency) ?? sideAmount(narrative.originalAmount, currency);
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
		bookingText: narrative.bookingText ?? (supplement === narrative.remittance ? undefined : supplement),
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
		bankReference: line.bankReference ?? narrative.bankReference,
		details: [],
		raw: keepRaw ? rawOf(fields) : "",
		position,
	};
}

/** Where the bank sends no `:86:`, the second line of `:61:` is all that it says. */
function alone(supplement: string | undefined): Narrative {
	return { remittance: supplement ?? "", counterparty: {}, references: [] };
}

/** Alone in the second line of `:61:`, Rabobank's place for it: believed there, check digits or not. */
function rabobankIban(supplement: string | undefined): string | undefined {
	return supplement !== undefined && /^NL\d\d[A-Z]{4}\d{10}$/.test(supplement) ? supplement : undefined;
}

function withIban(counterparty: Counterparty, iban: string | undefined): Counterparty {
	return iban === undefined || counterparty.iban !== undefined ? counterparty : { ...counterparty, iban };
}

function sideAmount(amount: CurrencyAmount | undefined, accountCurrency: string): Money | undefined {
	return amount && moneyOrNone(amount.decimal, amount.currency ?? accountCurrency);
}

function rawOf({ line, narrative, nonSwift }: EntryFields): string {
	let raw = line.source;
	for (const { source } of narrative ?? []) raw += `\n${source}`;
	for (const { source } of nonSwift ?? []) raw += `\n${source}`;
	return raw;
}

const AMOUNT = {
	de: "ein Betrag mit höchstens so vielen Nachkommastellen wie die Währung",
	en: "an amount with no more decimals than the currency has",
};
