import { formatDecimal } from "@kontor/connector";
import { type BookkeepingEntry, ENTRY_KINDS } from "./entries.ts";

const COLUMNS = [
	{ de: "Datum", en: "Date", of: ({ day }) => day },
	{ de: "Art", en: "Kind", of: ({ kind }, language) => ENTRY_KINDS[kind].title[language] },
	{
		de: "Betrag",
		en: "Amount",
		of: ({ amount }, language) => formatDecimal(amount).replace(".", language === "de" ? "," : "."),
	},
	{ de: "Währung", en: "Currency", of: ({ amount }) => amount.currency },
	{ de: "Bestellung", en: "Order", of: ({ order }) => safe(order.number) },
	{ de: "Rechnung", en: "Invoice", of: ({ order }) => safe(order.invoiceNumber) },
	{ de: "Kundennummer", en: "Customer number", of: ({ order }) => safe(order.customerNumber) },
	{ de: "Kunde", en: "Customer", of: ({ order }) => safe(order.customerName) },
	{ de: "Shop", en: "Shop", of: ({ order }) => safe(order.shop) },
	{ de: "Bankkonto", en: "Bank account", of: ({ bankAccount }) => safe(bankAccount) },
	{ de: "Text", en: "Text", of: ({ text }) => safe(text) },
	{ de: "Kennung", en: "Id", of: ({ id }) => safe(id) },
] as const satisfies readonly {
	de: string;
	en: string;
	of: (entry: BookkeepingEntry, language: "de" | "en") => string;
}[];

/**
 * The entries as CSV for a spreadsheet: UTF-8 with byte order mark, semicolons, decimals as the language writes them. Text that a
 * spreadsheet would run as a formula is written with an apostrophe in front.
 */
export function bookkeepingCsv(entries: readonly BookkeepingEntry[], language: "de" | "en"): string {
	const rows = entries.map((entry) => COLUMNS.map(({ of }) => of(entry, language)));
	const lines = [COLUMNS.map((column) => column[language]), ...rows].map((row) => row.map(cell).join(";"));
	return `\ufeff${lines.join("\r\n")}\r\n`;
}

function safe(text: string | undefined): string {
	const line = (text ?? "").replace(/\p{Cc}+/gu, " ").trim();
	return /^[=+\-@]/.test(line) ? `'${line}` : line;
}

function cell(text: string): string {
	return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
