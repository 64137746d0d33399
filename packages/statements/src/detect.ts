import type { FormatFamily } from "./format.ts";
import { FORMATS } from "./formats.ts";
import type { StatementFormat } from "./model.ts";

/** How much of a file is looked at to tell its format: envelopes and signatures may stand before the message. */
export const SNIFFED_BYTES = 16 * 1024;

/**
 * Tells a statement file's format by its content; names and extensions say nothing (banks use .txt, .sta, .xml, .c53).
 * `undefined` where it is none that can be read.
 *
 * @param start the beginning of the file (16 KiB are looked at)
 */
export function detectFormat(start: Uint8Array): StatementFormat | undefined {
	const text = sniff(start);
	for (const family of FORMATS) {
		const format = family.recognise(text);
		if (format) return format;
	}
	return undefined;
}

export function detectFamily(start: Uint8Array): FormatFamily | undefined {
	const text = sniff(start);
	return FORMATS.find((family) => family.recognise(text) !== undefined);
}

function sniff(start: Uint8Array): string {
	const bytes = start.subarray(0, SNIFFED_BYTES);
	return new TextDecoder(unicodeOf(bytes) ?? "windows-1252").decode(bytes);
}

/** The Unicode encoding that a byte order mark, or the zero bytes of a `<` without one, give away. */
export function unicodeOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | undefined {
	const [a, b, c] = bytes;
	if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
	if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return "utf-16le";
	if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return "utf-16be";
	return undefined;
}
