import { type Decoding, guessedDecoding, namedDecoding } from "../decoding.ts";
import { unicodeOf } from "../detect.ts";

/**
 * How the XML is encoded: as it declares, unless byte order mark or bytes prove otherwise. A file that
 * says UTF-8 and is not is common enough to be read by the rule for undeclared files.
 *
 * @param start the file's first bytes, with the XML declaration
 */
export function declaredDecoding(start: Uint8Array): Decoding {
	if (unicodeOf(start) !== undefined) return guessedDecoding(start);
	const head = new TextDecoder("windows-1252").decode(start.subarray(0, 200));
	const name = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]?.toLowerCase();
	if (name === undefined || /^(utf-?8|utf-?16|us-ascii)/.test(name)) return guessedDecoding(start);
	try {
		return namedDecoding(name);
	} catch {
		return guessedDecoding(start);
	}
}
