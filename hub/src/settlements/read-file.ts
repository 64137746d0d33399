import { parseMoney } from "@kontor/connector";
import { problem, type SettlementLayout } from "@kontor/protocol";
import type { SettlementLine } from "./stored-settlement.ts";

/**
 * Reads a carrier's settlement file: CSV with a line of titles, in UTF-8 or Windows-1252. Lines without reference and amount are sums
 * and remarks.
 * @throws ProblemError 422 naming line and column, and what was expected; nothing is half read
 */
export function readSettlementFile(bytes: Uint8Array, layout: SettlementLayout): SettlementLine[] {
	const { separator, columns } = layout;
	const rows = recordsOf(textOf(bytes), separator);
	const head = rows.findIndex((row) => row.cells.includes(columns.reference));
	const titles = rows[head]?.cells ?? [];
	const at = (name: string) => {
		const index = titles.indexOf(name);
		if (index < 0) throw unreadable(rows[head]?.line ?? 1, name, "a column of this title");
		return index;
	};
	const [reference, amount] = [at(columns.reference), at(columns.amount)];
	const fee = columns.fee === null ? null : at(columns.fee);
	const lines = rows.slice(head + 1).flatMap(({ cells, line }): SettlementLine[] => {
		const named = cells[reference] ?? "";
		if (named === "" && (cells[amount] ?? "") === "") return [];
		if (named === "") throw unreadable(line, columns.reference, "a number");
		const minor = (index: number, column: string) => minorOf(cells[index] ?? "", layout, line, column);
		const charged = fee === null ? 0 : minor(fee, columns.fee ?? "");
		// Carriers write what they deduct with or without a minus.
		return [{ reference: named, gross: minor(amount, columns.amount), fee: Math.abs(charged), kind: "sale" }];
	});
	if (lines.length === 0)
		throw unreadable(rows.at(-1)?.line ?? 1, columns.reference, "at least one line with a number");
	return lines;
}

function minorOf(text: string, { decimal, currency }: SettlementLayout, line: number, column: string): number {
	const bare = text.replace(/\s|[A-Z]{3}|€/g, "");
	if (bare === "") return 0;
	const [group, point] = decimal === "," ? [".", ","] : [",", "."];
	try {
		return parseMoney(bare.replaceAll(group, "").replace(point, "."), currency).minor;
	} catch {
		throw unreadable(line, column, `an amount like 1234${decimal}50`);
	}
}

interface CsvRow {
	readonly cells: readonly string[];
	/** In the file, from 1. */
	readonly line: number;
}

/** Records of cells (RFC 4180): in quotes, separators and line breaks are text. */
function recordsOf(text: string, separator: string): CsvRow[] {
	const rows: CsvRow[] = [];
	let [cells, cell, quoted, line, begin] = [[] as string[], "", false, 1, 1];
	const endCell = () => {
		cells.push(cell.trim());
		cell = "";
	};
	for (let at = 0; at <= text.length; at++) {
		const character = text[at];
		if (character === "\n") line++;
		if (quoted) {
			if (character === '"' && text[at + 1] === '"') cell += text[at++];
			else if (character === '"' || character === undefined) quoted = false;
			else cell += character;
			continue;
		}
		if (character === '"' && cell.trim() === "") quoted = true;
		else if (character === separator) endCell();
		else if (character === "\n" || character === undefined) {
			endCell();
			if (cells.some((one) => one !== "")) rows.push({ cells, line: begin });
			[cells, begin] = [[], line];
		} else if (character !== "\r") cell += character;
	}
	return rows;
}

function textOf(bytes: Uint8Array): string {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder("windows-1252").decode(bytes);
	}
}

function unreadable(line: number, column: string, expected: string) {
	return problem("UNREADABLE_FILE", {
		detail: `line ${line}, column ${column}: expected ${expected}`,
		forMerchant: {
			de: `Zeile ${line}, Spalte „${column}“ der Abrechnungsdatei ist nicht zu lesen. Passt die Zuordnung der Spalten zu dieser Datei?`,
			en: `Line ${line}, column “${column}” of the settlement file cannot be read. Does the assignment of columns fit this file?`,
		},
	});
}
