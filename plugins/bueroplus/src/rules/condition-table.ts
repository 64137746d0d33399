import { CONDITIONS } from "./conditions.ts";

/** The conditions as the README shows them. */
export function conditionTable(): string {
	const rows = Object.entries(CONDITIONS).map(([name, { title, parameters, reads }]) => [
		`\`${name}\``,
		title.de,
		title.en,
		Object.keys(parameters.shape).join(", ") || "–",
		reads.join(", "),
	]);
	return table(["condition", "deutsch", "English", "parameters", "reads"], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const all = [head, ...rows];
	const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
	const line = (row: readonly string[]) =>
		`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
	return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)].join("\n");
}
