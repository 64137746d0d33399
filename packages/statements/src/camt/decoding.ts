import { type Decoding, eightBitDecoding, guessedDecoding, namedDecoding } from "../decoding.ts";
import { unicodeOf } from "../detect.ts";

const EIGHT_BIT = /^(iso-8859|windows-125|latin)/;

/**
 * How the XML is encoded: as it declares, unless byte order mark or bytes prove otherwise. A file that
 * says UTF-8 and is not, or is UTF-8 and says otherwise, is common enough.
 *
 * @param start the file's first bytes, with the XML declaration
 */
export function declaredDecoding(start: Uint8Array): Decoding {
	if (unicodeOf(start) !== undefined) return guessedDecoding(start);
	const head = new TextDecoder("windows-1252").decode(start.subarray(0, 200));
	const name = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]?.toLowerCase();
	if (name === undefined || /^(utf-?8|utf-?16|us-ascii)/.test(name)) return guessedDecoding(start);
	try {
		return EIGHT_BIT.test(name) ? eightBitDecoding(start, name) : namedDecoding(name);
	} catch {
		return guessedDecoding(start);
	}
}
