import { basename } from "node:path";
import type { Text } from "@kontor/connector";
import { type FileFault, faultAt, UnusableFile, unreadableFile } from "../file-fault.ts";
import { eachLine } from "./each-line.ts";
import { UnexpectedField } from "./field-checks.ts";

/** More faults of one file than this are only counted. */
const MOST_FAULTS = 50;
/** A file's lines are alike: further ones are not searched for unknown fields. */
const SEARCHED_LINES = 1000;

/** What a file's lines are made of. */
export interface LineFormat<T> {
	readonly fields: readonly string[];
	/** @throws UnexpectedField */
	readonly read: (line: Readonly<Record<string, unknown>>) => T;
}

export interface LinesRead {
	/** How many lines held something that could be read. */
	readonly count: number;
	/** One for each line that was left out; from a number on only how many more. */
	readonly faults: readonly Text[];
	/** Fields that nothing was taken from. */
	readonly unused: readonly string[];
}

/**
 * Reads a file with a JSON object a line, in its order. A line with a fault is left out, the others are not.
 * @throws UnusableFile
 */
export function readJsonLines<T>(path: string, { fields, read }: LineFormat<T>, take: (item: T) => void): LinesRead {
	const file = basename(path);
	const known = new Set(fields);
	const unused = new Set<string>();
	const faults: Text[] = [];
	let faulty = 0;
	let count = 0;
	const takeLine = (content: string, line: number) => {
		const found = readLine(file, line, content, read);
		if (found === null) return;
		if ("fault" in found) {
			faulty++;
			if (faults.length < MOST_FAULTS) faults.push(found.fault.message);
			return;
		}
		count++;
		take(found.item);
		if (line <= SEARCHED_LINES) for (const field in found.json) if (!known.has(field)) unused.add(field);
	};
	try {
		eachLine(path, takeLine);
	} catch (error) {
		if (!(error instanceof Error && "code" in error)) throw error;
		throw new UnusableFile(unreadableFile(file, error));
	}
	return { count, faults: [...faults, ...furtherFaults(file, faulty - faults.length)], unused: [...unused] };
}

/** What one line says; null where it is empty. */
export function readLine<T>(
	file: string,
	line: number,
	content: string,
	read: LineFormat<T>["read"],
): { readonly item: T; readonly json: object } | { readonly fault: FileFault } | null {
	const json = jsonOf(content);
	if (typeof json !== "object" || json === null || Array.isArray(json)) {
		return content.trim() === "" ? null : { fault: faultAt(file, { line }, OBJECT, content) };
	}
	try {
		return { item: read(json as Record<string, unknown>), json };
	} catch (error) {
		if (!(error instanceof UnexpectedField)) throw error;
		const { field, expected, got } = error;
		return { fault: faultAt(file, { line, field }, expected, shown(got)) };
	}
}

function jsonOf(content: string): unknown {
	try {
		return JSON.parse(content);
	} catch {
		return undefined;
	}
}

function shown(value: unknown): string {
	if (value === undefined || value === null) return "";
	return typeof value === "string" ? value : JSON.stringify(value);
}

function furtherFaults(file: string, count: number): Text[] {
	if (count === 0) return [];
	return [
		{
			de: `${file}: ${count} weitere ${count === 1 ? "Zeile" : "Zeilen"} mit Fehlern.`,
			en: `${file}: ${count} more ${count === 1 ? "line" : "lines"} with faults.`,
		},
	];
}

const OBJECT: Text = { de: "ein JSON-Objekt in einer Zeile", en: "a JSON object in one line" };
