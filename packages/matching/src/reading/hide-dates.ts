import { isFiller, labelOf } from "../labels.ts";
import { BLANK, classOf, DIGIT, LETTER, LINE, TIE } from "./characters.ts";
import { DATE, type Tokens } from "./tokens.ts";

const [COLON, COMMA, DOT, HYPHEN, SLASH] = [58, 44, 46, 45, 47];
/** After one of them a day needs no second dot: "vom 12.11". */
const DAY_WORDS = new Set("VOM AM DATUM BIS PER V DATE DATED DU OF".split(" "));
const MONTHS = new Set(
	(
		"JANUAR JAN JÄNNER JAENNER FEBRUAR FEB FEBER MÄRZ MAERZ MRZ APRIL APR MAI JUNI JUN JULI JUL AUGUST AUG SEPTEMBER SEP " +
		"SEPT OKTOBER OKT NOVEMBER NOV DEZEMBER DEZ JANUARY FEBRUARY MARCH MAR MAY JUNE JULY OCTOBER OCT DECEMBER DEC"
	).split(" "),
);

/** Marks the numbers of a day or a time that begins with this one. False where none does. */
export function hideDate(tokens: Tokens, first: number): boolean {
	const separator = tokens.after(first);
	if (separator === DOT && hideDotted(tokens, first)) return true;
	if (separator === HYPHEN || separator === SLASH) return hideTied(tokens, first, separator);
	if (separator === COLON) return hideTime(tokens, first);
	return hideNamedMonth(tokens, first);
}

/** 12.11.2026, 12.11.26, 12.11., 12. 11. 2026, vom 12.11, 14.05 Uhr */
function hideDotted(tokens: Tokens, first: number): boolean {
	const second = first + 1;
	if (!follows(tokens, first, DOT) || !isTwoDigits(tokens, first, 31) || tokens.length(second) > 2) return false;
	if (spelledAfter(tokens, second) === "UHR") return mark(tokens, first, second);
	if (!isTwoDigits(tokens, second, 12)) return false;
	if (tokens.after(second) !== DOT) {
		return tokens.isWord(first - 1) && DAY_WORDS.has(tokens.word(first - 1)) && tokens.gap(first) === 1
			? mark(tokens, first, second)
			: false;
	}
	if (isBrokenYear(tokens, second + 1) && follows(tokens, second, DOT)) return mark(tokens, first, second + 2);
	const year = follows(tokens, second, DOT) ? second + 1 : second;
	const hasYear = year > second && (isYear(tokens, year) || (tokens.length(year) === 2 && tokens.gap(second) === 1));
	if (tokens.gap(first) > 1 && !hasYear) return false;
	return mark(tokens, first, hasYear ? year : second);
}

/** 2026-11-12, 12/11/2026, 12-11-2026, vom 12/11/26 */
function hideTied(tokens: Tokens, first: number, separator: number): boolean {
	const [second, third] = [first + 1, first + 2];
	if (tokens.before(first) === separator || !follows(tokens, first, separator)) return false;
	if (tokens.gap(first) !== 1 || !follows(tokens, second, separator) || tokens.gap(second) !== 1) return false;
	if (tokens.after(third) === separator) return false;
	if (separator === HYPHEN && isYear(tokens, first) && tokens.length(second) === 2 && tokens.length(third) === 2) {
		if (!isTwoDigits(tokens, second, 12) || !isTwoDigits(tokens, third, 31)) return false;
		return isSplitNumber(tokens, first, third) ? false : mark(tokens, first, third);
	}
	if (!isTwoDigits(tokens, first, 31) || !isTwoDigits(tokens, second, 12)) return false;
	const before = classOf(tokens.before(first));
	if (separator === HYPHEN && (before === LETTER || before === TIE)) return false;
	const short = tokens.length(third) === 2 && tokens.isWord(first - 1) && DAY_WORDS.has(tokens.word(first - 1));
	return (isYear(tokens, third) || short) && mark(tokens, first, third);
}

