import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import { printable } from "./printable.ts";
import { dim, terminalWidth } from "./style.ts";

export interface Column {
	readonly title: string;
	readonly align?: "left" | "right";
	/** Takes what the others leave, and wraps. At most one. */
	readonly flexible?: boolean;
	/** Wider cells are wrapped. */
	readonly most?: number;
}

const NO_BORDERS = Object.fromEntries(
	"top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left right mid left-mid mid-mid right-mid middle"
		.split(" ")
		.map((side) => [side, ""]),
);
const PADDING = 2;

export interface TableOptions {
	/** A blank line between rows. */
	readonly spaced?: boolean;
	/** Columns of the terminal that stay free on the left. */
	readonly indent?: number;
}

/** Rows under a ruled heading, columns as wide as their content. Cells may hold several lines. */
export function table(
	columns: readonly Column[],
	rows: readonly (readonly string[])[],
	{ spaced = false, indent = 0 }: TableOptions = {},
): string {
	const widths = columnWidths(columns, rows, terminalWidth() - indent);
	const out = new Table({
		chars: { ...NO_BORDERS, ...(spaced && { mid: " ", "mid-mid": " " }) },
		style: { head: [], border: [], "padding-left": 0, "padding-right": PADDING },
		colWidths: widths.map((width) => width + PADDING),
		colAligns: columns.map(({ align }) => align ?? "left"),
		wordWrap: true,
	});
	out.push(...rows.map((row) => row.map(printable)));
	const head = columns.map(({ title, align }, i) => padded(title, widths[i] ?? 0, align));
	const rule = widths.map((width) => dim("─".repeat(width)));
	const margin = " ".repeat(indent);
	const text = [head.map(dim).join("  "), rule.join("  "), out.toString()].join("\n");
	return text.replace(/[ \t]+$/gm, "").replace(/^(?=.)/gm, margin);
}

/** A text in which no word is wider than a column: else it would be cut. */
export function breakable(text: string, width: number): string {
	return text
		.replace(/\s+/g, " ")
		.trim()
		.replace(new RegExp(`\\S{${width}}(?=\\S)`, "g"), "$& ");
}

function columnWidths(columns: readonly Column[], rows: readonly (readonly string[])[], available: number): number[] {
	const natural = columns.map(({ title, most }, i) => {
		const cells = rows.flatMap((row) => (row[i] ?? "").split("\n").map(visibleLength));
		const widest = cells.reduce((most, cell) => Math.max(most, cell), title.length);
		return Math.min(widest, most ?? Number.POSITIVE_INFINITY);
	});
	const used = natural.reduce((sum, width, i) => sum + (columns[i]?.flexible ? 0 : width + PADDING), PADDING);
	return natural.map((width, i) => (columns[i]?.flexible ? Math.min(width, Math.max(24, available - used)) : width));
}

function padded(text: string, width: number, align: Column["align"]): string {
	return align === "right" ? text.padStart(width) : text.padEnd(width);
}

function visibleLength(text: string): number {
	return stripVTControlCharacters(text).length;
}
