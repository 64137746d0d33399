import { isFiller, labelOf } from "../labels.ts";
import { classOf, DIGIT, LETTER } from "./characters.ts";
import { LONGEST_KEY, type NumberRun, numberRun } from "./number-runs.ts";
import { FREE, type Tokens } from "./tokens.ts";

/** Letters that are taken for digits by people and machines. */
const LOOKS_LIKE: ReadonlyMap<number, string> = new Map(
	Object.entries({ O: "0", o: "0", I: "1", i: "1", l: "1", L: "1", S: "5", B: "8", Z: "2" }).map(([letter, digit]) => [
		letter.charCodeAt(0),
		digit,
	]),
);
/** The only ones taken for a digit at the end of a prefix: "AUI0023" is AU 10023, "RS10023" is nothing but RS. */
const AT_BEGINNING = new Set(["O", "I", "l", "o"]);
const SHORTEST = 4;

/** The runs with every number that holds letters for digits put in place of its pieces; null where there is none. */
export function ocrRuns(tokens: Tokens, runs: readonly NumberRun[]): NumberRun[] | null {
	let replaced: NumberRun[] | null = null;
	let copied = 0;
	for (let token = 0; token < tokens.count; token++) {
		if (!tokens.isNumber(token) || tokens.meaning(token) !== FREE || !touchesLetter(tokens, token)) continue;
		const [start, end] = [startOf(tokens, token), endOf(tokens.text, tokens.end(token))];
		const digits = readDigits(tokens.text, start, end);
		if (digits === null) continue;
		replaced ??= [];
		for (let run = runs[copied]; run !== undefined && run.start < end; run = runs[++copied]) {
			if (run.end <= start) replaced.push(run);
		}
		const at = start < tokens.start(token) ? token - 1 : token;
		replaced.push(numberRun(tokens, firstAt(tokens, at, start), digits, start, end, replaced.at(-1), true));
		while (token + 1 < tokens.count && tokens.start(token + 1) < end) token++;
	}
	return replaced === null ? null : [...replaced, ...runs.slice(copied)];
}

/** A letter that may be a digit stands right before or after: nearly no number has one. */
function touchesLetter(tokens: Tokens, token: number): boolean {
	return LOOKS_LIKE.has(tokens.after(token)) || LOOKS_LIKE.has(tokens.before(token));
}

/** One letter before the digits may be the first of them, unless it ends a word that has its own meaning ("NO10023"). */
function startOf(tokens: Tokens, token: number): number {
	const start = tokens.start(token);
	if (!tokens.isWord(token - 1) || tokens.gap(token - 1) !== 0 || !LOOKS_LIKE.has(tokens.before(token))) return start;
	const word = tokens.spelled(token - 1);
	if (word.length === 1) return start - 1;
	const letter = tokens.text.charAt(start - 1);
	return AT_BEGINNING.has(letter) && !isFiller(word) && labelOf(word) === null ? start - 1 : start;
}

function endOf(text: string, from: number): number {
	let end = from;
	while (end < text.length && end < from + LONGEST_KEY) {
		const code = text.charCodeAt(end);
		if (classOf(code) !== DIGIT && !LOOKS_LIKE.has(code)) break;
		end++;
	}
	return end;
}

/** Null where it is not a number of mostly digits with letters in it, up to where the token ends. */
function readDigits(text: string, start: number, end: number): string | null {
	const next = classOf(text.charCodeAt(end));
	const length = end - start;
	if (length < SHORTEST || length > LONGEST_KEY || next === DIGIT || next === LETTER) return null;
	let digits = "";
	let letters = 0;
	for (let at = start; at < end; at++) {
		const digit = LOOKS_LIKE.get(text.charCodeAt(at));
		if (digit !== undefined) letters++;
		digits += digit ?? (classOf(text.charCodeAt(at)) === DIGIT ? text.charAt(at) : "");
	}
	return letters > 0 && letters * 2 <= length ? digits : null;
}

/** The first token that does not end before the position. */
function firstAt(tokens: Tokens, token: number, position: number): number {
	return tokens.start(token) < position ? token + 1 : token;
}
