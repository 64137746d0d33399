import { labelOf } from "../labels.ts";
import { BLANK, classOf, DIGIT, LETTER, TIE } from "./characters.ts";
import { PHONE, type Tokens } from "./tokens.ts";

const [PLUS, HYPHEN, SLASH, OPEN, CLOSE, ZERO] = [43, 45, 47, 40, 41, 48];
const WORDS = new Set("TEL TELEFON TELEFONNR TELNR FON PHONE FAX MOBIL HANDY HANDYNR".split(" "));
const FEWEST_DIGITS = 6;
/** ITU-T E.164 allows 15; from here on a blank ends the number. */
const MOST_DIGITS = 15;
const USUAL_DIGITS = 10;

/** Marks the groups of a telephone number that begins with this one. False where none does. */
export function hidePhone(tokens: Tokens, first: number): boolean {
	const international = isInternational(tokens, first);
	if (!international && !isCalledPhone(tokens, first) && !isDialled(tokens, first)) return false;
	let last = first;
	let digits = tokens.length(first);
	while (tokens.isNumber(last + 1) && bridges(tokens, last, digits)) {
		const longer = digits + tokens.length(last + 1);
		if (longer > MOST_DIGITS) break;
		digits = longer;
		last++;
	}
	if (digits < FEWEST_DIGITS) return false;
	for (let token = first; token <= last; token++) tokens.mean(token, PHONE);
	return true;
}

/** A plus that joins nothing: not "SVWZ+10023". */
function isInternational(tokens: Tokens, first: number): boolean {
	if (tokens.before(first) !== PLUS) return false;
	const kind = classOf(tokens.codeAt(tokens.start(first) - 2));
	return kind !== LETTER && kind !== DIGIT;
}

function isCalledPhone(tokens: Tokens, first: number): boolean {
	const word = first - 1;
	if (!tokens.isWord(word) || tokens.gap(word) > 3 || tokens.length(word) > 9) return false;
	return WORDS.has(tokens.word(word));
}

/** 0221/5551234, 0171 1234567: as they are dialled, and not called an order or the like. */
function isDialled(tokens: Tokens, first: number): boolean {
	const start = tokens.start(first);
	if (tokens.codeAt(start) !== ZERO || tokens.codeAt(start + 1) === ZERO) return false;
	if (!tokens.isNumber(first + 1) || tokens.gap(first) !== 1) return false;
	const before = classOf(tokens.before(first));
	if (before === LETTER || before === TIE) return false;
	const [length, rest] = [tokens.length(first), tokens.length(first + 1)];
	const area = tokens.after(first) === SLASH && length >= 3 && length <= 5 && rest >= 4;
	const mobile = length === 4 && rest >= 6 && rest <= 8 && /^01[5-7]/.test(tokens.digits(first));
	if (!area && !mobile) return false;
	return !tokens.isWord(first - 1) || tokens.gap(first - 1) > 3 || labelOf(tokens.word(first - 1)) === null;
}

/** What may stand inside a telephone number. */
function bridges(tokens: Tokens, token: number, digits: number): boolean {
	const gap = tokens.gap(token);
	if (gap > 3) return false;
	for (let at = tokens.end(token); at < tokens.end(token) + gap; at++) {
		const code = tokens.codeAt(at);
		const blank = classOf(code) === BLANK;
		if (blank && digits >= USUAL_DIGITS) return false;
		if (!blank && code !== HYPHEN && code !== SLASH && code !== OPEN && code !== CLOSE) return false;
	}
	return true;
}
