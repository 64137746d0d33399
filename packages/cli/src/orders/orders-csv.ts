import { unpaid } from "@kontor/receivables";
import { type FileFault, faultAt } from "../file-fault.ts";
import { type Columns, type Field, recogniseColumns } from "./columns.ts";
import { type Row, readRows } from "./csv-rows.ts";
import type { ListedOrder, OrderList } from "./listed-order.ts";
import { OrderTable } from "./order-table.ts";
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
	const orders = ordersOf(table);
	const used = new Set(columns.values());
	const unused = head.cells.filter((name, i) => name !== "" && !used.has(i));
	return { orders, faults: [...faults, ...table.faults], unused };
}

/** Shops that export a line per article repeat the order's number, with the same total or none. */
function ordersOf(table: OrderTable): ListedOrder[] {
	const first = new Map<string, { listed: ListedOrder; line: number }>();
	for (const row of table.rows) {
		const key = `${table.cell(row, "shop")}\u0000${table.cell(row, "number")}`;
		const known = first.get(key);
		if (known !== undefined && table.cell(row, table.totalField) === "") continue;
		const listed = orderOf(table, row);
		if (listed === null) continue;
		if (known === undefined) first.set(key, { listed, line: row.line });
		else if (known.listed.order.amount.minor !== listed.order.amount.minor) {
			table.fault(row, table.totalField, {
				de: `derselbe Betrag wie in Zeile ${known.line} mit derselben Bestellnummer`,
				en: `the same amount as in line ${known.line} with the same order number`,
			});
		}
	}
	return [...first.values()].map(({ listed }) => listed);
}

function orderOf(table: OrderTable, row: Row): ListedOrder | null {
	const number = table.cell(row, "number");
	if (number === "") return table.fault(row, "number", { de: "eine Bestellnummer", en: "an order number" });
	const total = table.money(row, table.totalField);
	if (total === null) return null;
	const open = table.cell(row, "outstanding") === "" ? total : table.money(row, "outstanding", total.currency);
	const placedAt = table.day(row);
	if (open === null || placedAt === null) return null;

	const text = (field: Field) => table.cell(row, field) || undefined;
	const list = (field: Field) => (text(field) === undefined ? undefined : [table.cell(row, field)]);
	const shop = table.cell(row, "shop");
	const standing = standingOf(table.cell(row, "status"));
	const receivedInShop = standing === "paid" ? total.minor : total.minor - open.minor;
	return {
		order: {
			id: shop === "" ? number : `${shop} ${number}`,
			shop,
			number,
			invoiceNumber: text("invoiceNumber"),
			customerNumber: text("customerNumber"),
			name: text("billingName") ?? fullName(table, row) ?? text("name"),
			company: text("company"),
			email: text("email"),
			postcode: text("postcode"),
			city: text("city"),
			additionalNames: list("additionalName"),
			additionalNumbers: list("additionalNumber"),
			amount: total,
			placedAt,
			paymentCode: paymentCodeOf(table.cell(row, "paymentMethod")),
		},
		settlement: { ...unpaid(total.minor, total.currency), receivedInShop },
		lifecycle: standing === "cancelled" ? "cancelled" : "managed",
	};
}

function fullName(table: OrderTable, row: Row): string | undefined {
	const parts = [table.cell(row, "firstName"), table.cell(row, "lastName")].filter((part) => part !== "");
	return parts.length > 0 ? parts.join(" ") : undefined;
}

function missingColumns(file: string, head: Row, columns: Columns): FileFault[] {
	const missing = [
		...(columns.has("number") ? [] : [NUMBER_COLUMN]),
		...(columns.has("amount") || columns.has("outstanding") ? [] : [AMOUNT_COLUMN]),
	];
	return missing.map((expected) => faultAt(file, { line: head.line }, expected, head.cells.join(", ")));
}

const NUMBER_COLUMN = {
	de: "eine Spalte mit der Bestellnummer („Bestellnummer“, „Auftragsnummer“, „Order number“ …)",
	en: 'a column with the order number ("Bestellnummer", "Auftragsnummer", "Order number" …)',
};
const AMOUNT_COLUMN = {
	de: "eine Spalte mit dem Betrag („Betrag“, „Summe“, „Gesamtbetrag“, „Total“ …)",
	en: 'a column with the amount ("Betrag", "Summe", "Total", "Amount" …)',
};

function empty(file: string): FileFault {
	return faultAt(file, { line: 1 }, { de: "eine Zeile mit Spaltennamen", en: "a line with column names" }, "");
}
