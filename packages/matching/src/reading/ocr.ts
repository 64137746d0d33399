import { isFiller, labelOf } from "../labels.ts";
import { classOf, codeAt, DIGIT, LETTER, TIE } from "./characters.ts";
import { gapBetween } from "./gap.ts";
import { LONGEST_KEY, type NumberRun, numberRun } from "./number-runs.ts";
import { FREE, type Tokens } from "./tokens.ts";

/** Letters that are taken for digits by people and machines. */
const LOOKS_LIKE: ReadonlyMap<number, string> = new Map(
	Object.entries({ O: "0", o: "0", I: "1", i: "1", l: "1", L: "1", S: "5", B: "8", Z: "2" }).map(([letter, digit]) => [
		letter.charCodeAt(0),
		digit,
	]),
);
const LOOKS_LIKE_DIGIT = Uint8Array.from({ length: 128 }, (_, code) => (LOOKS_LIKE.has(code) ? 1 : 0));
/** The only ones taken for digits at the end of a prefix: "AUI0023" is AU 10023, "RS10023" is nothing but RS. */
const AT_BEGINNING = new Set(["O", "I", "l", "L", "o"]);
/** So many letters that all may be digits are. */
const SHORTEST_RUN = 3;
const SHORTEST = 4;
const HASH = 35;
/** From this length on one digit is enough: no word looks like that. */
const SURELY_A_NUMBER = 5;

/** The runs with every number that holds letters for digits put in place of its pieces; null where there is none. */
export function ocrRuns(tokens: Tokens, runs: readonly NumberRun[]): NumberRun[] | null {
	let replaced: NumberRun[] | null = null;
	let copied = 0;
	for (let token = 0; token < tokens.count; token++) {
		if (tokens.meaning(token) !== FREE || !(touchesLetter(tokens, token) || isSpelledOut(tokens, token))) continue;
		const start = startOf(tokens, token);
		const end = endOf(tokens.text, tokens.end(token));
		const digits = readDigits(tokens.text, start, end);
		if (digits === null) continue;
		replaced ??= [];
		for (let run = runs[copied]; run !== undefined && run.start < end; run = runs[++copied]) {
			if (run.end <= start) replaced.push(behind(tokens, replaced.at(-1), run));
		}
		const at = start < tokens.start(token) ? token - 1 : token;
		replaced.push(numberRun(tokens, firstAt(tokens, at, start), { digits, start, end, ocr: true }, replaced.at(-1)));
		while (token + 1 < tokens.count && tokens.start(token + 1) < end) token++;
	}
	if (replaced === null) return null;
	for (const run of runs.slice(copied)) replaced.push(behind(tokens, replaced.at(-1), run));
	return replaced;
}

/** A run as it stands behind one that was put together: "10077" in "2O2S-10077". */
function behind(tokens: Tokens, last: NumberRun | undefined, run: NumberRun): NumberRun {
	return last?.ocr ? { ...run, gap: gapBetween(tokens.text, last.end, run.start) } : run;
}

/** A letter that may be a digit stands right before or after: nearly no number has one. */
function touchesLetter(tokens: Tokens, token: number): boolean {
	if (!tokens.isNumber(token)) return false;
	return LOOKS_LIKE_DIGIT[tokens.after(token)] === 1 || LOOKS_LIKE_DIGIT[tokens.before(token)] === 1;
}

/** A sign or a prefix stands before, so that it must be a number. */
function follows(text: string, start: number): boolean {
	const before = codeAt(text, start - 1);
	return before === HASH || classOf(before) === TIE;
}

/** Letters that are digits all of them: "#llOO", "RG-LOLOO"; not "Hanna-Lilo". */
function isSpelledOut(tokens: Tokens, token: number): boolean {
	if (!tokens.isWord(token) || tokens.length(token) < SHORTEST) return false;
	if (!follows(tokens.text, tokens.start(token))) return false;
	return (
		endOf(tokens.text, tokens.start(token)) === tokens.end(token) &&
		!/[io]/.test(tokens.text.slice(tokens.start(token), tokens.end(token)))
	);
}

/**
 * Letters before the digits may be the first of them: the last ones of a prefix, or all of them; but not of a word that
 * has its own meaning ("NO10023").
 */
function startOf(tokens: Tokens, token: number): number {
	const end = tokens.start(token);
	const glued = tokens.isNumber(token) && tokens.isWord(token - 1) && tokens.gap(token - 1) === 0;
	if (!glued || !LOOKS_LIKE.has(tokens.before(token))) return end;
	const word = tokens.start(token - 1);
	let start = end;
	while (start > word && LOOKS_LIKE.has(tokens.codeAt(start - 1))) start--;
	if (start === word && end - word > 1 && tokens.before(token - 1) === HASH) return start;
	if (end - start < SHORTEST_RUN) {
		start = end;
		while (start > word && AT_BEGINNING.has(tokens.text.charAt(start - 1))) start--;
	}
	if (start === end) return end;
	const prefix = tokens.word(token - 1);
	return isFiller(prefix) || labelOf(prefix) !== null ? end : start;
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

/** Null where it is no number with letters in it, up to where the token ends. */
function readDigits(text: string, start: number, end: number): string | null {
	const next = classOf(codeAt(text, end));
	const length = end - start;
	if (length < SHORTEST || length > LONGEST_KEY || next === DIGIT || next === LETTER) return null;
	let digits = "";
	let letters = 0;
	for (let at = start; at < end; at++) {
		const digit = LOOKS_LIKE.get(text.charCodeAt(at));
		if (digit !== undefined) letters++;
		digits += digit ?? (classOf(text.charCodeAt(at)) === DIGIT ? text.charAt(at) : "");
	}
	const likely = length >= SURELY_A_NUMBER || letters * 2 <= length || follows(text, start);
	return letters > 0 && likely ? digits : null;
}

/** The first token that does not end before the position. */
function firstAt(tokens: Tokens, token: number, position: number): number {
	return tokens.start(token) < position ? token + 1 : token;
}
