import { printable } from "./printable.ts";
import { dim, terminalWidth } from "./style.ts";
import { visibleLength, wrap } from "./wrap.ts";

export interface Column {
	readonly title: string;
	readonly align?: "left" | "right";
	/** Takes what the others leave, and wraps. At most one. */
	readonly flexible?: boolean;
	/** Wider cells are wrapped. */
	readonly most?: number;
}

export interface TableOptions {
	/** A blank line between rows. */
	readonly spaced?: boolean;
	/** Columns of the terminal that stay free on the left. */
	readonly indent?: number;
}

const GAP = "  ";

/** Rows under a ruled heading, columns as wide as their content. Cells may hold several lines. */
export function table(
	columns: readonly Column[],
	rows: readonly (readonly string[])[],
	{ spaced = false, indent = 0 }: TableOptions = {},
): string {
	const cells = rows.map((row) => row.map((cell) => printable(cell).split("\n")));
	const widths = columnWidths(columns, cells, terminalWidth() - indent);
	const line = (texts: readonly string[]) => {
		const padded = texts.map((text, i) => pad(text, widths[i] ?? 0, columns[i]?.align));
		return `${" ".repeat(indent)}${padded.join(GAP)}`.trimEnd();
	};
	const body = cells.flatMap((row, i) => {
		const wrapped = row.map((lines, at) => lines.flatMap((text) => wrap(text, widths[at] ?? text.length)));
		const height = Math.max(...wrapped.map((lines) => lines.length));
		const lines = Array.from({ length: height }, (_, at) => line(wrapped.map((cell) => cell[at] ?? "")));
		return spaced && i > 0 ? ["", ...lines] : lines;
	});
	const rule = widths.map((width) => dim("─".repeat(width)));
	return [line(columns.map(({ title }) => dim(title))), line(rule), ...body].join("\n");
}

function columnWidths(
	columns: readonly Column[],
	rows: readonly (readonly (readonly string[])[])[],
	available: number,
): number[] {
	const natural = columns.map(({ title, most = Number.POSITIVE_INFINITY }, i) => {
		let widest = title.length;
		for (const row of rows) for (const text of row[i] ?? []) widest = Math.max(widest, visibleLength(text));
		return Math.min(widest, most);
	});
	const fixed = natural.reduce((sum, width, i) => sum + (columns[i]?.flexible ? 0 : width + GAP.length), 0);
	return natural.map((width, i) => (columns[i]?.flexible ? Math.min(width, Math.max(24, available - fixed)) : width));
}

function pad(text: string, width: number, align: Column["align"]): string {
	const space = " ".repeat(Math.max(0, width - visibleLength(text)));
	return align === "right" ? `${space}${text}` : `${text}${space}`;
}
