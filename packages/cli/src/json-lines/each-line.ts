import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";

/** Large enough that a million lines are read in a few hundred steps. */
const CHUNK = 4 * 1024 * 1024;
const LINE_FEED = 10;

/**
 * Hands out the lines of a file, 1-based, without their line feed. Cut at bytes, so that no character is ever split. UTF-8
 * with or without byte order mark; a line that is no UTF-8 is read as windows-1252, as German programs write it.
 * @throws what the file system says.
 */
export function eachLine(path: string, take: (content: string, line: number) => void): void {
	const file = openSync(path, "r");
	try {
		let buffer = Buffer.allocUnsafe(CHUNK);
		let filled = 0;
		let line = 1;
		for (;;) {
			const read = readSync(file, buffer, filled, buffer.length - filled, null);
			const end = read === 0 ? filled : buffer.lastIndexOf(LINE_FEED, filled + read - 1) + 1;
			filled += read;
			for (const content of linesOf(buffer.subarray(line === 1 ? markLength(buffer, end) : 0, end))) {
				take(content, line);
				line++;
			}
			if (read === 0) return;
			if (end > 0) {
				buffer.copyWithin(0, end, filled);
				filled -= end;
			} else if (filled === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
		}
	} finally {
		closeSync(file);
	}
}

/** Of bytes that end with a line feed, or with the file. */
function linesOf(bytes: Buffer): string[] {
	if (bytes.length === 0) return [];
	const whole = bytes.at(-1) === LINE_FEED ? bytes.subarray(0, -1) : bytes;
	if (isUtf8(whole)) return whole.toString("utf8").split("\n");
	// No byte of an UTF-8 character is a line feed: the same lines in either encoding.
	return whole
		.toString("latin1")
		.split("\n")
		.map((line) => decoded(Buffer.from(line, "latin1")));
}

function decoded(line: Buffer): string {
	return isUtf8(line) ? line.toString("utf8") : new TextDecoder("windows-1252").decode(line);
}

/** Of the byte order mark. */
function markLength(buffer: Buffer, end: number): number {
	return end >= 3 && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? 3 : 0;
}
