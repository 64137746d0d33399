import type { Text } from "@kontor/connector";
import { readOrders } from "../orders/read-orders.ts";
import { eachOnce } from "../postings/each-once.ts";
import { readPostings } from "../postings/read-postings.ts";
import type { Remarks } from "../report/terminal-report.ts";
import { type Assigned, assignAll } from "./assign-all.ts";

export interface AssignedFiles extends Remarks {
	/** Null where there was nothing to do: no order, or no posting that could be read. */
	readonly assigned: Assigned | null;
}

/** Reads statements and orders, and assigns. @param currency of orders that name none. */
export async function assignFiles(
	statements: readonly string[],
	orderFile: string,
	currency: string,
): Promise<AssignedFiles> {
	const list = await readOrders(orderFile, currency);
	const files = await Promise.all(statements.map(readPostings));
	const { postings, repeated } = eachOnce(files.map((file) => file.postings));
	const faults = [...list.faults, ...files.flatMap((file) => file.faults)].map(({ message }) => message);
	const notes = [...unusedNote(list.unused), ...repeatedNote(repeated), ...files.flatMap((file) => file.notes)];
	const nothing = list.orders.length === 0 || (postings.length === 0 && faults.length > 0);
	return { assigned: nothing ? null : assignAll(list.orders, postings), faults, notes };
}

function unusedNote(unused: readonly string[]): Text[] {
	if (unused.length === 0) return [];
	const names = unused.join(", ");
	return [{ de: `Nicht verwendete Spalten: ${names}.`, en: `Columns that were not used: ${names}.` }];
}

function repeatedNote(repeated: number): Text[] {
	if (repeated === 0) return [];
	return [
		{
			de: `In mehreren Dateien enthalten, einmal gezählt: ${repeated} ${repeated === 1 ? "Buchung" : "Buchungen"}.`,
			en: `In several files, counted once: ${repeated} ${repeated === 1 ? "posting" : "postings"}.`,
		},
	];
}
