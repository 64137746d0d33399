import type { Day, Money, Text } from "@kontor/connector";
import { type FileFault, faultAt } from "../file-fault.ts";
import { type ColumnMark, columnMark, currencyIn, readAmount } from "./amount-cell.ts";
import type { Columns, Field } from "./columns.ts";
import type { Row } from "./csv-rows.ts";
import { readDay, type SlashOrder, slashOrder } from "./date-cell.ts";

/** A CSV of orders, cell by cell. What cannot be read becomes a fault that names its place, and null. */
export class OrderTable {
	readonly rows: readonly Row[];
	readonly faults: FileFault[] = [];
	/** Where an order's total stands. */
	readonly totalField: "amount" | "outstanding";
	readonly #file: string;
	readonly #head: Row;
	readonly #columns: Columns;
	readonly #currency: string;
	/** What ambiguous cells mean is told by the others of their column. */
	readonly #marks: ReadonlyMap<Field, ColumnMark>;
	readonly #slashes: SlashOrder;

	/** @param currency of amounts that name none. */
	constructor(file: string, head: Row, columns: Columns, rows: readonly Row[], currency: string) {
		this.rows = rows;
		this.totalField = columns.has("amount") ? "amount" : "outstanding";
		this.#file = file;
		this.#head = head;
		this.#columns = columns;
		this.#currency = currency;
		const cellsOf = (field: Field) => rows.map((row) => this.cell(row, field));
		this.#marks = new Map((["amount", "outstanding"] as const).map((field) => [field, columnMark(cellsOf(field))]));
		this.#slashes = slashOrder(cellsOf("placedAt"));
	}

	/** "" where the file has no such column, or the row nothing in it. */
	cell(row: Row, field: Field): string {
		const at = this.#columns.get(field);
		return at === undefined ? "" : (row.cells[at] ?? "");
	}

	/** @param known the currency, where another cell of the row said it. */
	money(row: Row, field: "amount" | "outstanding", known?: string): Money | null {
		const cell = this.cell(row, field);
		const currency = known ?? this.#currencyOf(row, field);
		if (!/^[A-Z]{3}$/.test(currency)) {
			return this.fault(row, "currency", { de: "eine Währung wie EUR", en: "a currency such as EUR" });
		}
		return (
			readAmount(cell, currency, this.#marks.get(field) ?? "unknown") ??
			this.fault(row, field, {
				de: `ein Betrag in ${currency} wie 1.234,56`,
				en: `an amount in ${currency} such as 1,234.56`,
			})
		);
	}

	/** Undefined: no date, or one that could be two. */
	day(row: Row): Day | null | undefined {
		const cell = this.cell(row, "placedAt");
		if (cell === "") return undefined;
		const day = readDay(cell, this.#slashes);
		const expected = { de: "ein Datum wie 02.11.2026", en: "a date such as 2026-11-02" };
		return day === null ? this.fault(row, "placedAt", expected) : day;
	}

	fault(row: Row, field: Field, expected: Text): null {
		const at = this.#columns.get(field) ?? this.#columns.get(this.totalField) ?? 0;
		const column = `${at + 1} (${this.#head.cells[at] ?? ""})`;
		this.faults.push(faultAt(this.#file, { line: row.line, column }, expected, row.cells[at] ?? ""));
		return null;
	}

	#currencyOf(row: Row, field: Field): string {
		const header = this.#head.cells[this.#columns.get(field) ?? -1] ?? "";
		const named = this.cell(row, "currency").toUpperCase();
		return named || (currencyIn(this.cell(row, field)) ?? currencyIn(header) ?? this.#currency);
	}
}
