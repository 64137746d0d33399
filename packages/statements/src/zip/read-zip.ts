import { crc32 } from "node:zlib";
import type { Text } from "@kontor/connector";
import { fromBufferPromise, getFileNameLowLevel, type Entry as Member, type ZipFile } from "yauzl";
import { faultAt } from "../fault.ts";
import type { StatementEvent } from "../format.ts";
import type { StatementFault } from "../model.ts";
import { Budget, LIMITS, type Limits } from "./limits.ts";
import { inMember } from "./member.ts";

/** Reads what a member holds: a statement file, or another archive. */
export type ReadMember = (
	content: AsyncIterable<Uint8Array>,
	inside: Archive,
) => AsyncIterable<readonly StatementEvent[]>;

/** Where in nested archives the reader stands. */
export interface Archive {
	readonly depth: number;
	readonly budget: Budget;
}

/** Whether the file begins as a ZIP does: with a member, or (an empty one) with its directory's end. */
export function isZip(start: Uint8Array): boolean {
	return (
		start[0] === 0x50 && start[1] === 0x4b && ((start[2] === 3 && start[3] === 4) || (start[2] === 5 && start[3] === 6))
	);
}

/**
 * Reads every member of a ZIP, in the order of its directory. What is wrong with one is a fault that names it; the others
 * are read. A member is unpacked once to check its size and checksum before anything of it is delivered.
 */
export async function* readZip(
	source: AsyncIterable<Uint8Array>,
	read: ReadMember,
	outer: Archive | undefined,
	limits: Limits = LIMITS,
): AsyncGenerator<readonly StatementEvent[]> {
	const inside = { depth: (outer?.depth ?? -1) + 1, budget: outer?.budget ?? new Budget(limits) };
	const bytes = inside.depth > limits.depth ? NESTED : await whole(source, limits.archive);
	const found = await membersOf(bytes, inside.budget);
	if (!found.ok) {
		yield [{ type: "fault", error: found.fault }];
		return;
	}
	for (const member of found.members) {
		// What exceeds the limits of an archive exceeds those of the one around it, too.
		if (inside.budget.isExceeded) return;
		const name = nameOf(member);
		const fault = await faultIn(found.archive, member, inside.budget);
		if (fault) {
			yield [inMember(name, { type: "fault", error: fault })];
			continue;
		}
		const content: AsyncIterable<Uint8Array> = await found.archive.openReadStreamPromise(member);
		for await (const events of read(content, inside)) yield events.map((event) => inMember(name, event));
	}
}

type Found =
	| { readonly ok: true; readonly archive: ZipFile; readonly members: readonly Member[] }
	| { readonly ok: false; readonly fault: StatementFault };

/** The files of an archive, without folders and what operating systems add. */
async function membersOf(bytes: Buffer | Text, budget: Budget): Promise<Found> {
	const refused = (expected: Text, got = "") => ({ ok: false, fault: faultAt({ line: 1 }, expected, got) }) as const;
	if (!Buffer.isBuffer(bytes)) return refused(bytes);
	const members: Member[] = [];
	try {
		const archive = await fromBufferPromise(bytes, { decodeStrings: false });
		for await (const member of archive.eachEntry()) {
			const over = budget.addMember();
			if (over) return refused(over);
			if (!PASSED_OVER.test(nameOf(member))) members.push(member);
		}
		return members.length === 0 ? refused(EMPTY) : { ok: true, archive, members };
	} catch (error) {
		return refused(WHOLE, reasonOf(error));
	}
}

/** Unpacks a member for its size and checksum alone: a damaged one is not to be read in part. */
async function faultIn(archive: ZipFile, member: Member, budget: Budget): Promise<StatementFault | undefined> {
	const fault = (expected: Text, got = "") => faultAt({ line: 1 }, expected, got);
	if (member.isEncrypted()) return fault(OPEN);
	let checksum = 0;
	let total = 0;
	try {
		const content: AsyncIterable<Uint8Array> = await archive.openReadStreamPromise(member);
		for await (const bytes of content) {
			total += bytes.length;
			const over = budget.addContent(bytes.length, total, member.compressedSize);
			if (over) return fault(over);
			checksum = crc32(bytes, checksum);
		}
	} catch (error) {
		return fault(WHOLE, reasonOf(error));
	}
	return checksum === member.crc32 ? undefined : fault(CHECKSUM, checksum.toString(16));
}

/** The archive in memory, or why it may not be. */
async function whole(source: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | Text> {
	const pieces: Uint8Array[] = [];
	let length = 0;
	for await (const piece of source) {
		length += piece.length;
		if (length > most) return SIZE;
		pieces.push(piece);
	}
	return Buffer.concat(pieces, length);
}

/** The unpacking library says what is wrong by errors of no further kind. */
function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** The path as written; it never becomes one of a file system. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Member): string {
	return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

/** Folders, and what macOS and Windows put into archives beside the files. */
const PASSED_OVER = /\/$|(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/;

const WHOLE: Text = { de: "ein unbeschädigtes ZIP", en: "an undamaged ZIP" };
const EMPTY: Text = { de: "ein ZIP mit mindestens einer Datei", en: "a ZIP of at least one file" };
const OPEN: Text = { de: "eine Datei ohne Kennwort", en: "a file without a password" };
const CHECKSUM: Text = { de: "ein Inhalt mit richtiger Prüfsumme", en: "content with the right checksum" };
const SIZE: Text = { de: "ein kleineres ZIP", en: "a smaller ZIP" };
const NESTED: Text = { de: "höchstens ein ZIP in einem ZIP", en: "at most one ZIP in a ZIP" };
