import { readFileSync } from "node:fs";
import { detectFamily } from "../src/detect.ts";
import {
	type ByteSource,
	type Entry,
	readStatements,
	type Statement,
	type StatementEvent,
	type StatementFault,
} from "../src/index.ts";

export function fixture(name: string): Uint8Array {
	return readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
}

export function bytes(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

/** Everything a file gives, in two lists. */
export async function readAll(source: ByteSource): Promise<{ statements: Statement[]; faults: StatementFault[] }> {
	const statements: Statement[] = [];
	const faults: StatementFault[] = [];
	for await (const result of readStatements(source)) {
		if (result.ok) statements.push(result.statement);
		else faults.push(result.error);
	}
	return { statements, faults };
}

/** The statements of a file that must be read without a fault. */
export async function readWhole(source: ByteSource | string): Promise<Statement[]> {
	const { statements, faults } = await readAll(typeof source === "string" ? bytes(source) : source);
	if (faults.length > 0) throw new Error(faults.map(({ message }) => message.en).join("\n"));
	return statements;
}

/** What tells the encoding comes in one piece. */
const DECLARATION = 80;

/**
 * The same, with the file handed to its reader in pieces of this size. From a stream a reader never gets less than what
 * tells the format, so only here can a small file be cut in the middle of a character, a tag or a line end.
 */
export function readInPieces(file: Uint8Array, size: number): Statement[] {
	const statements: Statement[] = [];
	let entries: Entry[] = [];
	const take = (event: StatementEvent) => {
		if (event.type === "fault") throw new Error(event.error.message.en);
		if (event.type === "entry") entries.push(event.entry);
		else {
			statements.push({ ...event.head, entries });
			entries = [];
		}
	};
	const reader = detectFamily(file)?.open(take, {});
	reader?.write(file.subarray(0, DECLARATION));
	for (let at = DECLARATION; at < file.length; at += size) reader?.write(file.subarray(at, at + size));
	reader?.end();
	return statements;
}

/** The only entry of an MT940 with these fields. */
export async function readEntry(fields: string) {
	const [statement] = await readWhole(
		`:20:T\n:25:DE75370400440532013001\n:60F:C261101EUR0,\n${fields}\n:62F:C261102EUR0,\n-\n`,
	);
	const [entry] = statement?.entries ?? [];
	if (!entry || statement?.entries.length !== 1) throw new Error("expected one entry");
	return entry;
}
