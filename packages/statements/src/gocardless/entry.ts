import { type Day, type Money, parseMoney, type Text } from "@kontor/connector";
import { isoDay } from "../days.ts";
import { unreadable } from "../fault.ts";
import { bicOf, shapedIban } from "../iban.ts";
import type { Counterparty, Entry, Position, TransactionCode } from "../model.ts";
import { tagged } from "../mt940/purpose.ts";
import { collapsed, referenceOrNone, withoutBlanks } from "../text.ts";
import { Transaction } from "./answer.ts";
import { remittanceOf } from "./remittance.ts";

/** A transaction as the answer lists it. */
export interface Listed {
	readonly given: unknown;
	readonly index: number;
	readonly status: "booked" | "pending";
}

/** @param updated when the answer was made: the day of what is announced without one @throws Unreadable */
export function entryOf({ given, index, status }: Listed, updated: string | undefined): Entry {
	const element = `${status}[${index + 1}]`;
	const position: Position = { line: 1, element };
	const transaction = readTransaction(given, position);
	const amount = amountOf(transaction, position);
	const { tags, text, further, references } = remittanceOf(transaction);
	const valueDayRaw = transaction.valueDate ?? transaction.valueDateTime;
	return {
		amount,
		bookingDay: bookingDayOf(transaction, status === "pending" ? updated : undefined, position),
		valueDay: valueDayRaw === undefined ? undefined : isoDay(valueDayRaw),
		valueDayRaw,
		status,
		reversal: false,
		counterparty: counterpartyOf(transaction, amount.minor >= 0, tagged(tags, "ABWA")),
		remittance: text,
		additionalRemittance: further,
		searchText: withoutBlanks(text + (further ?? "")),
		endToEndId: referenceOrNone(transaction.endToEndId) ?? referenceOrNone(tagged(tags, "EREF")),
		mandateId: referenceOrNone(transaction.mandateId) ?? referenceOrNone(tagged(tags, "MREF")),
		creditorId: transaction.creditorId ?? tagged(tags, "CRED"),
		customerReference: referenceOrNone(tagged(tags, "KREF")),
		references,
		transactionCode: codeOf(transaction),
		charges: [],
		originalAmount: originalOf(transaction, amount),
		exchangeRate: transaction.currencyExchange?.exchangeRate,
		bankReference: referenceOrNone(transaction.entryReference),
		// What is only announced gets another id when it is booked.
		uniqueId: status === "booked" ? (transaction.internalTransactionId ?? transaction.transactionId) : undefined,
		details: [],
		raw: JSON.stringify(given),
		position,
	};
}

function readTransaction(given: unknown, position: Position): Transaction {
	const parsed = Transaction.safeParse(given);
	if (parsed.success) return parsed.data;
	const path = parsed.error.issues[0]?.path.join("/") ?? "";
	const element = `${position.element}/${path}`;
	throw unreadable({ ...position, element }, AMOUNT_AND_TEXTS, JSON.stringify(given));
}

function amountOf({ transactionAmount: { amount, currency } }: Transaction, position: Position): Money {
	try {
		return parseMoney(amount, currency);
	} catch {
		throw unreadable(
			{ ...position, element: `${position.element}/transactionAmount` },
			AMOUNT,
			`${amount} ${currency}`,
		);
	}
}

function bookingDayOf(transaction: Transaction, updated: string | undefined, position: Position): Day {
	const { bookingDate, bookingDateTime, valueDate, valueDateTime } = transaction;
	for (const written of [bookingDate, bookingDateTime, valueDate, valueDateTime, updated]) {
		const day = written === undefined ? undefined : isoDay(written);
		if (day !== undefined) return day;
	}
	throw unreadable({ ...position, element: `${position.element}/bookingDate` }, DAY, bookingDate ?? "");
}

/** Money that comes in is the debtor's, money that goes out the creditor's; some banks name the one they have. */
function counterpartyOf(transaction: Transaction, credit: boolean, onBehalfOf: string | undefined): Counterparty {
	const { debtorName, debtorAccount, creditorName, creditorAccount } = transaction;
	const hasDebtor = debtorName !== undefined || hasNumber(debtorAccount);
	const hasCreditor = creditorName !== undefined || hasNumber(creditorAccount);
	const debtor = credit ? hasDebtor || !hasCreditor : hasDebtor && !hasCreditor;
	const [name, account, agent, ultimate] = debtor
		? [debtorName, debtorAccount, transaction.debtorAgent, transaction.ultimateDebtor]
		: [creditorName, creditorAccount, transaction.creditorAgent, transaction.ultimateCreditor];
	const iban = shapedIban(account?.iban) ?? shapedIban(account?.bban);
	return {
		name: collapsed(name),
		iban,
		account: iban === undefined ? (account?.iban ?? account?.bban ?? account?.maskedPan ?? account?.pan) : undefined,
		bic: bicOf(agent),
		ultimateName: collapsed(ultimate ?? onBehalfOf),
	};
}

function hasNumber(account: Transaction["creditorAccount"]): boolean {
	return Object.values(account ?? {}).some((number) => number !== undefined);
}

/** "PMNT-RCDT-ESCT"; German banks' own code may be "NTRF+166+9070" or "166". */
function codeOf({
	bankTransactionCode: domain,
	proprietaryBankTransactionCode: proprietary,
}: Transaction): TransactionCode {
	const gvc = /^(?:[NSF][A-Z0-9]{3}\+)?(\d{3})(?:\+|$)/.exec(proprietary ?? "")?.[1];
	return { gvc, domain, proprietary };
}

function originalOf({ currencyExchange }: Transaction, booked: Money): Money | undefined {
	const given = currencyExchange?.instructedAmount;
	if (given === undefined || given.currency === booked.currency) return undefined;
	try {
		const { minor, currency } = parseMoney(given.amount, given.currency);
		return { minor: booked.minor < 0 ? -Math.abs(minor) : Math.abs(minor), currency };
	} catch {
		return undefined;
	}
}

const AMOUNT: Text = { de: 'ein Betrag wie "-12.50" mit Währung', en: 'an amount like "-12.50" with its currency' };
const DAY: Text = { de: 'ein Buchungstag wie "2026-11-02"', en: 'a booking day like "2026-11-02"' };
const AMOUNT_AND_TEXTS: Text = {
	de: "ein Umsatz mit transactionAmount und Texten",
	en: "a transaction with transactionAmount and texts",
};
