import type { Carried, Field } from "./carries.ts";
import { type Encoding, encoded } from "./encoded.ts";
import type { PrintedEntry, PrintedStatement } from "./printed.ts";

/** How a bank writes days and amounts. */
export interface CsvStyle {
	readonly day: "DD.MM.YYYY" | "D.M.YYYY" | "DD.MM.YY" | "YYYY-MM-DD" | "MM/DD/YYYY";
	readonly decimal: "," | ".";
	/** Between thousands. */
	readonly group: "" | "." | "," | "'";
	/** "1000,50" or "1000,5"; "12,00" or "12". */
	readonly dropZeros?: boolean;
}

/** A row on its way into the file: the entry, its statement, and the account's balance after it. */
interface CsvRowOf {
	readonly entry: PrintedEntry;
	readonly statement: PrintedStatement;
	readonly balance: number;
}

export type Cell = (row: CsvRowOf, style: CsvStyle) => string;

/** One bank's CSV as the bank writes it, put down without looking at how it is read. */
export interface CsvLayout extends CsvStyle {
	/** The profile that has to recognise it. */
	readonly profile: string;
	readonly currency: string;
	readonly delimiter: ";" | ",";
	readonly quotes: "always" | "where needed";
	/** Every line ends in a delimiter. */
	readonly endsInDelimiter?: boolean;
	readonly encoding: Encoding;
	readonly lineEnd: "\n" | "\r\n";
	/** Rows above and below the table. */
	readonly above?: (statement: PrintedStatement, style: CsvStyle) => readonly (readonly string[])[];
	readonly below?: (statement: PrintedStatement, style: CsvStyle) => readonly (readonly string[])[];
	readonly columns: readonly (readonly [header: string, cell: Cell])[];
	readonly headerless?: boolean;
	/** Whether the statement's IBAN is in the file. */
	readonly namesAccount?: boolean;
	/** Which balances the file gives. */
	readonly balances?: "both" | "closing";
	/** What every row needs: a layout by gaps has no place for what is missing. */
	readonly completed?: (entry: PrintedEntry) => PrintedEntry;
	/** What comes back, besides amount, booking day and status. */
	readonly carries: readonly Field[];
}

/** Texts come back but for the blanks at their ends, which wide gaps and labels eat. */
const TEXTS: ReadonlySet<Field> = new Set(["name", "ultimateName", "remittance", "bookingText"]);

export function csvCarries({ carries }: CsvLayout): Carried {
	const all: readonly Field[] = ["amount", "bookingDay", "status", ...carries];
	return {
		exact: all.filter((field) => !TEXTS.has(field)),
		bare: all.filter((field) => TEXTS.has(field)),
		details: false,
	};
}

/** The statement as this bank's CSV, newest entries first, as far as it can say it. */
export function printCsv(statement: PrintedStatement, layout: CsvLayout): Uint8Array {
	const { above, below, columns, headerless, lineEnd, encoding } = layout;
	const rows = [
		...(above?.(statement, layout) ?? []),
		...(headerless ? [] : [columns.map(([header]) => header)]),
		...rowsOf(statement).map((row) => columns.map(([, cell]) => cell(row, layout))),
		...(below?.(statement, layout) ?? []),
	];
	return encoded(rows.map((cells) => lineOf(cells, layout) + lineEnd).join(""), encoding);
}

/** Oldest first the balance runs; newest first it is printed. */
function rowsOf(statement: PrintedStatement): CsvRowOf[] {
	let balance = statement.opening.amount.minor;
	const sorted = statement.entries.toSorted((a, b) => a.bookingDay.localeCompare(b.bookingDay));
	const rows = sorted.map((entry) => {
		if (entry.status === "booked") balance += entry.amount.minor;
		return { entry, statement, balance };
	});
	return rows.toReversed();
}

function lineOf(cells: readonly string[], { delimiter, quotes, endsInDelimiter }: CsvLayout): string {
	const quoted = cells.map((cell) => {
		const needed = quotes === "always" || cell.includes(delimiter) || /["\r\n]/.test(cell);
		return needed ? `"${cell.replaceAll('"', '""')}"` : cell;
	});
	return quoted.join(delimiter) + (endsInDelimiter && cells.length > 0 ? delimiter : "");
}
