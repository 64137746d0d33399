import { parse } from "csv-parse/sync";
import { shapedIban } from "../iban.ts";
import { dayIn, decimalSignOf } from "./cells.ts";
import { unwrapped } from "./fold.ts";
import { Header } from "./header.ts";
import { missingColumns } from "./layout.ts";
import type { CellKind, CsvMapping } from "./mapping.ts";
import type { NamedMapping } from "./profile.ts";

/** How the file is cut, and by what it is read. */
export interface Sniffed {
	readonly delimiter: string;
	/** Only for a file without header; else the header says by what a table is read, anew for every table. */
	readonly headerless?: NamedMapping | undefined;
}

const DELIMITERS = [";", ",", "\t", "|"];
const MOST_LINES = 150;
/** Longer than any header; a longer line is cut. */
const LONGEST_LINE = 8192;

/** What the beginning of the file gives away, or `undefined` where none of the mappings fits. */
export function sniffed(start: string, mappings: readonly NamedMapping[]): Sniffed | undefined {
	const lines = linesOf(start);
	for (const delimiter of DELIMITERS) {
		const able = mappings.filter(({ mapping }) => mapping.delimiter === "auto" || mapping.delimiter === delimiter);
		for (const line of lines) {
			if (!line.includes(delimiter) && able.every(({ mapping }) => neededColumns(mapping) > 1)) continue;
			if (fitting(able, new Header(cellsOf(line, delimiter)))) return { delimiter };
		}
	}
	const shaped = mappings.filter(({ mapping }) => mapping.row !== undefined);
	if (shaped.length === 0) return undefined;
	for (const delimiter of DELIMITERS) {
		const rows = lines.map((line) => cellsOf(line, delimiter));
		for (const headerless of shaped) {
			const { row = [], delimiter: own } = headerless.mapping;
			if (own !== "auto" && own !== delimiter) continue;
			if (rows.some((cells) => hasShape(cells, row))) return { delimiter, headerless };
		}
	}
	return undefined;
}

/** The mapping whose header this row is; of several the one that asks for most. */
export function fitting(mappings: readonly NamedMapping[], header: Header): NamedMapping | undefined {
	// Every header names a day and an amount at least; files with thousands of other rows are read fast.
	if (filled(header.cells) < 2) return undefined;
	let best: NamedMapping | undefined;
	for (const named of mappings) {
		if (named.mapping.row !== undefined || missingColumns(named, header).length > 0) continue;
		if (best === undefined || neededColumns(named.mapping) > neededColumns(best.mapping)) best = named;
	}
	return best;
}

/** Whether a row without header looks as the mapping says: every cell of its kind, and one amount at least. */
export function hasShape(cells: readonly string[], shape: readonly CellKind[]): boolean {
	if (cells.slice(shape.length).some((cell) => cell.trim() !== "") || cells.length < shape.length - 1) return false;
	const texts = shape.map((_, at) => unwrapped(cells[at] ?? ""));
	return (
		shape.every((kind, at) => fits(texts[at] ?? "", kind)) &&
		shape.some((kind, at) => kind === "amount" && texts[at] !== "")
	);
}

/** Whether the text is a table at all: two rows that follow each other with the same number of cells, three or more. */
export function looksLikeCsv(start: string): boolean {
	// XML and JSON have their own readers, and many equal lines; what holds zero bytes is no text.
	if (/^\s*[<{[]/.test(start) || start.includes("\0")) return false;
	const lines = linesOf(start);
	return DELIMITERS.some((delimiter) => {
		const least = delimiter === "," ? 4 : 3;
		const widths = lines.map((line) => (line.includes(delimiter) ? cellsOf(line, delimiter).length : 0));
		return widths.some((width, at) => width >= least && (width === widths[at + 1] || lines.length === 1));
	});
}

/** The row that is most likely the header of a table that is not known, with its 1-based line. */
export function widestRow(start: string): { cells: readonly string[]; line: number } {
	let widest: { cells: readonly string[]; line: number } = { cells: [], line: 1 };
	linesOf(start).forEach((line, at) => {
		for (const delimiter of DELIMITERS) {
			const cells = cellsOf(line, delimiter);
			if (filled(cells) > filled(widest.cells)) widest = { cells, line: at + 1 };
		}
	});
	return widest;
}

function filled(cells: readonly string[]): number {
	return cells.filter((cell) => cell.trim() !== "").length;
}

function neededColumns({ header }: CsvMapping): number {
	return header?.length ?? 2;
}

function fits(text: string, kind: CellKind): boolean {
	switch (kind) {
		case "date":
			return dayIn(text, "DMY") !== undefined;
		case "amount":
			return text === "" || /^[+-]?\d+$/.test(text) || decimalSignOf(text) !== undefined;
		case "iban":
			return shapedIban(text) !== undefined;
		case "text":
			return text !== "";
		case "any":
			return true;
	}
}

function linesOf(start: string): string[] {
	return start
		.replace(/^\ufeff|^ï»¿/, "")
		.split(/\r\n?|\n/)
		.slice(0, MOST_LINES)
		.map((line) => line.slice(0, LONGEST_LINE));
}

function cellsOf(line: string, delimiter: string): readonly string[] {
	if (!line.includes('"')) return line.split(delimiter);
	try {
		return parse(line, { delimiter, relax_quotes: true, relax_column_count: true })[0] ?? [];
	} catch {
		// A quote that goes on in the next line: no header.
		return [];
	}
}
