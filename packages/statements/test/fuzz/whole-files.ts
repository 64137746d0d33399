import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import fc from "fast-check";
import { anyStatements } from "../printing/any-statement.ts";
import { printCamt } from "../printing/camt.ts";
import { anyCamtLayout, anyMtLayout } from "../printing/layouts.ts";
import { printMt } from "../printing/mt940.ts";
import { GERMAN } from "../printing/values.ts";
import { zipOf } from "../zipped.ts";

/** A file that is read without a fault, to be damaged. */
export interface WholeFile {
	readonly name: string;
	readonly bytes: Uint8Array;
}

const FIXTURES = join(import.meta.dirname, "../fixtures");
const POSSIBLE = { letters: GERMAN, sideInOwnCurrency: true, status: "booked" } as const;
const SAMPLE = { seed: 1, numRuns: 12 };

/** The fixtures, printed statements of every format, and ZIP files of both. */
export function wholeFiles(): readonly WholeFile[] {
	const fixtures = readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.map((path) => ({ name: relative(FIXTURES, path), bytes: readFileSync(path) }));
	const mt = fc.sample(fc.tuple(anyStatements({ ...POSSIBLE, asCamt: false }), anyMtLayout), SAMPLE);
	const camt = fc.sample(fc.tuple(anyStatements({ ...POSSIBLE, asCamt: true }), anyCamtLayout), SAMPLE);
	const printed = [
		...mt.map(([statements, layout], at) => ({ name: `${at}.sta`, bytes: printMt(statements, layout) })),
		...camt.map(([statements, layout], at) => ({
			name: `${at}.xml`,
			bytes: printCamt(statements, { ...layout, encoding: "utf-8" }),
		})),
	];
	const plain = [...fixtures, ...printed];
	return [...plain, ...zipped(plain)];
}

function zipped(files: readonly WholeFile[]): WholeFile[] {
	const few = files.slice(0, 6).map(({ name, bytes }, at) => ({ name, content: bytes, stored: at % 2 === 0 }));
	const zip = zipOf(few);
	return [
		{ name: "few.zip", bytes: zip },
		{ name: "descriptors.zip", bytes: zipOf(few.map((file) => ({ ...file, descriptor: true }))) },
		{ name: "nested.zip", bytes: zipOf([{ name: "few.zip", content: zip }, ...few.slice(0, 1)]) },
	];
}
