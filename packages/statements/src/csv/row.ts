import type { Day, Money, Text } from "@kontor/connector";
import { moneyOrNone } from "../amounts.ts";
import type { Entry, Posting, PostingStatus } from "../model.ts";
import { collapsed, orNone, referenceOrNone, withoutBlanks } from "../text.ts";
import { decimalIn } from "./cells.ts";
import { isSpreadsheetNumber, saysOneOf } from "./labels.ts";
import type { Layout } from "./layout.ts";
import type { CsvRow } from "./records.ts";
import { amountOf, chargesOf, currencyOf, originalOf } from "./row-amounts.ts";
import { cellAt, type RowContext, warning } from "./row-context.ts";
import { bookingDayOf, valueDayOf } from "./row-days.ts";
import { counterpartyOf, textOf } from "./text-cells.ts";

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
	const cell = (index: number) => cellAt(row, index);
	const of = (field: Field) => orNone(cell(layout.of[field]));
	const currency = currencyOf(of("currency")) ?? layout.currency ?? context.currency;
	const amount = amountOf(row, currency, context);
	const status = statusOf(row, context);
	// A line's width says whether it goes on: its blanks count.
	const texts = layout.remittance.map(mapping.wrappedAt === undefined ? cell : (index) => row.cells[index] ?? "");
	const text = textOf(texts, mapping, context.labels);
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
		...originalOf(row, amount, context),
		bankReference: reference("bankReference", fields.get("bankReference")),
		// What only informs often repeats the id of the posting it is about.
		uniqueId: status === "info" ? undefined : of("uniqueId"),
	};
	warnOfSpreadsheet(row, context);
	const position = { line: row.line };
	const entry = { ...posting, bookingDay: bookingDayOf(row, context, posting.valueDay, status), details: [] };
	return {
		entry: { ...entry, raw: context.keepRaw ? row.raw : "", position },
		account: of("account") ?? "",
		balance: moneyOrNone(decimalIn(cell(layout.of.balance), context.conventions.decimal), currency),
	};
}

function statusOf(row: CsvRow, { mapping, layout }: RowContext): PostingStatus {
	if (saysOneOf(cellAt(row, layout.of.bookingDay), mapping.pendingDates)) return "pending";
	const impact = cellAt(row, layout.impact);
	if (mapping.impact !== undefined && layout.impact >= 0 && saysOneOf(impact, mapping.impact.info)) return "info";
	if (mapping.status === undefined || layout.status < 0) return "booked";
	const { booked, pending, info } = mapping.status;
	const word = cellAt(row, layout.status);
	if (saysOneOf(word, info)) return "info";
	if (booked !== undefined) return saysOneOf(word, booked) ? "booked" : "pending";
	return saysOneOf(word, pending) ? "pending" : "booked";
}

function warnOfSpreadsheet(row: CsvRow, { layout, warn }: RowContext): void {
	const index = row.cells.findIndex(isSpreadsheetNumber);
	if (index >= 0) warn(warning(row, layout, index, SPREADSHEET));
}

const SPREADSHEET: Text = {
	de: "Eine Tabellenkalkulation hat aus einer Nummer eine Zahl gemacht; Ziffern sind verloren. Bitte die Datei der Bank unverändert verwenden.",
	en: "A spreadsheet turned a number into a rounded figure; digits are lost. Please use the bank's file as it is.",
};
