import { pipeline } from "node:stream/promises";
import type { Language } from "../language.ts";
import { bad } from "../terminal/style.ts";
import type { StatementOptions } from "./command.ts";
import { type FileResult, nameOf, readFiles } from "./read-files.ts";
import { readMapping } from "./read-mapping.ts";
import { faultLine, remarkOf, statementLine } from "./statement-line.ts";
import { statementTable } from "./statement-table.ts";

/** Prints what the files say. Exit codes: 0 all read, 1 some statement or file could not be read, 2 nothing read. */
export async function showStatements(
	files: readonly string[],
	options: StatementOptions,
	language: Language,
): Promise<void> {
	const count = { read: 0, faults: 0 };
	const mapping = options.mapping === undefined ? {} : { mapping: await readMapping(options.mapping) };
	const print = options.json ? lineOf : tableOf;
	async function* output() {
		for await (const found of readFiles(files, { raw: false, ...mapping })) {
			if ("result" in found && found.result.ok) count.read++;
			else count.faults++;
			yield* print(found, language);
		}
	}
	try {
		await pipeline(output, process.stdout, { end: false });
	} catch (error) {
		// Who reads has seen enough.
		if (!(error instanceof Error && "code" in error && error.code === "EPIPE")) throw error;
	}
	process.exitCode = count.faults === 0 ? 0 : count.read > 0 ? 1 : 2;
}

function* lineOf(found: FileResult, language: Language): Generator<string> {
	const { file } = found;
	if ("unreadable" in found) {
		const text = found.unreadable.message[language];
		yield faultLine(file, { line: null, element: null, expected: null, got: null, text });
	} else if (found.result.ok) yield* statementLine(file, found.result.statement, language);
	else yield faultLine(nameOf(file, found.result.error.position), remarkOf(found.result.error, language));
}

function* tableOf(found: FileResult, language: Language): Generator<string> {
	if ("unreadable" in found) console.error(bad(found.unreadable.message[language]));
	else if (found.result.ok) yield* statementTable(found.file, found.result.statement, language);
	else console.error(bad(`✗ ${found.file}: ${found.result.error.message[language]}`));
}
