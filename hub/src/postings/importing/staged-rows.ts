import { hash } from "node:crypto";
import { type Account, contentKey, type Entry, type Matchable, matchables, strongId } from "@kontor/statements";

/** What identity goes by, a row for each entry. */
export const DELIVERED = `entry int, statement int, booking_day date, minor bigint, pending boolean, strong_id text, reference text,
	content_key bytea, end_to_end_id text, iban text, text text, parts int`;

/** What is stored of it, a row for each posting. */
export const DELIVERED_POSTINGS = `entry int, part int, detail text, value_day date, amount bigint, currency text,
	counterparty_name text, counterparty_iban text, remittance text, end_to_end_id text, transaction_code text,
	return_reason text, body jsonb`;

/** An entry as rows of these tables, in the text format of COPY. */
export interface StagedRows {
	readonly delivered: string;
	readonly postings: string;
	readonly contentKey: string;
	readonly strongId: string | undefined;
}

/**
 * @param entry how many-eth it is of the file
 * @param account in one spelling, whatever the statement writes: keys must not depend on it
 */
export function rowsOf(bank: Entry, entry: number, statement: number, account: Account): StagedRows {
	const parts = matchables(bank);
	const key = contentKey({ account }, bank);
	// Which format it is, is known when the statement ends: references that are no ids in it are taken back then.
	const strong = strongId({ account, format: "camt.053" }, bank);
	const text = bank.searchText.toUpperCase();
	return {
		contentKey: key,
		strongId: strong,
		delivered: line([
			entry,
			statement,
			bank.bookingDay,
			bank.amount.minor,
			bank.status === "pending",
			strong,
			bank.uniqueId === undefined ? bank.bankReference : undefined,
			`\\x${key}`,
			bank.endToEndId,
			bank.counterparty.iban,
			text,
			parts.length,
		]),
		postings: parts.map((matchable, part) => line([entry, part, ...postingOf(matchable, part, bank, text)])).join(""),
	};
}

/** A key is part of an index, whose rows are bounded; references are 35 characters long. */
const MOST_KEY = 200;

function postingOf({ subKey, posting }: Matchable, part: number, bank: Entry, text: string): Cell[] {
	const { gvc, domain, proprietary, swift } = posting.transactionCode;
	const body = {
		...bodyOf(posting),
		line: bank.position.line,
		// The record is the entry's: once is enough.
		...(part === 0 && { raw: bank.raw }),
		...(subKey !== "" && { entry: { text, endToEndId: bank.endToEndId, iban: bank.counterparty.iban } }),
	};
	return [
		subKey.length > MOST_KEY ? `${part + 1}:${hash("sha256", subKey)}` : subKey,
		posting.valueDay?.startsWith("0000") ? undefined : posting.valueDay,
		posting.amount.minor,
		posting.amount.currency,
		posting.counterparty.name,
		posting.counterparty.iban,
		posting.remittance,
		posting.endToEndId,
		[gvc, domain, proprietary, swift].filter((code) => code !== undefined).join(" ") || undefined,
		posting.returnReason,
		storable(body),
	];
}

/** PostgreSQL stores neither NUL nor half a character, which JSON can write and a damaged file can hold. */
function storable(body: object): string {
	const json = JSON.stringify(body);
	if (!/\\u(?:0000|d[89a-f])/.test(json)) return json;
	return JSON.stringify(body, (_, value: unknown) =>
		typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value,
	);
}

/** What no column holds. */
function bodyOf(posting: Matchable["posting"]): object {
	return {
		searchText: posting.searchText,
		valueDayRaw: posting.valueDayRaw,
		reversal: posting.reversal,
		counterparty: posting.counterparty,
		bookingText: posting.bookingText,
		mandateId: posting.mandateId,
		creditorId: posting.creditorId,
		customerReference: posting.customerReference,
		references: posting.references,
		transactionCode: posting.transactionCode,
		charges: posting.charges,
		originalAmount: posting.originalAmount,
		exchangeRate: posting.exchangeRate,
		bankReference: posting.bankReference,
		transactionId: posting.transactionId,
		uniqueId: posting.uniqueId,
	};
}

type Cell = string | number | boolean | undefined;

/** A row as COPY reads it (PostgreSQL manual, COPY, text format). */
function line(cells: readonly Cell[]): string {
	return `${cells.map(written).join("\t")}\n`;
}

function written(cell: Cell): string {
	if (cell === undefined) return "\\N";
	if (typeof cell !== "string") return String(cell);
	return SPECIAL.test(cell) ? cell.replace(/[\\\n\r\t\0]/g, (char) => ESCAPES[char] ?? "") : cell;
}

const SPECIAL = /[\\\n\r\t\0]/;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
