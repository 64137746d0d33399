import { parse } from "csv-parse/sync";
import { SaxesParser } from "saxes";
import { unexpected } from "../faults.ts";

/** A row of an exported table, by the names of its columns. */
export type Row = Readonly<Record<string, string>>;

/**
 * A table as the ERP exports it: CSV with a head line and semicolons, or XML in which each child of the root is a row and
 * each of its children a column. UTF-8, else Windows-1252, which older versions write.
 * @throws ConnectorError `unexpected-reply` where it is neither
 */
export function readTable(bytes: Uint8Array, name: string): Row[] {
	const text = decoded(bytes);
	try {
		return /^\s*</.test(text) ? ofXml(text) : ofCsv(text);
	} catch {
		throw unexpected(name, "content, neither CSV nor XML");
	}
}

/** A table as it is written: every value quoted, so that line breaks and semicolons stay in theirs. */
export function writeTable(columns: readonly string[], rows: readonly Row[]): string {
	const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(";");
	return `${[columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))].map(line).join("\r\n")}\r\n`;
}

function decoded(bytes: Uint8Array): string {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder("windows-1252").decode(bytes);
	}
}

function ofCsv(text: string): Row[] {
	return parse(text, { delimiter: ";", columns: true, bom: true, skip_empty_lines: true, trim: true });
}

function ofXml(text: string): Row[] {
	const rows: Record<string, string>[] = [];
	const path: string[] = [];
	const parser = new SaxesParser();
	parser.on("error", (error) => {
		throw error;
	});
	parser.on("opentag", ({ name }) => {
		if (path.push(name) === 2) rows.push({});
	});
	parser.on("text", (value) => {
		const [row, column] = [rows.at(-1), path[2]];
		if (path.length === 3 && row !== undefined && column !== undefined)
			row[column] = (row[column] ?? "") + value.trim();
	});
	parser.on("closetag", () => {
		path.pop();
	});
	parser.write(text).close();
	return rows;
}
