import type { Money } from "@kontor/connector";
import { unpaid } from "@kontor/receivables";
import { type FileFault, faultAt } from "../file-fault.ts";
import { columnMark, currencyIn, readAmount } from "./amount-cell.ts";
import { type Columns, type Field, recogniseColumns } from "./columns.ts";
import { type Row, readRows } from "./csv-rows.ts";
import { readDay, slashOrder } from "./date-cell.ts";
import type { ListedOrder, OrderList } from "./listed-order.ts";
import { paymentCodeOf, standingOf } from "./payment-words.ts";

/** Reads a table of orders. @param currency of amounts that name none. */
export function ordersFromCsv(file: string, text: string, currency: string): OrderList {
	const { rows, fault } = readRows(file, text);
	const [head, ...body] = rows;
	const faults = fault === null ? [] : [fault];
	if (head === undefined) return { orders: [], faults: fault === null ? [empty(file)] : faults, unused: [] };
	const columns = recogniseColumns(head.cells);
	const missing = missingColumns(file, head, columns);
	if (missing.length > 0) return { orders: [], faults: [...faults, ...missing], unused: [] };

	const table = new OrderTable(file, head, columns, body, currency);
	const used = new Set(columns.values());
	return {
		orders: table.orders(),
		faults: [...faults, ...table.faults],
		unused: head.cells.filter((name, i) => name !== "" && !used.has(i)),
	};
}

class OrderTable {
	readonly faults: FileFault[] = [];
	readonly #file: string;
	readonly #head: Row;
	readonly #columns: Columns;
	readonly #rows: readonly Row[];
	readonly #currency: string;
	readonly #marks: ReadonlyMap<Field, ReturnType<typeof columnMark>>;
	readonly #slashes: ReturnType<typeof slashOrder>;

