import { BLANK, COLON, Coded, type Codes, codesOf, spells } from "../coded.ts";

/** A statement line cut into its parts, as they are written. */
export interface LineParts {
	readonly valueDay: string;
	/** Four digits, where they stand there. */
	readonly entryDay: string | undefined;
	/** `C`, `D`, `RC`, `RD`, `EC`, `ED`. */
	readonly mark: string;
	readonly amount: string;
	/** Type code: S, N or F and three characters. */
	readonly type: string | undefined;
	/** What follows: references. */
	readonly rest: string;
}

const ALONE = new Coded();

export function lineParts(line: string): LineParts | undefined {
	ALONE.hold(line);
	return partsOf(ALONE, 0, line.length);
}

/** The `:61:` that stands there, where it is as those of all banks are: one line, nothing to trim. `undefined` where it is left to `lineParts`. */
export function linePartsAt(window: Coded, from: number, end: number): LineParts | undefined {
	const { codes } = window;
	if (codes[from] !== COLON || !spells(codes, from, STATEMENT_LINE) || !isPrinting(codes[end - 1])) return undefined;
	return partsOf(window, from + STATEMENT_LINE.length, end);
}

/**
 * Cuts value date, entry date, mark, funds letter, amount, type code, and the rest; `undefined` where the line is none. The
 * funds letter follows the mark: `CR50990,05` is a credit. By character codes: as regular expressions this was a tenth of
 * reading a file.
 */
function partsOf({ text, codes }: Coded, from: number, end: number): LineParts | undefined {
	if (digitsEnd(codes, from, from + 6) !== from + 6) return undefined;
	const hasEntryDay = digitsEnd(codes, from + 6, from + 10) === from + 10;
	const markAt = blanksEnd(codes, hasEntryDay ? from + 10 : from + 6);
	const markEnd = endOfMark(codes, markAt);
	if (markEnd < 0) return undefined;
	const amountAt = blanksEnd(codes, isLetter(codes[markEnd]) ? markEnd + 1 : markEnd);
	const amountEnd = endOfAmount(codes, amountAt);
	if (amountEnd < 0) {
		return markEnd === markAt + 1 ? withoutMinus(text.slice(from, end), markAt - from, amountAt - from) : undefined;
	}
	const typeAt = blanksEnd(codes, amountEnd);
	const typed = hasType(codes, typeAt, end);
	return {
		valueDay: text.slice(from, from + 6),
		entryDay: hasEntryDay ? text.slice(from + 6, from + 10) : undefined,
		mark: text.slice(markAt, markEnd),
		amount: text.slice(amountAt, amountEnd),
		type: typed ? text.slice(typeAt, typeAt + 4) : undefined,
		rest: text.slice(typed ? typeAt + 4 : typeAt, end),
	};
}

/**
 * `D-104,12`: a debit of less than nothing takes back what was debited, which SWIFT writes as `RD104,12`. Behind a mark of
 * two letters nobody knows whether the minus says the same once more or the opposite.
 */
function withoutMinus(line: string, markAt: number, amountAt: number): LineParts | undefined {
	if (line.charCodeAt(amountAt) !== MINUS) return undefined;
	return lineParts(`${line.slice(0, markAt)}R${line.slice(markAt, amountAt)}${line.slice(amountAt + 1)}`);
}

function endOfMark(codes: Codes, at: number): number {
	const first = codes[at];
	if (first === C || first === D) return at + 1;
	const second = codes[at + 1];
	return (first === R || first === E) && (second === C || second === D) ? at + 2 : -1;
}

/** Digits with points and commas between; a point or comma may stand first only before a digit. */
function endOfAmount(codes: Codes, from: number): number {
	const first = codes[from];
	if (isSeparator(first)) {
		const end = digitsEnd(codes, from + 1, codes.length);
		return end > from + 1 ? end : -1;
	}
	if (!isDigit(first)) return -1;
	let at = from + 1;
	while (isDigit(codes[at]) || isSeparator(codes[at])) at++;
	return at;
}

/** `NONREF` directly after the amount is a reference without type code. */
function hasType(codes: Codes, at: number, end: number): boolean {
	const first = codes[at];
	if (first !== N && first !== S && first !== F) return false;
	for (let next = at + 1; next < at + 4; next++) {
		const code = codes[next];
		if (!isLetter(code) && !isDigit(code) && code !== BLANK) return false;
	}
	if (!spells(codes, at, NONREF)) return true;
	const behind = blanksEnd(codes, at + 6);
	return behind < end && !spells(codes, behind, SLASHES);
}

function digitsEnd(codes: Codes, from: number, to: number): number {
	let at = from;
	while (at < to && isDigit(codes[at])) at++;
	return at;
}

function blanksEnd(codes: Codes, from: number): number {
	let at = from;
	while (codes[at] === BLANK) at++;
	return at;
}

function isDigit(code = 0): boolean {
	return code >= 48 && code <= 57;
}

function isLetter(code = 0): boolean {
	return code >= 65 && code <= 90;
}

/** Of the letters and signs that everyone has. */
function isPrinting(code = 0): boolean {
	return code > BLANK && code < 127;
}

function isSeparator(code = 0): boolean {
	return code === 44 || code === 46;
}

const STATEMENT_LINE = codesOf(":61:");
const NONREF = codesOf("NONREF");
const SLASHES = codesOf("//");
const MINUS = 45;
const C = 67;
const D = 68;
const E = 69;
const F = 70;
const N = 78;
const R = 82;
const S = 83;
