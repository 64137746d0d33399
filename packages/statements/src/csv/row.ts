import { type Day, type Money, parseMoney, type Text } from "@kontor/connector";
import { moneyOrNone, negated } from "../amounts.ts";
import { nearestDay } from "../days.ts";
import { unreadable } from "../fault.ts";
import type { Entry, Posting, PostingStatus, Warning } from "../model.ts";
import { collapsed, orNone, referenceOrNone, withoutBlanks } from "../text.ts";
import { dayIn, decimalIn } from "./cells.ts";
import type { Conventions } from "./conventions.ts";
import { unwrapped } from "./fold.ts";
import { isSpreadsheetNumber, type Labels, saysOneOf } from "./labels.ts";
import type { Layout } from "./layout.ts";
import type { CsvMapping } from "./mapping.ts";
import type { CsvRow } from "./records.ts";
import { counterpartyOf, textOf } from "./text-cells.ts";

/** What a row is read with. */
export interface RowContext {
	readonly mapping: CsvMapping;
	readonly layout: Layout;
	readonly conventions: Conventions;
	readonly labels: Labels;
	/** Where neither the row nor the header of the amount names one. */
	readonly currency: string;
	readonly keepRaw: boolean;
	readonly warn: (warning: Warning) => void;
}

/** A row's posting, with what belongs to its statement. */
export interface ReadRow {
	/** Without a booking day only a pending row whose bank gives none. */
	readonly entry: Omit<Entry, "bookingDay"> & { readonly bookingDay: Day | undefined };
	/** The own account as the row names it; empty where it does not. */
	readonly account: string;
	readonly balance: Money | undefined;
}

type Field = keyof Layout["of"];

/** @throws Unreadable naming line and column */
export function readRow(row: CsvRow, context: RowContext): ReadRow {
	const { layout, mapping } = context;
	const cell = (index: number) => (index < 0 ? "" : unwrapped(row.cells[index] ?? ""));
	const of = (field: Field) => orNone(cell(layout.of[field]));
	const currency = currencyOf(of("currency")) ?? layout.currency ?? context.currency;
	const amount = amountOf(row, currency, context);
	const status = statusOf(row, context);
	const text = textOf(layout.remittance.map(cell), mapping, context.labels);
	const incoming = amount.minor > 0;
	const counterparty = counterpartyOf(
		{
			name: (incoming ? of("payer") : of("payee")) ?? of("name"),
			ultimateName: of("ultimateName"),
			account: (incoming ? of("payerAccount") : of("payeeAccount")) ?? of("iban"),
			bic: of("bic"),
		},
		text,
	);
	const reference = (field: Field, said?: string) => referenceOrNone(of(field)) ?? said;
	const { fields, remittance } = text;
	const posting: Omit<Posting, "bookingDay"> = {
		amount,
		status,
		...valueDayOf(row, context),
		reversal: false,
		counterparty,
		remittance,
		searchText: withoutBlanks(remittance),
		bookingText: collapsed(of("bookingText")) ?? text.bookingText,
		endToEndId: reference("endToEndId", fields.get("endToEndId")),
		mandateId: reference("mandateId", fields.get("mandateId")),
		creditorId: reference("creditorId", fields.get("creditorId")),
		customerReference: reference("customerReference", fields.get("customerReference")),
		references: layout.references.map((at) => withoutBlanks(cell(at))).filter((text) => text !== ""),
		transactionCode: {},
		charges: chargesOf(of("fee"), currency, context),
		...originalOf(of, amount, context),
		bankReference: reference("bankReference", fields.get("bankReference")),
		// What only informs often repeats the id of the posting it is about.
		uniqueId: status === "info" ? undefined : of("uniqueId"),
	};
	warnOfSpreadsheet(row, context);
	const position = { line: row.line };
	const entry = { ...posting, bookingDay: bookingDayOf(row, context, posting.valueDay), details: [] };
	return {
		entry: { ...entry, raw: context.keepRaw ? row.raw : "", position },
		account: of("account") ?? "",
		balance: moneyOrNone(decimalIn(cell(layout.of.balance), context.conventions.decimal), currency),
	};
}