	constructor(file: string, head: Row, columns: Columns, rows: readonly Row[], currency: string) {
		this.#file = file;
		this.#head = head;
		this.#columns = columns;
		this.#rows = rows;
		this.#currency = currency;
		const cellsOf = (field: Field) => rows.map((row) => this.#cell(row, field));
		this.#marks = new Map((["amount", "outstanding"] as const).map((field) => [field, columnMark(cellsOf(field))]));
		this.#slashes = slashOrder(cellsOf("placedAt"));
	}

	/** Shops that export a line per article repeat the order's number, with the same total or none. */
	orders(): ListedOrder[] {
		const first = new Map<string, { order: ListedOrder; line: number }>();
		for (const row of this.#rows) {
			const key = `${this.#cell(row, "shop")}\u0000${this.#cell(row, "number")}`;
			const known = first.get(key);
			if (known !== undefined && this.#cell(row, this.#totalField()) === "") continue;
			const order = this.#order(row);
			if (order === null) continue;
			if (known === undefined) first.set(key, { order, line: row.line });
			else if (known.order.order.amount.minor !== order.order.amount.minor) this.#twice(row, known.line);
		}
		return [...first.values()].map(({ order }) => order);
	}

	#order(row: Row): ListedOrder | null {
		const number = this.#cell(row, "number");
		if (number === "") return this.#fault(row, "number", { de: "eine Bestellnummer", en: "an order number" });
		const total = this.#columns.has("amount") ? this.#money(row, "amount") : this.#money(row, "outstanding");
		if (total === null) return null;
		const open = this.#cell(row, "outstanding") === "" ? total : this.#money(row, "outstanding", total.currency);
		const placedAt = this.#day(row);
		if (open === null || placedAt === null) return null;

		const text = (field: Field) => this.#cell(row, field) || undefined;
		const list = (field: Field) => (text(field) === undefined ? undefined : [this.#cell(row, field)]);
		const standing = standingOf(this.#cell(row, "status"));
		const received = standing === "paid" ? total.minor : total.minor - open.minor;
		const shop = this.#cell(row, "shop");
		return {
			order: {
				id: shop === "" ? number : `${shop} ${number}`,
				shop,
				number,
				invoiceNumber: text("invoiceNumber"),
				customerNumber: text("customerNumber"),
				name: this.#name(row),
				company: text("company"),
				email: text("email"),
				postcode: text("postcode"),
				city: text("city"),
				additionalNames: list("additionalName"),
				additionalNumbers: list("additionalNumber"),
				amount: total,
				placedAt,
				paymentCode: paymentCodeOf(this.#cell(row, "paymentMethod")),
			},
			settlement: { ...unpaid(total.minor, total.currency), receivedInShop: received },
			lifecycle: standing === "cancelled" ? "cancelled" : "managed",
		};
	}

	#name(row: Row): string | undefined {
		const parts = [this.#cell(row, "firstName"), this.#cell(row, "lastName")].filter((part) => part !== "");
		return (
			this.#cell(row, "billingName") || (parts.length > 0 ? parts.join(" ") : this.#cell(row, "name")) || undefined
		);
	}

	#money(row: Row, field: Field, known?: string): Money | null {
		const cell = this.#cell(row, field);
		const header = this.#head.cells[this.#columns.get(field) ?? -1] ?? "";
		const named = this.#cell(row, "currency").toUpperCase();
		const currency = known ?? (named || (currencyIn(cell) ?? currencyIn(header) ?? this.#currency));
		if (!/^[A-Z]{3}$/.test(currency)) {
			return this.#fault(row, "currency", { de: "eine Währung wie EUR", en: "a currency such as EUR" });
		}
		return (
			readAmount(cell, currency, this.#marks.get(field) ?? "unknown") ??
			this.#fault(row, field, {
				de: `ein Betrag in ${currency} wie 1.234,56`,
				en: `an amount in ${currency} such as 1,234.56`,
			})
		);
	}

	/** Undefined: no date, or one that could be two. Null: a fault. */
	#day(row: Row): string | null | undefined {
		const cell = this.#cell(row, "placedAt");
		if (cell === "") return undefined;
		const day = readDay(cell, this.#slashes);
		const expected = { de: "ein Datum wie 02.11.2026", en: "a date such as 2026-11-02" };
		return day === null ? this.#fault(row, "placedAt", expected) : day;
	}

	#totalField(): Field {
		return this.#columns.has("amount") ? "amount" : "outstanding";
	}

	#twice(row: Row, line: number): void {
		this.#fault(row, "amount", {
			de: `derselbe Betrag wie in Zeile ${line} mit derselben Bestellnummer`,
			en: `the same amount as in line ${line} with the same order number`,
		});
	}

	#cell(row: Row, field: Field): string {
		const at = this.#columns.get(field);
		return at === undefined ? "" : (row.cells[at] ?? "");
	}

	#fault(row: Row, field: Field, expected: FileFault["message"]): null {
		const at = this.#columns.get(field) ?? this.#columns.get("outstanding") ?? 0;
		const column = `${at + 1} (${this.#head.cells[at] ?? ""})`;
		this.faults.push(faultAt(this.#file, { line: row.line, column }, expected, row.cells[at] ?? ""));
		return null;
	}
}

function missingColumns(file: string, head: Row, columns: Columns): FileFault[] {
	const found = head.cells.join(", ");
	const faults: FileFault[] = [];
	if (!columns.has("number")) {
		const de = "eine Spalte mit der Bestellnummer („Bestellnummer“, „Auftragsnummer“, „Order number“ …)";
		const en = 'a column with the order number ("Bestellnummer", "Auftragsnummer", "Order number" …)';
		faults.push(faultAt(file, { line: head.line }, { de, en }, found));
	}
	if (!columns.has("amount") && !columns.has("outstanding")) {
		const de = "eine Spalte mit dem Betrag („Betrag“, „Summe“, „Gesamtbetrag“, „Total“ …)";
		const en = 'a column with the amount ("Betrag", "Summe", "Total", "Amount" …)';
		faults.push(faultAt(file, { line: head.line }, { de, en }, found));
	}
	return faults;
}

function empty(file: string): FileFault {
	return faultAt(file, { line: 1 }, { de: "eine Zeile mit Spaltennamen", en: "a line with column names" }, "");
}
