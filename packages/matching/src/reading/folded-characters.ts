/** Latin with its extensions and the combining marks behind it: what nearly every name is written in. */
const TABLE_SIZE = 0x370;
const TABLE: readonly string[] = Array.from({ length: TABLE_SIZE }, (_, code) => fold(String.fromCharCode(code)));

/**
 * What is left of a character of a lower case text: letters a to z and digits; a blank where it parts two words; nothing
 * for a mark that stands over the letter before.
 * @param code a code point.
 */
export function foldedCharacter(code: number): string {
	return TABLE[code] ?? fold(String.fromCodePoint(code));
}

function fold(char: string): string {
	return spelledOut(char)
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.replace(/[^a-z0-9]/gu, " ");
}

/** Letters that Unicode does not take apart. */
function spelledOut(char: string): string {
	switch (char) {
		case "ß":
			return "ss";
		case "æ":
			return "ae";
		case "ø":
			return "o";
		case "ł":
			return "l";
		default:
			return char;
	}
}
