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

/**
 * Cuts value date, entry date, mark, funds letter, amount, type code, and the rest; `undefined` where the line is none. The
 * funds letter follows the mark: `CR50990,05` is a credit. By character codes: as regular expressions this was a tenth of
 * reading a file.
 */
export function lineParts(line: string): LineParts | undefined {
	if (digitsEnd(line, 0, 6) !== 6) return undefined;
	const hasEntryDay = digitsEnd(line, 6, 10) === 10;
	const markAt = blanksEnd(line, hasEntryDay ? 10 : 6);
	const markEnd = endOfMark(line, markAt);
	if (markEnd < 0) return undefined;
	const amountAt = blanksEnd(line, isLetter(line.charCodeAt(markEnd)) ? markEnd + 1 : markEnd);
	const amountEnd = endOfAmount(line, amountAt);
	if (amountEnd < 0) return markEnd === markAt + 1 ? withoutMinus(line, markAt, amountAt) : undefined;
	const typeAt = blanksEnd(line, amountEnd);
	const typed = hasType(line, typeAt);
	return {
		valueDay: line.slice(0, 6),
		entryDay: hasEntryDay ? line.slice(6, 10) : undefined,
		mark: line.slice(markAt, markEnd),
		amount: line.slice(amountAt, amountEnd),
		type: typed ? line.slice(typeAt, typeAt + 4) : undefined,
		rest: line.slice(typed ? typeAt + 4 : typeAt),
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

function endOfMark(line: string, at: number): number {
	const first = line.charCodeAt(at);
	if (first === C || first === D) return at + 1;
	const second = line.charCodeAt(at + 1);
	return (first === R || first === E) && (second === C || second === D) ? at + 2 : -1;
}

/** Digits with points and commas between; a point or comma may stand first only before a digit. */
function endOfAmount(line: string, from: number): number {
	const first = line.charCodeAt(from);
	if (isSeparator(first)) {
		const end = digitsEnd(line, from + 1, line.length);
		return end > from + 1 ? end : -1;
	}
	if (!isDigit(first)) return -1;
	let at = from + 1;
	while (isDigit(line.charCodeAt(at)) || isSeparator(line.charCodeAt(at))) at++;
	return at;
}

/** `NONREF` directly after the amount is a reference without type code. */
function hasType(line: string, at: number): boolean {
	const first = line.charCodeAt(at);
	if (first !== N && first !== S && first !== F) return false;
	for (let next = at + 1; next < at + 4; next++) {
		const code = line.charCodeAt(next);
		if (!isLetter(code) && !isDigit(code) && code !== BLANK) return false;
	}
	if (!line.startsWith("NONREF", at)) return true;
	const behind = blanksEnd(line, at + 6);
	return behind < line.length && !line.startsWith("//", behind);
}

function digitsEnd(text: string, from: number, to: number): number {
	let at = from;
	while (at < to && isDigit(text.charCodeAt(at))) at++;
	return at;
}

function blanksEnd(text: string, from: number): number {
	let at = from;
	while (text.charCodeAt(at) === BLANK) at++;
	return at;
}

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
	return code >= 65 && code <= 90;
}

function isSeparator(code: number): boolean {
	return code === 44 || code === 46;
}

const BLANK = 32;
const MINUS = 45;
const C = 67;
const D = 68;
const E = 69;
const F = 70;
const N = 78;
const R = 82;
const S = 83;
