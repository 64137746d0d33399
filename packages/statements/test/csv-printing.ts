import { formatDecimal, type Money } from "@kontor/connector";
import { CsvMapping, type CsvProfile, type PostingStatus } from "../src/index.ts";

/** What every bank's CSV can say of a posting. */
export interface CsvPosting {
	readonly amount: Money;
	readonly bookingDay: string;
	readonly valueDay: string;
	readonly status: PostingStatus;
	readonly name: string;
	readonly iban: string;
	readonly text: string;
	readonly reference: string;
}

/** How a file is written down. */
export interface CsvLayout {
	readonly delimiter: ";" | "," | "\t";
	readonly newLine: "\n" | "\r\n" | "\r";
	readonly quoted: boolean;
	readonly mark: boolean;
	readonly shortYears: boolean;
	readonly grouped: boolean;
}

type Column = string | number | readonly (string | number)[];

/** Prints postings as a bank writes them, by nothing but its profile. */
export function printCsv(profile: CsvProfile, postings: readonly CsvPosting[], layout: CsvLayout): string {
	const mapping = CsvMapping.parse(profile.mapping);
	const header = headerOf(mapping);
	const rows = postings.map((posting) => header.map((name, at) => cellOf(mapping, posting, name, at, layout)));
	const lines = mapping.row === undefined ? [header, ...rows] : rows;
	const text = lines.map(
		(cells) => cells.map((cell) => quotedCell(cell, layout)).join(layout.delimiter) + layout.newLine,
	);
	return `${layout.mark ? "\ufeff" : ""}${text.join("")}`;
}

/** Every column that the profile knows, once, under its first name. */
function headerOf(mapping: CsvMapping): string[] {
	if (mapping.row !== undefined) return mapping.row.map((_, at) => String(at + 1));
	const { columns, sign, status, impact, header } = mapping;
	const { remittance = [], references = [], ...single } = columns;
	const all: (Column | undefined)[] = [
		...(header ?? []),
		...Object.values(single),
		...remittance,
		...references,
		status?.column,
		impact?.column,
		sign?.column,
	];
	return [...new Set(all.filter((column) => column !== undefined).map(nameOf))];
}

function nameOf(column: Column): string {
	const [first = ""] = typeof column === "object" ? column : [column];
	const name = String(first);
	return name
		.replace(/\(\*$/, "(EUR)")
		.replace(/ (in|en) \*$/, " $1 EUR")
		.replace(/\*$/, " (EUR)");
}

function cellOf(mapping: CsvMapping, posting: CsvPosting, name: string, at: number, layout: CsvLayout): string {
	const { columns, sign, status, partedBy } = mapping;
	const { amount } = posting;
	const is = (column: Column | undefined) =>
		column !== undefined && (typeof column === "number" ? column === at + 1 : nameOf(column) === name);
	const money = (value: Money) => amountText(value, mapping, layout);
	const incoming = amount.minor > 0;
	if (is(columns.bookingDay)) return dayText(posting.bookingDay, mapping, layout);
	if (is(columns.valueDay)) return dayText(posting.valueDay, mapping, layout);
	if (is(columns.credit)) return incoming ? money(amount) : "";
	if (is(columns.debit)) return incoming ? "" : money(amount);
	if (is(columns.amount))
		return columns.credit !== undefined && incoming ? "" : money(sign ? absolute(amount) : amount);
	if (sign !== undefined && is(sign.column)) return (incoming ? sign.credit : sign.debit)[0] ?? "";
	if (is(columns.currency)) return amount.currency;
	if (is(columns.name) || is(incoming ? columns.payer : columns.payee)) return posting.name;
	if (is(columns.iban)) return posting.iban;
	if (is(columns.endToEndId)) return posting.reference;
	if (is(columns.uniqueId)) return posting.reference;
	if (is(columns.account)) return "DE89370400440532013000";
	if (status !== undefined && is(status.column)) {
		return posting.status === "pending" ? (status.pending[0] ?? "Ausstehend") : (status.booked?.[0] ?? "Gebucht");
	}
	if (is(mapping.impact?.column)) return incoming ? "Haben" : "Soll";
	if (!columns.remittance?.slice(0, 1).some(is)) return "";
	return partedBy === undefined ? posting.text : ["Gutschrift", posting.name, posting.iban, posting.text].join("   ");
}

function absolute({ minor, currency }: Money): Money {
	return { minor: Math.abs(minor), currency };
}

function amountText(amount: Money, { decimal }: CsvMapping, { grouped }: CsvLayout): string {
	const [whole = "", fraction = ""] = formatDecimal(amount).split(".");
	const [point, group] = decimal === "." ? [".", ","] : [",", "."];
	return `${grouped ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole}${point}${fraction}`;
}

function dayText(day: string, { dateOrder }: CsvMapping, { shortYears }: CsvLayout): string {
	const [year = "", month = "", date = ""] = day.split("-");
	if (dateOrder === "YMD") return day;
	if (dateOrder === "MDY") return [month, date, year].join("/");
	return [date, month, shortYears ? year.slice(2) : year].join(".");
}

function quotedCell(cell: string, { delimiter, quoted }: CsvLayout): string {
	const needed = quoted || cell.includes(delimiter) || /["\n\r]/.test(cell);
	return needed ? `"${cell.replaceAll('"', '""')}"` : cell;
}
