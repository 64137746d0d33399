/*
 * What a character can be part of. Digits and letters make numbers and words; ties join the groups of one number
 * ("2026-0815"); invisible ones do not count at all.
 */
const OTHER = 0;
export const BLANK = 1;
export const LINE = 2;
export const TIE = 3;
export const DIGIT = 4;
export const LETTER = 5;
export const INVISIBLE = 6;
/** "#", and the signs of currencies. */
export const SIGN = 7;
/** Has to be straightened before anything can be told. */
export const ODD = 8;

/** Latin with all its extensions up to Extended-B, which nearly every text stays within. */
const TABLE_SIZE = 0x250;
const TABLE = Uint8Array.from({ length: TABLE_SIZE }, (_, code) => classify(String.fromCharCode(code)));
const EURO = 0x20ac;
/** From here on there are typographic blanks, dashes and invisible characters. */
const TYPOGRAPHY = 0x2000;

/** A text's UTF-16 code unit; 0, which is of no class, beyond its ends: NaN, as the text itself has it, would slow down all else. */
export function codeAt(text: string, at: number): number {
	return at >= 0 && at < text.length ? text.charCodeAt(at) : 0;
}

/** The class of a UTF-16 code unit; `ODD` for one that `straighten` replaces. */
export function classOf(code: number): number {
	if (code < TABLE_SIZE) return TABLE[code] ?? OTHER;
	if (code === EURO) return SIGN;
	if (code >= TYPOGRAPHY && ODD_CHARACTER.test(String.fromCharCode(code))) return ODD;
	return classify(String.fromCharCode(code));
}

function classify(char: string): number {
	if (/[0-9]/.test(char)) return DIGIT;
	if (/\p{L}/u.test(char)) return LETTER;
	if (/[-/._\\·]/.test(char)) return TIE;
	if (/[\n\r\v\f\u0085]/.test(char)) return LINE;
	if (/[\s]/.test(char)) return BLANK;
	if (/[#$£€]/.test(char)) return SIGN;
	return /[\u00ad\p{M}]/u.test(char) ? INVISIBLE : OTHER;
}

const ODD_CHARACTER = /[\u2000-\u2015\u2028\u2029\u202f\u205f-\u2064\u2212\u3000\ufeff\uff01-\uff5e]/;
const ODD_CHARACTERS = new RegExp(ODD_CHARACTER, "g");
/** The mark of a sub-field of SWIFT MT940 field 86, left over in a text: "?20". It stands where a line ended. */
const SUB_FIELDS = /\?(?:2\d|3[0-8]|6[0-3])/g;
const INVISIBLE_CHARACTER = "\u00ad";
/** What is left out of the spelling of a word or a number. */
export const INVISIBLE_CHARACTERS = /[\u00ad\p{M}]/gu;

/**
 * The same text, character for character of the same length, without typographic blanks, dashes and full-width forms
 * and without marks of sub-fields.
 */
export function straighten(text: string): string {
	return text
		.replace(ODD_CHARACTERS, straightCharacter)
		.replace(SUB_FIELDS, `\n${INVISIBLE_CHARACTER}${INVISIBLE_CHARACTER}`);
}

function straightCharacter(char: string): string {
	const code = char.charCodeAt(0);
	if (code >= 0xff01) return code === 0xfeff ? INVISIBLE_CHARACTER : String.fromCharCode(code - 0xfee0);
	if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212) return "-";
	if (code === 0x2028 || code === 0x2029) return "\n";
	return (code >= 0x200b && code <= 0x200f) || (code >= 0x2060 && code <= 0x2064) ? INVISIBLE_CHARACTER : " ";
}

/** Upper case of the same length: what would grow ("ß") stays as it is. */
export function upperCase(text: string): string {
	const upper = text.toUpperCase();
	return upper.length === text.length ? upper : text.replace(/./gsu, upperCharacter);
}

const CAPITALS = Uint16Array.from({ length: TABLE_SIZE }, (_, code) =>
	upperCharacter(String.fromCharCode(code)).charCodeAt(0),
);

/** A character of Latin in upper case; any other as it is. */
export function capitalOf(code: number): number {
	return code < TABLE_SIZE ? (CAPITALS[code] ?? code) : code;
}

function upperCharacter(char: string): string {
	const upper = char.toUpperCase();
	return upper.length === char.length ? upper : char;
}
