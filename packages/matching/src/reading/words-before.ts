import { isFiller, type Label, labelOf } from "../labels.ts";
import { classOf, LINE, TIE } from "./characters.ts";
import { AMOUNT, DATE, FREE, TAG, type Tokens } from "./tokens.ts";

/** What stands before a number. */
export interface WordsBefore {
	/** Nearest first, upper case; at most three. */
	readonly words: readonly string[];
	/** The nearest one touches the number, or hangs on it by a hyphen or the like. */
	readonly attached: boolean;
	readonly label: Label | null;
	/** Where the nearest word begins; the number itself where there is none. */
	readonly start: number;
}

/** How far before a number its label is looked for. */
const REACH = 48;
const MOST_WORDS = 3;
/** More letters than this before a number are a word. */
export const LONGEST_PREFIX = 4;
const HASH = 35;
/** Lead over to an amount: "Rechnung über 119,00 EUR Nr. 10023". */
const OVER = new Set("ÜBER UEBER IHV HV BETRAG FOR".split(" "));

/**
 * Up to three words before a position, as long as no number stands between. Dates and amounts do not count: "Rechnung
 * vom 12.11.2026 Nr. 10023".
 * @param token the first token that does not end before the position.
 */
export function wordsBefore(tokens: Tokens, token: number, position: number): WordsBefore {
	const words: string[] = [];
	let attached = false;
	let start = position;
	let label: Label | null = null;
	let looking = true;
	let passed = false;
	for (let at = token - 1; at >= 0 && words.length < MOST_WORDS; at--) {
		if (tokens.start(at) < position - REACH) break;
		const meaning = tokens.meaning(at);
		if (meaning === AMOUNT || meaning === DATE) {
			passed = true;
			continue;
		}
		if (tokens.isNumber(at) || meaning === TAG) break;
		const sign = !tokens.isWord(at);
		if (sign && tokens.codeAt(tokens.start(at)) !== HASH) continue;
		const word = sign ? "ORDER" : wordBefore(tokens, at, position);
		words.push(word);
		if (words.length === 1) {
			start = tokens.start(at);
			attached = hangs(tokens.text, tokens.end(at), position);
		}
		if (!looking) continue;
		label = labelOf(word);
		if (label === null && wrapped(tokens, at)) label = labelOf(tokens.word(at - 1) + word);
		// In "Bestellung AU-10023" the label stands before the number's own prefix.
		const prefix = words.length === 1 && attached && word.length <= LONGEST_PREFIX;
		looking = label === null && (prefix || isFiller(word) || (passed && OVER.has(word)));
	}
	return { words, attached, label, start };
}

/** A word, without a last letter that belongs to the number. */
function wordBefore(tokens: Tokens, token: number, position: number): string {
	return tokens.end(token) <= position ? tokens.word(token) : tokens.upper.slice(tokens.start(token), position);
}

function hangs(text: string, from: number, to: number): boolean {
	return to <= from || (to === from + 1 && classOf(text.charCodeAt(from)) === TIE);
}

/** The word is the second half of one that a wrap has split. */
function wrapped(tokens: Tokens, token: number): boolean {
	if (!tokens.isWord(token - 1) || tokens.meaning(token - 1) !== FREE) return false;
	return tokens.gap(token - 1) === 1 && classOf(tokens.before(token)) === LINE;
}
