import { createHash } from "node:crypto";
import type { Text } from "@kontor/connector";
import {
	type Entry as BankEntry,
	identities,
	type Matchable,
	matchables,
	readStatements,
	type Statement,
} from "@kontor/statements";
import { fold, isAccount } from "./account-number.ts";
import type { Entry, Span } from "./identity/entry.ts";

/** An entry of a file, with the postings it is made of. */
export interface DeliveredEntry extends Entry {
	readonly matchables: readonly Matchable[];
	/** The record as delivered. */
	readonly raw: string;
	readonly line: number;
}

/** Statements that say together what happened: where an entry stands in two of them, it happened twice. */
export interface Delivery {
	readonly entries: readonly DeliveredEntry[];
	readonly spans: readonly Span[];
}

interface FileError {
	readonly position: string;
	readonly text: Text;
}

export interface ReadFile {
	/** "mt940", "camt.053 mt940": all formats the file holds. */
	readonly format: string;
	readonly statements: number;
	readonly deliveries: readonly Delivery[];
	readonly warnings: readonly Text[];
	/** Statements of which nothing is taken. */
	readonly errors: readonly FileError[];
}

export interface OwnAccount {
	readonly number: string;
	readonly currency: string;
}

/** Reads a statement file for one account: what is faulty or another account's is an error, the rest is delivered. */
export async function readFile(bytes: Uint8Array, account: OwnAccount): Promise<ReadFile> {
	const statements = new Map<string, Statement>();
	const warnings: Text[] = [];
	const errors: FileError[] = [];
	for await (const result of readStatements(bytes)) {
		if (!result.ok) {
			const { position, message } = result.error;
			errors.push({ position: at(position), text: message });
			continue;
		}
		const { statement } = result;
		const refusal = refuse(statement, account);
		if (refusal !== null) errors.push({ position: at(statement.position), text: refusal });
		else {
			warnings.push(...statement.warnings.map(({ message }) => message));
			// The very same statement twice in a file says nothing new.
			statements.set(fingerprint(statement), statement);
		}
	}
	const read = [...statements.values()];
	return {
		format: [...new Set(read.map(({ format }) => format))].toSorted().join(" "),
		statements: read.length,
		deliveries: together(read).map((parts) => deliveryOf(parts, account)),
		warnings,
		errors,
	};
}

function refuse(statement: Statement, account: OwnAccount): Text | null {
	const named = statement.account.iban ?? statement.account.id;
	if (!isAccount(account.number, statement.account)) {
		return {
			de: `Dieser Auszug gehört zum Konto ${named}, nicht zu ${account.number}. Er wurde nicht eingelesen.`,
			en: `This statement belongs to account ${named}, not to ${account.number}. It was not imported.`,
		};
	}
	const currency = [statement.currency, ...statement.entries.map(({ amount }) => amount.currency)].find(
		(found) => found !== undefined && found !== account.currency,
	);
	return currency === undefined
		? null
		: {
				de: `Dieser Auszug ist in ${currency}, das Konto wird in ${account.currency} geführt. Er wurde nicht eingelesen.`,
				en: `This statement is in ${currency}, the account is kept in ${account.currency}. It was not imported.`,
			};
}

/** Booked statements never overlap, so those of a file count together; intraday reports and notifications may. */
function together(statements: readonly Statement[]): Statement[][] {
	const booked = statements.filter(({ format }) => format === "mt940" || format === "camt.053");
	const groups = Object.values(Object.groupBy(booked, representationOf)).map((group) => group ?? []);
	return [...groups, ...statements.filter((statement) => !booked.includes(statement)).map((one) => [one])];
}

function deliveryOf(statements: readonly Statement[], { number }: OwnAccount): Delivery {
	const [first] = statements;
	if (first === undefined) return { entries: [], spans: [] };
	// One spelling of the account, whatever the statement writes: keys must not depend on it.
	const source = { account: { id: fold(number) }, format: first.format };
	const entries = statements.flatMap((statement) => statement.entries).filter(({ status }) => status !== "info");
	const keys = identities(source, entries);
	return {
		entries: entries.map((entry, index) => ({
			bookingDay: entry.bookingDay,
			minor: entry.amount.minor,
			pending: entry.status === "pending",
			representation: representationOf(first),
			strongId: keys[index]?.strongId ?? null,
			contentKey: keys[index]?.contentKey ?? "",
			endToEndId: entry.endToEndId ?? null,
			text: entry.searchText.toUpperCase(),
			matchables: matchables(entry),
			raw: entry.raw,
			line: entry.position.line,
		})),
		spans: statements.flatMap(spansOf),
	};
}

/** The days of a statement, where its balances and entries agree. */
function spansOf({ opening, closing, entries }: Statement): Span[] {
	if (opening === undefined || closing === undefined) return [];
	const booked = entries.filter(({ status }) => status === "booked");
	const spans: Span[] = [];
	let balance = opening.amount.minor;
	for (const bookingDay of new Set(booked.map((entry) => entry.bookingDay).toSorted())) {
		const turnover = sumOf(booked.filter((entry) => entry.bookingDay === bookingDay));
		spans.push({ bookingDay, opening: balance, closing: balance + turnover });
		balance += turnover;
	}
	return balance === closing.amount.minor ? spans : [];
}

function sumOf(entries: readonly BankEntry[]): number {
	return entries.reduce((sum, { amount }) => sum + amount.minor, 0);
}

function representationOf({ format, version }: Statement): string {
	return version ?? format;
}

function fingerprint({ id, number, format, account, opening, closing, entries }: Statement): string {
	const said = entries.map(({ raw, amount, bookingDay }) => [raw, amount.minor, bookingDay]);
	return createHash("sha256")
		.update(JSON.stringify([format, account, id, number, opening, closing, said]))
		.digest("hex");
}

function at({ line, element }: { line: number; element?: string | undefined }): string {
	return element === undefined ? `${line}` : `${line} ${element}`;
}
