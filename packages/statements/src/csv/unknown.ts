import type { Text } from "@kontor/connector";
import { faultAt } from "../fault.ts";
import type { StatementFault } from "../model.ts";
import type { Column } from "./columns.ts";
import { Header } from "./header.ts";
import { missingColumns } from "./layout.ts";
import type { NamedMapping } from "./profile.ts";
import { widestRow } from "./sniff.ts";

const SHOWN = 400;

/** Says which headers were found, and which profiles were tried or which column of the mapping is missing. */
export function unknownTable(start: string, mappings: readonly NamedMapping[], own: boolean): StatementFault {
	const { cells, line } = widestRow(start);
	const headers = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
	const found = headers.length === 0 ? start.trim() : headers.join("; ");
	return own ? lacking(mappings, cells, line, found) : unknownBank(mappings, line, found);
}

function unknownBank(mappings: readonly NamedMapping[], line: number, found: string): StatementFault {
	const fault = faultAt(
		{ line },
		{ de: "die Kopfzeile einer bekannten Bank", en: "the header of a known bank" },
		found,
	);
	return {
		...fault,
		message: {
			de: `Zeile ${line}: Diese CSV-Datei ist von keiner bekannten Bank; erwartet wurde eine Kopfzeile von ${bankNames(mappings, "de")}, gefunden wurde „${shown(found)}“. Eine Zuordnung der Spalten macht sie lesbar.`,
			en: `Line ${line}: this CSV file is of no known bank; expected a header of ${bankNames(mappings, "en")}, got "${shown(found)}". A mapping of its columns makes it readable.`,
		},
	};
}

/** Each once, however many layouts it has: what stands in brackets tells them apart. */
function bankNames(mappings: readonly NamedMapping[], language: keyof Text): string {
	const names = mappings.flatMap(({ bank }) => bank?.[language].replace(/ \(.*\)$/, "").split(", ") ?? []);
	return [...new Set(names)].join(", ");
}

function lacking(
	mappings: readonly NamedMapping[],
	cells: readonly string[],
	line: number,
	found: string,
): StatementFault {
	const [named] = mappings;
	const missing = named ? missingColumns(named, new Header(cells)).map(nameOf).join(", ") : "";
	const fault = faultAt({ line }, { de: `die Spalten ${missing}`, en: `the columns ${missing}` }, found);
	return {
		...fault,
		message: {
			de: `Zeile ${line}: Der Datei fehlen Spalten der Zuordnung: erwartet wurde ${missing}, gefunden wurde „${shown(found)}“.`,
			en: `Line ${line}: the file lacks columns of the mapping: expected ${missing}, got "${shown(found)}".`,
		},
	};
}

function nameOf(column: Column): string {
	return (Array.isArray(column) ? column : [column]).map((name) => `„${name}“`).join(" / ");
}

function shown(text: string): string {
	const visible = text.replace(/\p{Cc}/gu, "·");
	return visible.length > SHOWN ? `${visible.slice(0, SHOWN)}…` : visible;
}
