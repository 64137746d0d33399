import type { Text } from "@kontor/connector";
import { csv } from "./csv/format.ts";
import { detectFamily, SNIFFED_BYTES } from "./detect.ts";
import { faultAt } from "./fault.ts";
import type { FormatFamily, ReadOptions, StatementEvent } from "./format.ts";
import type { Entry, StatementFault, StatementResult } from "./model.ts";
import { type Archive, isZip, readZip } from "./zip/read-zip.ts";

/** A file's bytes: whole, or as a stream (`fs.createReadStream`, a request's body). */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array> | Uint8Array;

/**
 * Bytes read between two looks at what was found: bounds the memory of a caller who takes entry by entry. Of what four times
 * as much gives, so much outlives a sweep of the young generation that Node enlarges it: 60 MB more resident, and slower.
 */
const PIECE = SNIFFED_BYTES;

/**
 * Reads a statement file of any known format, or a ZIP of such files, statement by statement, in file order.
 *
 * What a bank can get wrong is a value, not an exception: a statement with a fault is delivered as `{ok: false}` with
 * line or element, and the others are delivered whole. A file of no known format, or without any statement, gives exactly
 * one fault (PRODUCT C5). Only errors of `source` itself are thrown.
 *
 * Memory is bounded by the longest statement; for a file of one huge statement take `readStatementEvents`.
 */
export async function* readStatements(source: ByteSource, options: ReadOptions = {}): AsyncGenerator<StatementResult> {
	let entries: Entry[] = [];
	for await (const events of readStatementEvents(source, options)) {
		for (const event of events) {
			if (event.type === "entry") {
				entries.push(event.entry);
				continue;
			}
			yield event.type === "statement"
				? { ok: true, statement: { ...event.head, entries: event.head.newestFirst ? entries.toReversed() : entries } }
				: { ok: false, error: event.error };
			entries = [];
		}
	}
}

/**
 * The same, entry by entry: nothing is held but what one piece of the file gave, which comes as a list, for to wait for each
 * event would take as long as to read it. The caller must be able to take back a statement's entries when a `fault` follows
 * (a transaction, a staging table): half a statement is never to be kept.
 */
export function readStatementEvents(
	source: ByteSource,
	options: ReadOptions = {},
): AsyncGenerator<readonly StatementEvent[]> {
	return eventsOf(source, options, undefined);
}

/**
 * @param archive the ZIP that the source is a member of
 */
async function* eventsOf(
	source: ByteSource,
	options: ReadOptions,
	archive: Archive | undefined,
): AsyncGenerator<readonly StatementEvent[]> {
	const pieces = piecesOf(source);
	try {
		const start = (await pieces.next()).value ?? new Uint8Array();
		const family = detectFamily(start) ?? (options.mapping === undefined ? undefined : csv);
		if (isZip(start)) {
			const member = (content: ByteSource, inside: Archive) => eventsOf(content, options, inside);
			yield* readZip(prepended(start, pieces), member, archive);
		} else if (family) yield* read(family, start, pieces, options);
		else yield [{ type: "fault", error: nothingRead(start, UNKNOWN) }];
	} finally {
		// Closes the source where the caller stops early, or the rest is of no use.
		await pieces.return(undefined);
	}
}

async function* read(
	family: FormatFamily,
	start: Uint8Array,
	rest: AsyncGenerator<Uint8Array>,
	options: ReadOptions,
): AsyncGenerator<readonly StatementEvent[]> {
	let found: StatementEvent[] = [];
	let any = false;
	const reader = family.open((event) => found.push(event), options);
	reader.write(start);
	for await (const piece of rest) {
		if (found.length > 0) {
			const events = found;
			found = [];
			any = true;
			yield events;
		}
		reader.write(piece);
	}
	reader.end();
	if (found.length > 0) yield found;
	else if (!any) yield [{ type: "fault", error: nothingRead(start, EMPTY) }];
}

/** Joins small pieces, cuts large ones: each but the last of the source is long enough to tell the format by. */
async function* piecesOf(source: ByteSource): AsyncGenerator<Uint8Array> {
	let small: Uint8Array[] = [];
	let length = 0;
	for await (const bytes of source instanceof Uint8Array ? [source] : source) {
		small.push(bytes);
		length += bytes.length;
		if (length < SNIFFED_BYTES) continue;
		const joined = small.length === 1 ? bytes : Buffer.concat(small, length);
		for (let at = 0; at < joined.length; at += PIECE) yield joined.subarray(at, at + PIECE);
		small = [];
		length = 0;
	}
	if (length > 0) yield Buffer.concat(small, length);
}

async function* prepended(start: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
	yield start;
	yield* rest;
}

function nothingRead(start: Uint8Array, expected: Text): StatementFault {
	return faultAt({ line: 1 }, expected, new TextDecoder("windows-1252").decode(start.subarray(0, 200)).trim());
}

const UNKNOWN = {
	de: "ein Kontoauszug (MT940, MT942, camt.052/053/054 oder CSV einer Bank)",
	en: "a bank statement (MT940, MT942, camt.052/053/054 or a bank's CSV)",
};
const EMPTY = { de: "mindestens ein Kontoauszug", en: "at least one statement" };
