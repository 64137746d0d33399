import { labelOf } from "../labels.ts";
import { BLANK, classOf, DIGIT, LETTER, LINE, TIE } from "./characters.ts";
import { currencyOf, isClearCurrency } from "./currencies.ts";
import { AMOUNT, FREE, MARK, type Tokens, WORD } from "./tokens.ts";

const [COMMA, HYPHEN, DOT, APOSTROPHE, PERCENT] = [44, 45, 46, 39, 37];
/** Where a number is, as the digits before and after its decimal point go. */
interface Figure {
	readonly last: number;
	readonly grouped: boolean;
	readonly decimals: "comma" | "dot" | null;
}
const SHORTEST_OF_LIST = 5;
/** "FRANKEN" */
const LONGEST_CURRENCY = 7;
const AMOUNT_WORDS = new Set("BETRAG SUMME GESAMT TOTAL AMOUNT RECHNUNGSBETRAG ZAHLBETRAG IHV ÜBER UEBER".split(" "));

/** Marks the numbers of an amount or a percentage that begins with this one, and the currency. False where none does. */
export function hideAmount(tokens: Tokens, first: number): boolean {
	const before = tokens.before(first);
	if ((before === COMMA || before === DOT) && classOf(tokens.codeAt(tokens.start(first) - 2)) === DIGIT) {
		return false;
	}
	const figure = figureAt(tokens, first);
	const currency = currencyBeside(tokens, first, figure);
	const certain =
		(figure.decimals === "comma" && !isList(tokens, first, figure)) ||
		(figure.decimals === "dot" && (figure.grouped || saysAmount(tokens, first))) ||
		isPercentage(tokens, figure.last) ||
		isRound(tokens, figure.last);
	if (!certain && currency === null) return false;
	for (let token = first; token <= figure.last; token++) tokens.mean(token, AMOUNT);
	if (currency !== null) tokens.mean(currency, AMOUNT);
	return true;
}

/** 119, 119,00, 119.00, 1.437,22, 1,437.22, 1'437.20 */
function figureAt(tokens: Tokens, first: number): Figure {
	let last = first;
	let group = 0;
	while (
		tokens.length(first) <= 3 &&
		tokens.isNumber(last + 1) &&
		tokens.gap(last) === 1 &&
		tokens.length(last + 1) === 3
	) {
		const separator = tokens.after(last);
		if (group === 0 ? separator !== DOT && separator !== COMMA && separator !== APOSTROPHE : separator !== group) break;
		group = separator;
		last++;
	}
	const point = tokens.after(last);
	const decimals =
		tokens.isNumber(last + 1) && tokens.gap(last) === 1 && tokens.length(last + 1) <= 2 && point !== group
			? tokens.length(last + 1)
			: 0;
	if (point === COMMA && (decimals === 2 || (decimals === 1 && isPercentage(tokens, last + 1)))) {
		return { last: last + 1, grouped: group !== 0, decimals: "comma" };
	}
	if (point === DOT && decimals > 0 && !isTied(tokens, last + 1)) {
		const exact = decimals === 2 || isPercentage(tokens, last + 1);
		if (exact) return { last: last + 1, grouped: group !== 0, decimals: "dot" };
	}
	// Groups alone may be a list or a number of ours: only a currency makes an amount of them.
	return { last, grouped: group !== 0, decimals: null };
}

/**
 * "10217,84-20628": two numbers of ours, of which the second begins with two digits; "10217,18,19": one, and the last digits of
 * others.
 */
function isList(tokens: Tokens, first: number, { last, grouped }: Figure): boolean {
	if (grouped || tokens.length(first) < SHORTEST_OF_LIST) return false;
	if (isTied(tokens, last) || isTied(tokens, first - 1)) return true;
	return tokens.isNumber(last + 1) && tokens.gap(last) === 1 && tokens.after(last) === COMMA;
}

/** More digits hang on it. */
function isTied(tokens: Tokens, token: number): boolean {
	return (
		tokens.isNumber(token) &&
		tokens.isNumber(token + 1) &&
		tokens.gap(token) === 1 &&
		classOf(tokens.after(token)) === TIE
	);
}

/** The token of a currency that belongs to the figure; null where there is none. */
function currencyBeside(tokens: Tokens, first: number, { last, decimals }: Figure): number | null {
	const before = first - 1;
	if (isCurrency(tokens, before, decimals !== null) && near(tokens, before)) return before;
	const after = last + 1;
	if (!near(tokens, last) || !isCurrency(tokens, after, decimals !== null)) return null;
	if (decimals !== null || !tokens.isNumber(after + 1) || !near(tokens, after)) return after;
	// "10023 EUR 119,00": the currency belongs to one of the two.
	const next = figureAt(tokens, after + 1);
	return next.decimals === null && tokens.length(first) <= tokens.length(after + 1) ? after : null;
}

function isCurrency(tokens: Tokens, token: number, decimals: boolean): boolean {
	if (token < 0 || token >= tokens.count) return false;
	const kind = tokens.kind(token);
	if ((kind !== WORD && kind !== MARK) || tokens.meaning(token) !== FREE) return false;
	if (tokens.length(token) <= LONGEST_CURRENCY) {
		const word = tokens.word(token);
		if (isClearCurrency(word) || (decimals && currencyOf(word) !== undefined)) return true;
	}
	// Glued: "BETRAGEUR 119", not "INGENIEUR 10023".
	const stem = tokens.end(token) - 3;
	if (stem <= tokens.start(token) || !tokens.holds("EUR", stem)) return false;
	const word = tokens.upper.slice(tokens.start(token), stem);
	return AMOUNT_WORDS.has(word) || labelOf(word) !== null;
}

/** Nothing or one blank stands between a token and the next. */
function near(tokens: Tokens, token: number): boolean {
	const gap = tokens.gap(token);
	if (gap === 0) return true;
	const kind = classOf(tokens.after(token));
	return gap === 1 && (kind === BLANK || kind === LINE);
}

/** "119.00" without a currency: after a word for amounts, or where nothing says that it is a number of ours. */
function saysAmount(tokens: Tokens, first: number): boolean {
	const kind = classOf(tokens.before(first));
	if (kind === LETTER || kind === TIE || tokens.length(first) > 5) return false;
	if (tokens.length(first) === 4 && /^(?:19|20)/.test(tokens.digits(first))) return false;
	if (!tokens.isWord(first - 1) || tokens.gap(first - 1) > 2) return true;
	const word = tokens.word(first - 1);
	return AMOUNT_WORDS.has(word) || (word.length > 4 && labelOf(word) === null);
}

function isPercentage(tokens: Tokens, last: number): boolean {
	const after = tokens.after(last);
	return after === PERCENT || (classOf(after) === BLANK && tokens.codeAt(tokens.end(last) + 1) === PERCENT);
}

/** 119,- but not 10023,-24 */
function isRound(tokens: Tokens, last: number): boolean {
	const at = tokens.end(last);
	return tokens.after(last) === COMMA && tokens.codeAt(at + 1) === HYPHEN && classOf(tokens.codeAt(at + 2)) !== DIGIT;
}
