/**
 * The character sets of EPC069-12 by their number. The single-byte tables come from the platform's decoder; it reads
 * ISO-8859-1 as windows-1252, which is the same from 0xA0 on, and below there are only control characters.
 */
export const CHARSETS = {
	1: "utf-8",
	2: "iso-8859-1",
	3: "iso-8859-2",
	4: "iso-8859-4",
	5: "iso-8859-5",
	6: "iso-8859-7",
	7: "iso-8859-10",
	8: "iso-8859-15",
} as const;
export type Charset = keyof typeof CHARSETS;

/** The text in the given set, or `undefined` where it has a character that the set lacks. */
export function encode(text: string, charset: Charset): Uint8Array | undefined {
	if (charset === 1) return new TextEncoder().encode(text);
	const table = tableOf(charset);
	const bytes = Array.from(text, (character) => (isAscii(character) ? character.charCodeAt(0) : table.get(character)));
	return bytes.every((byte) => byte !== undefined) ? Uint8Array.from(bytes) : undefined;
}

function isAscii(character: string): boolean {
	return character < "\u0080";
}

function tableOf(charset: Charset): ReadonlyMap<string, number> {
	const upper = Uint8Array.from({ length: 0x60 }, (_, at) => 0xa0 + at);
	const characters = Array.from(new TextDecoder(CHARSETS[charset]).decode(upper));
	return new Map(characters.map((character, at) => [character, 0xa0 + at]));
}
