import type { Text } from "@kontor/connector";
import { type DateOrder, type DecimalSign, dateOrderOf, decimalIn, decimalSignOf } from "./cells.ts";
import { saysOneOf } from "./labels.ts";
import type { Layout } from "./layout.ts";
import type { CsvMapping } from "./mapping.ts";
import type { CsvRow } from "./records.ts";

/** How numbers and dates of a file are written. */
export interface Conventions {
	readonly decimal: DecimalSign;
	readonly order: DateOrder;
}

/** How many rows are looked at where the mapping leaves it to the file. */
export const ROWS_LOOKED_AT = 500;

/** What the mapping says already, or `undefined` where the rows have to. */
export function givenConventions({ decimal, dateOrder }: CsvMapping): Conventions | undefined {
	return decimal === "auto" || dateOrder === "auto" ? undefined : { decimal, order: dateOrder };
}

/** What the rows say, or what has to be said in the mapping because they fit both. */
export function foundConventions(mapping: CsvMapping, layout: Layout, rows: readonly CsvRow[]): Conventions | Text {
	const decimal = mapping.decimal === "auto" ? decimalOf(layout, rows) : mapping.decimal;
	if (decimal === undefined) return DECIMAL;
	const order = mapping.dateOrder === "auto" ? orderOf(mapping, layout, rows, decimal) : mapping.dateOrder;
	return order === undefined ? ORDER : { decimal, order };
}

export function isConventions(found: Conventions | Text): found is Conventions {
	return "decimal" in found;
}

function decimalOf(layout: Layout, rows: readonly CsvRow[]): DecimalSign | undefined {
	const { amount, debit, credit, fee, balance } = layout.of;
	const cells = cellsOf(rows, [amount, debit, credit, fee, balance]);
	const signs = new Set(cells.map(decimalSignOf).filter((sign) => sign !== undefined));
	if (signs.size > 1) return undefined;
	const [sign] = signs;
	// Three digits behind the sign that parts off the decimals elsewhere: thousands or thousandths, nobody knows.
	if (sign !== undefined) return cells.some((cell) => isOpen(cell, sign)) ? undefined : sign;
	// All fit both signs: no matter where none is grouped, else unknown.
	return cells.every((cell) => decimalIn(cell, ",") === decimalIn(cell, ".")) ? "," : undefined;
}

function isOpen(cell: string, sign: DecimalSign): boolean {
	return decimalSignOf(cell) === undefined && cell.includes(sign) && /\d{3}$/.test(cell);
}

function orderOf(
	{ monthFirst }: CsvMapping,
	layout: Layout,
	rows: readonly CsvRow[],
	decimal: DecimalSign,
): DateOrder | undefined {
	const cells = cellsOf(rows, [layout.of.bookingDay, layout.of.valueDay]).filter((cell) => /\d/.test(cell));
	const orders = new Set(cells.map(dateOrderOf));
	// A year that comes first is read as such in any order.
	const [order, other] = [...orders].filter((found) => found !== undefined && found !== "YMD");
	if (other !== undefined) return undefined;
	if (order !== undefined) return order;
	if (!orders.has(undefined)) return "YMD";
	if (monthFirst !== undefined && layout.monthFirst >= 0) {
		const zones = cellsOf(rows, [layout.monthFirst]);
		return zones.some((zone) => saysOneOf(zone, monthFirst.words)) ? "MDY" : "DMY";
	}
	// No country with a decimal comma writes the month first.
	return decimal === "," ? "DMY" : undefined;
}

function cellsOf(rows: readonly CsvRow[], columns: readonly number[]): string[] {
	return rows.flatMap(({ cells }) => columns.map((at) => cells[at]?.trim() ?? "").filter((cell) => cell !== ""));
}

const DECIMAL: Text = {
	de: "ein Dezimalzeichen, das an den Beträgen erkennbar ist (sonst in der Zuordnung „Dezimalzeichen“ angeben)",
	en: 'a decimal sign that the amounts tell (else name "Decimal sign" in the mapping)',
};
const ORDER: Text = {
	de: "eine Reihenfolge von Tag und Monat, die an den Daten erkennbar ist (sonst in der Zuordnung angeben)",
	en: "an order of day and month that the dates tell (else name it in the mapping)",
};
