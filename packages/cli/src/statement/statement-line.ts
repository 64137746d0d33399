import type { Money } from "@kontor/connector";
import type { Balance, Detail, Entry, Statement, StatementFault, TransactionCode, Warning } from "@kontor/statements";
import type { Language } from "../language.ts";
import { nameOf } from "./read-files.ts";

/** An entry, or a payment of a batch, as it stands in a line. Every key is always there. */
interface EntryLine {
	/** Signed, in the smallest unit; null for a payment of a batch whose bank names no amount. */
	readonly minor: number | null;
	readonly currency: string | null;
	readonly bookingDate: string;
	readonly valueDate: string | null;
	readonly status: string;
	readonly reversal: boolean;
	readonly counterparty: {
		/** Where the bank names but the party on whose behalf was paid, that one. */
		readonly name: string | null;
		readonly iban: string | null;
		readonly bic: string | null;
		/** The account number where it is no IBAN. */
		readonly account: string | null;
		/** On whose behalf was paid, or who receives in the end. */
		readonly ultimateName: string | null;
	};
	readonly remittance: string;
	readonly bookingText: string | null;
	readonly endToEndId: string | null;
	readonly references: readonly string[];
	readonly transactionCode: string | null;
	readonly returnReason: string | null;
	readonly charges: readonly Money[];
	readonly original: Money | null;
	readonly details: readonly EntryLine[];
}

/** Why something could not be read, or is odd. Without a place where the whole file is meant. */
export interface RemarkLine {
	readonly line: number | null;
	readonly element: string | null;
	readonly expected: string | null;
	readonly got: string | null;
	readonly text: string;
}

const ENTRIES_A_PIECE = 500;

/** A statement as a line of JSON, in pieces: one of a million entries is longer than a string can be. */
export function* statementLine(file: string, statement: Statement, language: Language): Generator<string> {
	const { format, account, currency, opening, closing, entries, warnings } = statement;
	const head = {
		file: nameOf(file, statement.position),
		format,
		account: account.iban ?? (account.id || null),
		currency: currency ?? null,
		opening: balance(opening),
		closing: balance(closing),
	};
	yield `${JSON.stringify(head).slice(0, -1)},"entries":[`;
	for (let at = 0; at < entries.length; at += ENTRIES_A_PIECE) {
		const piece = entries.slice(at, at + ENTRIES_A_PIECE).map((entry) => JSON.stringify(entryLine(entry)));
		yield (at === 0 ? "" : ",") + piece.join(",");
	}
	yield `],"warnings":${JSON.stringify(warnings.map((one) => warningLine(one, language)))},"errors":[]}\n`;
}

/** The line of a statement, or a whole file, that could not be read. */
export function faultLine(file: string, error: RemarkLine): string {
	const nothing = { format: null, account: null, currency: null, opening: null, closing: null };
	return `${JSON.stringify({ file, ...nothing, entries: [], warnings: [], errors: [error] })}\n`;
}

export function remarkOf({ position, expected, got, message }: StatementFault, language: Language): RemarkLine {
	return { line: position.line, element: position.element ?? null, expected, got, text: message[language] };
}

function warningLine({ code, position, message, difference }: Warning, language: Language) {
	const { line, element = null } = position;
	return { code, line, element, text: message[language], difference: difference ?? null };
}

function entryLine(posting: Entry | Detail): EntryLine {
	const { amount, counterparty } = posting;
	return {
		minor: amount?.minor ?? null,
		currency: amount?.currency ?? null,
		bookingDate: posting.bookingDay,
		valueDate: posting.valueDay ?? null,
		status: posting.status,
		reversal: posting.reversal,
		counterparty: {
			name: counterparty.name ?? counterparty.ultimateName ?? null,
			iban: counterparty.iban ?? null,
			bic: counterparty.bic ?? null,
			account: counterparty.account ?? null,
			ultimateName: counterparty.ultimateName ?? null,
		},
		remittance: [posting.remittance, posting.additionalRemittance].filter(Boolean).join("\n"),
		bookingText: posting.bookingText ?? null,
		endToEndId: posting.endToEndId ?? null,
		references: referencesOf(posting),
		transactionCode: codeOf(posting.transactionCode),
		returnReason: posting.returnReason ?? null,
		charges: posting.charges,
		original: posting.originalAmount ?? null,
		details: "details" in posting ? posting.details.map(entryLine) : [],
	};
}

/** Everything that names the payment but for the end-to-end id, the structured ones first. */
function referencesOf(posting: Entry | Detail): string[] {
	const { references, mandateId, creditorId, customerReference, bankReference, transactionId, uniqueId } = posting;
	const all = [...references, mandateId, creditorId, customerReference, bankReference, transactionId, uniqueId];
	return [...new Set(all.filter((one) => one !== undefined))];
}

function codeOf({ gvc, domain, proprietary, swift }: TransactionCode): string | null {
	return gvc ?? domain ?? proprietary ?? swift ?? null;
}

function balance(of: Balance | undefined): { minor: number; date: string } | null {
	return of === undefined ? null : { minor: of.amount.minor, date: of.day };
}