function bookingDayOf(row: CsvRow, context: RowContext, valueDay: Day | undefined): Day | undefined {
	const { layout, mapping, conventions } = context;
	const cell = unwrapped(row.cells[layout.of.bookingDay] ?? "");
	const day = dayIn(cell, conventions.order) ?? dayWithoutYear(cell, valueDay);
	if (day !== undefined) return day;
	if (cell === "" ? statusOf(row, context) === "pending" : saysOneOf(cell, mapping.pendingDates)) return valueDay;
	throw unreadable(at(row, layout, layout.of.bookingDay), DATES[conventions.order], cell);
}

/** "30.12" of old exports: the year in which it lies nearest to the value day. */
function dayWithoutYear(cell: string, valueDay: Day | undefined): Day | undefined {
	const [, day, month] = /^(\d\d)\.(\d\d)\.?$/.exec(cell) ?? [];
	return day === undefined || valueDay === undefined ? undefined : nearestDay(`${month}${day}`, valueDay);
}

function valueDayOf(row: CsvRow, context: RowContext): Pick<Posting, "valueDay" | "valueDayRaw"> {
	const { layout, conventions } = context;
	const cell = unwrapped(row.cells[layout.of.valueDay] ?? "");
	if (!/\d/.test(cell)) return {};
	const valueDay = dayIn(cell, conventions.order);
	if (valueDay === undefined) context.warn(warning(row, layout, layout.of.valueDay, VALUE_DAY));
	return { valueDay, valueDayRaw: valueDay !== undefined && names(cell, valueDay) ? undefined : cell };
}

/** Whether the day is the written one and not that of the month's end instead (30 February). */
function names(cell: string, day: Day): boolean {
	const date = day.slice(8);
	return /^\d{8}$/.test(cell) ? cell.includes(date) : cell.split(/\D+/).some((part) => Number(part) === Number(date));
}

function amountOf(row: CsvRow, currency: string, context: RowContext): Money {
	const { layout } = context;
	const { amount, debit, credit } = layout.of;
	const filled = (index: number) => index >= 0 && unwrapped(row.cells[index] ?? "") !== "";
	// Debit and credit count first: what stands beside them may be another amount (that of a returned collection).
	const paidIn = filled(credit) ? money(row, credit, currency, context) : undefined;
	const paidOut = filled(debit) ? money(row, debit, currency, context) : undefined;
	if (!paidIn && !paidOut && filled(amount)) return signed(money(row, amount, currency, context), row, context);
	// Banks fill the other column with a zero, or not at all.
	if (paidIn !== undefined && (paidOut === undefined || paidOut.minor === 0)) return paidIn;
	if (paidOut === undefined) throw unreadable(at(row, layout, Math.max(amount, debit, credit)), AMOUNT, "");
	if (paidIn !== undefined && paidIn.minor !== 0)
		throw unreadable(at(row, layout, credit), ONE_SIDE, row.cells[credit] ?? "");
	// Some banks write the debit with its minus, others without.
	return paidOut.minor > 0 ? negated(paidOut) : paidOut;
}

function money(row: CsvRow, index: number, currency: string, { conventions, layout }: RowContext): Money {
	const cell = unwrapped(row.cells[index] ?? "");
	const decimal = decimalIn(cell, conventions.decimal);
	if (decimal === undefined) throw unreadable(at(row, layout, index), AMOUNTS[conventions.decimal], cell);
	try {
		return parseMoney(decimal, currency);
	} catch {
		throw unreadable(at(row, layout, index), FINE, `${cell} ${currency}`);
	}
}

function signed(amount: Money, row: CsvRow, { mapping, layout }: RowContext): Money {
	const { sign } = mapping;
	const word = unwrapped(row.cells[layout.sign] ?? "");
	if (sign === undefined || layout.sign < 0 || (word === "" && amount.minor < 0)) return amount;
	const isDebit = saysOneOf(word, sign.debit);
	if (isDebit === saysOneOf(word, sign.credit)) {
		throw unreadable(at(row, layout, layout.sign), signs(sign.debit, sign.credit), word);
	}
	return isDebit === amount.minor > 0 ? negated(amount) : amount;
}