/** "Bestellnr. 2026-01-01 599": right behind its label, and too short for a number of its own, the rest of 2026-01-01599 follows. */
function isSplitNumber(tokens: Tokens, first: number, third: number): boolean {
	const rest = third + 1;
	if (!tokens.isNumber(rest) || tokens.gap(third) !== 1 || tokens.length(rest) < 2 || tokens.length(rest) > 4)
		return false;
	const gap = classOf(tokens.after(third));
	if (gap !== BLANK && gap !== LINE) return false;
	const next = tokens.after(rest);
	if (next === DOT || next === COMMA || next === COLON) return false;
	const word = first - 1;
	if (!tokens.isWord(word) || tokens.start(first) - tokens.end(word) > 3) return false;
	const named = isFiller(tokens.word(word)) && !DAY_WORDS.has(tokens.word(word)) ? word - 1 : word;
	if (!tokens.isWord(named)) return false;
	const label = labelOf(tokens.word(named));
	return label === "order" || label === "invoice";
}

/** 14:05, 14:05:33 */
function hideTime(tokens: Tokens, first: number): boolean {
	const minute = first + 1;
	if (!isTwoDigits(tokens, first, 23, 0) || !isMinute(tokens, first, minute)) return false;
	return mark(tokens, first, isMinute(tokens, minute, minute + 1) ? minute + 1 : minute);
}

function isMinute(tokens: Tokens, before: number, token: number): boolean {
	return (
		follows(tokens, before, COLON) &&
		tokens.gap(before) === 1 &&
		tokens.length(token) === 2 &&
		isTwoDigits(tokens, token, 59, 0)
	);
}

/** 12. November 2026, November 2026 */
function hideNamedMonth(tokens: Tokens, first: number): boolean {
	if (isTwoDigits(tokens, first, 31) && isMonth(tokens, first + 1) && tokens.gap(first) <= 2) {
		const year = first + 2;
		tokens.mean(first + 1, DATE);
		return mark(
			tokens,
			first,
			tokens.isNumber(year) && isYear(tokens, year) && tokens.gap(first + 1) <= 2 ? year : first,
		);
	}
	const tied = classOf(tokens.after(first)) === TIE && classOf(tokens.codeAt(tokens.end(first) + 1)) === DIGIT;
	if (tied || !isYear(tokens, first) || !isMonth(tokens, first - 1) || tokens.gap(first - 1) > 2) return false;
	tokens.mean(first - 1, DATE);
	return mark(tokens, first, first);
}

function isMonth(tokens: Tokens, token: number): boolean {
	return tokens.isWord(token) && tokens.length(token) >= 3 && MONTHS.has(tokens.word(token));
}

/** The next token is a number behind this separator, at most one blank after it. */
function follows(tokens: Tokens, token: number, separator: number): boolean {
	if (!tokens.isNumber(token + 1) || tokens.after(token) !== separator) return false;
	const gap = tokens.gap(token);
	return gap === 1 || (gap === 2 && classOf(tokens.before(token + 1)) === BLANK);
}

function isTwoDigits(tokens: Tokens, token: number, most: number, least = 1): boolean {
	if (tokens.length(token) > 2) return false;
	const value = Number(tokens.digits(token));
	return value >= least && value <= most;
}

function isYear(tokens: Tokens, token: number): boolean {
	return (
		tokens.length(token) === 4 &&
		(tokens.text.startsWith("20", tokens.start(token)) || tokens.text.startsWith("19", tokens.start(token)))
	);
}

/** A line ends within it: "202\n6". */
function isBrokenYear(tokens: Tokens, token: number): boolean {
	if (!tokens.isNumber(token) || !tokens.isNumber(token + 1) || classOf(tokens.after(token)) !== LINE) return false;
	const length = tokens.length(token) + tokens.length(token + 1);
	return (
		length === 4 &&
		/^(?:19|20?)/.test(tokens.digits(token)) &&
		/^\s*$/.test(tokens.text.slice(tokens.end(token), tokens.start(token + 1)))
	);
}

function spelledAfter(tokens: Tokens, token: number): string {
	return tokens.isWord(token + 1) && tokens.gap(token) <= 1 ? tokens.word(token + 1) : "";
}

function mark(tokens: Tokens, first: number, last: number): true {
	for (let token = first; token <= last; token++) if (tokens.isNumber(token)) tokens.mean(token, DATE);
	return true;
}
