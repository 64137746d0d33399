import type { Block, Column, Row, Runs } from "../messages/blocks.ts";

/** The text part of a mail. Lines are not wrapped: clients do that better. */
export function plainText(blocks: readonly Block[], footer: readonly string[]): string {
	const parts = blocks.map(blockText);
	return [...parts, ...(footer.length === 0 ? [] : [`-- \n${footer.join("\n")}`])].join("\n\n");
}

function blockText(block: Block): string {
	switch (block.kind) {
		case "paragraph":
			return block.lines.map(runsText).join("\n");
		case "list":
			return block.items.map((item) => `- ${runsText(item)}`).join("\n");
		case "payment":
			return aligned(block.rows, "left");
		case "amounts":
			return aligned([...block.rows, block.total], "right");
		case "link":
			return `${block.label}:\n${block.url}`;
		case "table":
			return block.rows.map((row) => rowText(block.columns, row)).join("\n");
	}
}

/** "Bestellung: 10815, Offen: 12,00 €": columns would not stand one below the other in a proportional font. */
function rowText(columns: readonly Column[], row: readonly string[]): string {
	const cells = row.map((value, at) => (value === "" ? "" : `${columns[at]?.title ?? ""}: ${value}`));
	return cells.filter((cell) => cell !== "").join(", ");
}

function runsText(runs: Runs): string {
	return runs.map(({ text }) => text).join("");
}

function aligned(rows: readonly Row[], align: "left" | "right"): string {
	const labels = Math.max(...rows.map(({ label }) => label.length));
	const values = align === "right" ? Math.max(...rows.map(({ value }) => value.length)) : 0;
	return rows.map(({ label, value }) => `${`${label}:`.padEnd(labels + 2)}${value.padStart(values)}`).join("\n");
}
