import Table from "cli-table3";
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

/** Rows under a ruled heading, columns as wide as their content. Cells may hold several lines. `spaced`: a blank line between rows. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], spaced = false): string {
	const widths = columnWidths(columns, rows);
	const out = new Table({
		chars: { ...NO_BORDERS, ...(spaced && { mid: " ", "mid-mid": " " }) },
		style: { head: [], border: [], "padding-left": 0, "padding-right": PADDING },
		colWidths: widths.map((width) => width + PADDING),
		colAligns: columns.map(({ align }) => align ?? "left"),
		wordWrap: true,
	});
	out.push(...rows.map((row) => [...row]));
	const head = columns.map(({ title, align }, i) => padded(title, widths[i] ?? 0, align));
	const rule = widths.map((width) => dim("─".repeat(width)));
	return [head.map(dim).join("  "), rule.join("  "), out.toString()].map(trimmedLines).join("\n");
}

function columnWidths(columns: readonly Column[], rows: readonly (readonly string[])[]): number[] {
	const natural = columns.map(({ title, most }, i) => {
		const cells = rows.flatMap((row) => (row[i] ?? "").split("\n").map(visibleLength));
		const widest = cells.reduce((most, cell) => Math.max(most, cell), title.length);
		return Math.min(widest, most ?? Number.POSITIVE_INFINITY);
	});
	const used = natural.reduce((sum, width, i) => sum + (columns[i]?.flexible ? 0 : width + PADDING), PADDING);
	return natural.map((width, i) =>
		columns[i]?.flexible ? Math.min(width, Math.max(24, terminalWidth() - used)) : width,
	);
}

function padded(text: string, width: number, align: Column["align"]): string {
	return align === "right" ? text.padStart(width) : text.padEnd(width);
}

function visibleLength(text: string): number {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences of colours begin with one
	return text.replace(/\u001b\[[\d;]*m/g, "").length;
}

function trimmedLines(text: string): string {
	return text.replace(/[ \t]+$/gm, "");
}