function statusOf(row: CsvRow, { mapping, layout }: RowContext): PostingStatus {
	if (saysOneOf(unwrapped(row.cells[layout.of.bookingDay] ?? ""), mapping.pendingDates)) return "pending";
	const impact = unwrapped(row.cells[layout.impact] ?? "");
	if (mapping.impact !== undefined && layout.impact >= 0 && saysOneOf(impact, mapping.impact.info)) return "info";
	if (mapping.status === undefined || layout.status < 0) return "booked";
	const { booked, pending, info } = mapping.status;
	const word = unwrapped(row.cells[layout.status] ?? "");
	if (saysOneOf(word, info)) return "info";
	if (booked !== undefined) return saysOneOf(word, booked) ? "booked" : "pending";
	return saysOneOf(word, pending) ? "pending" : "booked";
}

function chargesOf(fee: string | undefined, currency: string, { mapping, conventions }: RowContext): readonly Money[] {
	const charge = moneyOrNone(decimalIn(fee ?? "", conventions.decimal), currency);
	if (charge === undefined || charge.minor === 0) return [];
	return [mapping.fees === "movement" || charge.minor < 0 ? negated(charge) : charge];
}

function originalOf(
	of: (field: Field) => string | undefined,
	amount: Money,
	{ conventions }: RowContext,
): Pick<Posting, "originalAmount" | "exchangeRate"> {
	const cell = of("originalAmount") ?? "";
	const currency = currencyOf(of("originalCurrency")) ?? /[A-Z]{3}$/.exec(cell)?.[0] ?? amount.currency;
	const original = moneyOrNone(decimalIn(cell, conventions.decimal), currency);
	if (original === undefined || original.minor === 0) return {};
	const originalAmount = original.minor < 0 === amount.minor < 0 ? original : negated(original);
	if (originalAmount.minor === amount.minor && currency === amount.currency) return {};
	return { originalAmount, exchangeRate: currency === amount.currency ? undefined : of("exchangeRate") };
}

function currencyOf(cell: string | undefined): string | undefined {
	if (cell === "€") return "EUR";
	const code = cell?.trim().toUpperCase();
	return code !== undefined && /^[A-Z]{3}$/.test(code) ? code : undefined;
}

function warnOfSpreadsheet(row: CsvRow, { layout, warn }: RowContext): void {
	const index = row.cells.findIndex(isSpreadsheetNumber);
	if (index >= 0) warn(warning(row, layout, index, SPREADSHEET));
}

/** The place of a cell: line and the header of its column. */
function at({ line }: CsvRow, { header }: Layout, index: number) {
	return { line, element: header[index]?.trim() || `${index + 1}` };
}

function warning(row: CsvRow, layout: Layout, index: number, message: Text): Warning {
	const position = at(row, layout, index);
	const { line, element } = position;
	return {
		code: "field",
		position,
		message: {
			de: `Zeile ${line} (${element}): ${message.de}`,
			en: `Line ${line} (${element}): ${message.en}`,
		},
	};
}

function signs(debit: readonly string[], credit: readonly string[]): Text {
	return { de: `${debit[0]} oder ${credit[0]}`, en: `${debit[0]} or ${credit[0]}` };
}

const AMOUNT: Text = { de: "ein Betrag", en: "an amount" };
const AMOUNTS: Readonly<Record<Conventions["decimal"], Text>> = {
	",": { de: "ein Betrag wie 1.234,50", en: "an amount like 1.234,50" },
	".": { de: "ein Betrag wie 1234.50", en: "an amount like 1234.50" },
};
const FINE: Text = { de: "ein Betrag ohne überzählige Nachkommastellen", en: "an amount without surplus decimals" };
const ONE_SIDE: Text = {
	de: "ein Betrag nur im Soll oder nur im Haben",
	en: "an amount on one side only, debit or credit",
};
const DATES: Readonly<Record<Conventions["order"], Text>> = {
	DMY: { de: "ein Datum wie 31.12.2026", en: "a date like 31.12.2026" },
	MDY: { de: "ein Datum wie 12/31/2026", en: "a date like 12/31/2026" },
	YMD: { de: "ein Datum wie 2026-12-31", en: "a date like 2026-12-31" },
};
const VALUE_DAY: Text = {
	de: "Die Wertstellung ist nicht lesbar und wurde ausgelassen.",
	en: "The value date cannot be read and was left out.",
};
const SPREADSHEET: Text = {
	de: "Eine Tabellenkalkulation hat aus einer Nummer eine Zahl gemacht; Ziffern sind verloren. Bitte die Datei der Bank unverändert verwenden.",
	en: "A spreadsheet turned a number into a rounded figure; digits are lost. Please use the bank's file as it is.",
};
