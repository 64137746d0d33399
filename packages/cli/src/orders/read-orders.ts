import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { faultAt, unreadableFile } from "../file-fault.ts";
import type { OrderList } from "./listed-order.ts";
import { ordersFromCsv } from "./orders-csv.ts";
import { ordersFromJsonLines } from "./orders-jsonl.ts";

/** Reads a list of orders, CSV or JSON lines by its content. Never throws on what is in the file. */
export async function readOrders(path: string, currency: string): Promise<OrderList> {
	const file = basename(path);
	try {
		const bytes = await readFile(path);
		if (isArchive(bytes)) return { orders: [], unused: [], faults: [workbook(file)] };
		const text = decoded(bytes);
		return text.trimStart().startsWith("{") ? ordersFromJsonLines(file, text) : ordersFromCsv(file, text, currency);
	} catch (error) {
		if (!(error instanceof Error && "code" in error)) throw error;
		return { orders: [], unused: [], faults: [unreadableFile(file, error)] };
	}
}

/** By byte order mark, else UTF-8, else windows-1252: what Excel on a German machine writes. */
function decoded(bytes: Uint8Array): string {
	const [a, b] = bytes;
	if (a === 0xff && b === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
	if (a === 0xfe && b === 0xff) return new TextDecoder("utf-16be").decode(bytes);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder("windows-1252").decode(bytes);
	}
}

/** Workbooks (.xlsx, .ods) are ZIP archives. */
function isArchive(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

function workbook(file: string) {
	return faultAt(
		file,
		{},
		{
			de: "eine CSV-Datei (in der Tabelle „Speichern unter“, „CSV“)",
			en: 'a CSV file (in the spreadsheet "save as", "CSV")',
		},
		".xlsx",
	);
}
