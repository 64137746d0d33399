import type { Text } from "@kontor/connector";
import type { Warning } from "../model.ts";
import type { Conventions } from "./conventions.ts";
import { unwrapped } from "./fold.ts";
import type { Labels } from "./labels.ts";
import { columnName, type Layout } from "./layout.ts";
import type { CsvMapping } from "./mapping.ts";
import type { CsvRow } from "./records.ts";

/** What a row is read with. */
export interface RowContext {
	readonly mapping: CsvMapping;
	readonly layout: Layout;
	readonly conventions: Conventions;
	readonly labels: Labels;
	/** Where neither the row nor the header of the amount names one. */
	readonly currency: string;
	readonly keepRaw: boolean;
	readonly warn: (warning: Warning) => void;
}

/** A cell's text without what spreadsheets wrap around it; empty where the file has no such column. */
export function cellAt({ cells }: CsvRow, index: number): string {
	return index < 0 ? "" : unwrapped(cells[index] ?? "");
}

/** The place of a cell: line and the header of its column. */
export function at({ line }: CsvRow, layout: Layout, index: number) {
	return { line, element: columnName(layout, index) };
}

export function warning(row: CsvRow, layout: Layout, index: number, message: Text): Warning {
	const position = at(row, layout, index);
	const { line, element } = position;
	return {
		code: "field",
		position,
		message: {
			de: `Zeile ${line} (${element}): ${message.de}`,
			en: `Line ${line} (${element}): ${message.en}`,
		},
	};
}
