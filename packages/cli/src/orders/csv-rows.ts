import { CsvError, parse } from "csv-parse/sync";
import { type FileFault, faultAt } from "../file-fault.ts";
import { recogniseColumns } from "./columns.ts";

export interface Row {
	/** Where it begins in the file. */
	readonly line: number;
	readonly cells: readonly string[];
}

const DELIMITERS = [";", ",", "\t"] as const;

/** A CSV's rows with the delimiter that gives the most columns of a known name. Excel's first line "sep=;" is believed. */
export function readRows(file: string, text: string): { rows: readonly Row[]; fault: FileFault | null } {
	const declared = /^sep=(.)\r?\n/i.exec(text);
	const delimiter = declared?.[1] ?? likeliestDelimiter(text);
	const skipped = declared === null ? 0 : 1;
	try {
		return { rows: split(text.slice(declared?.[0].length ?? 0), delimiter, skipped), fault: null };
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		return { rows: [], fault: quoteFault(file, error, skipped) };
	}
}

function split(text: string, delimiter: string, skipped: number): Row[] {
	let next = 1 + skipped;
	const records = parse(text, { delimiter, raw: true, relax_column_count: true, relax_quotes: true });
	return (records as unknown as { raw: string; record: string[] }[]).flatMap(({ raw, record }) => {
		const line = next;
		next += raw.split(/\r\n|\r|\n/).length - 1 || 1;
		const cells = record.map((cell) => cell.trim());
		return cells.some((cell) => cell !== "") ? [{ line, cells }] : [];
	});
}

function likeliestDelimiter(text: string): string {
	const header = text.slice(0, 10_000).split(/\r\n|\r|\n/, 1)[0] ?? "";
	const scored = DELIMITERS.map((delimiter) => {
		const cells = header.split(delimiter).map((cell) => cell.replaceAll('"', ""));
		return { delimiter, known: recogniseColumns(cells).size, columns: cells.length };
	});
	return scored.toSorted((a, b) => b.known - a.known || b.columns - a.columns)[0]?.delimiter ?? ";";
}

function quoteFault(file: string, error: CsvError, skipped: number): FileFault {
	const line = typeof error.lines === "number" ? error.lines + skipped : undefined;
	return faultAt(
		file,
		{ line },
		{ de: "ein schließendes Anführungszeichen", en: "a closing quotation mark" },
		error.code.toLowerCase().replaceAll("_", " "),
	);
}
