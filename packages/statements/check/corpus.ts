/**
 * Reads a collection of real statement files and compares them with what others read from them.
 *
 *     node packages/statements/check/corpus.ts <folder>
 *
 * The folder holds `samples/<format>/...` and, for some of them, `expected/<format>/....json`. Every file of a format that
 * can be read must be read without an exception, and every snapshot must agree, except where `known-wrong.json` says
 * why it is wrong. Ends with code 1 otherwise. A command, not a test: the files are not part of this repository.
 */
import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { readStatements, type Statement } from "../src/index.ts";
import { type Compared, expectedPostings, readPostings } from "./snapshots.ts";

const FORMATS = /^(mt940|mt942|camt\.05[234]|csv-.*)$/;
const NO_STATEMENT = /(^|\/)(SOURCE|requirements)\.txt$|\.(json|ya?ml)$|\/(testexpected|expected-output)\//;

interface KnownWrong {
	/** Where the snapshot is wrong: field names, or `count`. */
	readonly fields: readonly string[];
	readonly reason: string;
}

const folder = process.argv[2];
if (folder === undefined || !existsSync(join(folder, "samples"))) {
	console.error("usage: corpus.ts <folder with samples/ and expected/>");
	process.exit(2);
}

const knownWrong: Record<string, KnownWrong> = JSON.parse(
	readFileSync(new URL("./known-wrong.json", import.meta.url), "utf8"),
);
const counts = { files: 0, entries: 0, faults: 0, warnings: 0, balanced: 0, unbalanced: 0, snapshots: 0 };
let failures = 0;

for (const format of readdirSync(join(folder, "samples")).filter((name) => FORMATS.test(name))) {
	for (const file of filesBelow(join(folder, "samples", format))) await check(file, join(folder, "samples"));
}
console.log(counts);
if (failures > 0) console.error(`${failures} failures`);
process.exitCode = failures > 0 ? 1 : 0;

async function check(file: string, samples: string): Promise<void> {
	const name = relative(samples, file);
	const statements: Statement[] = [];
	counts.files++;
	try {
		for await (const result of readStatements(createReadStream(file))) {
			if (result.ok) statements.push(result.statement);
			else {
				counts.faults++;
				console.log(`fault    ${name}: ${result.error.message.en}`);
			}
		}
	} catch (error) {
		fail(`${name}: threw ${error}`);
		return;
	}
	for (const statement of statements) count(name, statement);
	const snapshot = join(samples, "..", "expected", `${name}.json`);
	if (existsSync(snapshot)) compare(name, expectedPostings(snapshot), readPostings(statements));
}

function count(name: string, statement: Statement): void {
	counts.entries += statement.entries.length;
	counts.warnings += statement.warnings.length;
	const imbalance = statement.warnings.find(({ code }) => code === "balance");
	if (imbalance) {
		counts.unbalanced++;
		console.log(`balance  ${name}: ${imbalance.message.en}`);
	} else if (statement.opening && statement.closing) counts.balanced++;
}

function compare(name: string, expected: readonly Compared[], read: readonly Compared[]): void {
	counts.snapshots++;
	const wrong = new Map<string, string>();
	if (expected.length !== read.length) wrong.set("count", `${expected.length} expected, ${read.length} read`);
	expected.forEach((want, at) => {
		for (const field of ["minor", "bookingDay", "valueDay", "endToEndId", "text"] as const) {
			const got = read[at]?.[field];
			if (want[field] !== undefined && want[field] !== got && !wrong.has(field)) {
				wrong.set(field, `posting ${at + 1}: expected "${want[field]}", read "${got}"`);
			}
		}
	});
	const known = knownWrong[name];
	for (const [field, difference] of wrong) {
		if (!known?.fields.includes(field)) fail(`${name}: ${field}: ${difference}`);
	}
	for (const field of known?.fields ?? []) {
		if (!wrong.has(field)) fail(`${name}: ${field} agrees by now; take it off known-wrong.json`);
	}
}

function fail(text: string): void {
	failures++;
	console.log(`FAIL     ${text}`);
}

function filesBelow(path: string): string[] {
	if (!existsSync(path)) return [];
	return readdirSync(path, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => !NO_STATEMENT.test(file))
		.sort();
}
