import { readFile } from "node:fs/promises";
import { CsvMapping } from "@kontor/statements";
import { faultAt, UnusableFile, unreadableFile } from "../file-fault.ts";

/**
 * How a CSV is read, as the merchant describes it (packages/statements, "mapping").
 *
 * @throws UnusableFile with the field that is wrong
 */
export async function readMapping(path: string): Promise<CsvMapping> {
	const text = await readFile(path, "utf8").catch((error: unknown) => {
		throw new UnusableFile(unreadableFile(path, error));
	});
	const read = CsvMapping.safeParse(jsonIn(path, text));
	if (read.success) return read.data;
	const [issue] = read.error.issues;
	const field = issue?.path.join(".");
	const message = issue?.message ?? "";
	throw new UnusableFile({
		file: path,
		message: {
			de: `${path}: Die Zuordnung der Spalten ist nicht brauchbar${field ? `, Feld ${field}` : ""}: ${message}.`,
			en: `${path}: the mapping of columns cannot be used${field ? `, field ${field}` : ""}: ${message}.`,
		},
	});
}

function jsonIn(path: string, text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\ufeff/, ""));
	} catch {
		throw new UnusableFile(faultAt(path, {}, { de: "eine Zuordnung als JSON", en: "a mapping as JSON" }, text));
	}
}
