import { BLANK, classOf, INVISIBLE, LETTER, LINE, TIE } from "./characters.ts";

/* What the characters between two numbers make of them; may be combined. */
/** One number in two groups. */
export const WITHIN = 1;
/** With a blank or a line break in between. */
export const WHITE = 2;
/** By a single hyphen or the like, without a blank. */
export const TIED = 4;
/** Two of a list: the label of the first holds for the second. */
export const LIST = 8;
/** A list by nothing but blanks. */
export const BARE_LIST = 16;

/** Lines are filled up with blanks to 35 characters by some banks. */
const LONGEST = 40;
const AND = new Set("UND AND U ET E EN SOWIE PLUS BIS TO I".split(" "));
/** "SOWIE." */
const LONGEST_AND = 6;
const SLASH = 47;

/** What stands between two numbers, from the end of the one to the start of the other. */
export function gapBetween(text: string, from: number, to: number): number {
	if (to - from > LONGEST || to === from) return 0;
	let [ties, signs, blanks, lines] = [0, 0, 0, 0];
	let wide = false;
	for (let at = from; at < to; at++) {
		const code = text.charCodeAt(at);
		const kind = classOf(code);
		if (kind === BLANK) {
			blanks++;
			wide ||= blanks > 1 && classOf(text.charCodeAt(at - 1)) === BLANK;
		} else if (kind === LINE) lines++;
		else if (kind === TIE) ties++;
		else if (kind === LETTER) return isAnd(text.slice(from, to)) ? LIST : 0;
		else if (kind !== INVISIBLE) {
			// , ; + &
			if (code !== 44 && code !== 59 && code !== 43 && code !== 38) return 0;
			signs++;
		}
	}
	if (ties + signs === 0) {
		const within = lines > 0 || blanks <= 2 ? WITHIN : 0;
		return within | WHITE | LIST | BARE_LIST;
	}
	// ", -0812" too
	if (signs > 0) return signs === 1 && ties <= 1 ? LIST : 0;
	if (ties > 1) return 0;
	const list = text.charCodeAt(from) === SLASH || text.charCodeAt(to - 1) === SLASH ? LIST : 0;
	if (blanks + lines === 0) return WITHIN | TIED | list;
	return lines > 0 || !wide ? WITHIN | WHITE | list : list;
}

/** "und", "u.", "and" and the like between blanks. */
function isAnd(gap: string): boolean {
	const word = gap.trim();
	if (word.length > LONGEST_AND) return false;
	return AND.has((word.endsWith(".") ? word.slice(0, -1) : word).toUpperCase());
}
