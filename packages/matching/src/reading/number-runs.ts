import type { Label } from "../labels.ts";
import { BLANK, classOf, codeAt, LETTER, LINE } from "./characters.ts";
import { BARE_LIST, gapBetween, LIST, TIED } from "./gap.ts";
import { FREE, type Tokens } from "./tokens.ts";
import { isTown } from "./towns.ts";
import { type WordsBefore, wordsBefore } from "./words-before.ts";

/** Digits without anything between them, that may be a number of ours or a piece of one. */
export interface NumberRun {
	readonly digits: string;
	readonly start: number;
	readonly end: number;
	/** Where the nearest word before it begins; the run itself where there is none or it is one of a list. */
	readonly wordStart: number;
	readonly before: WordsBefore;
	/** What stands before the whole number of which this is a group: it holds for a list. "RE" for 0815 in "RE-2026-0815". */
	readonly ofList: WordsBefore;
	/** What stands between the run before and this one; 0 for the first. */
	readonly gap: number;
	/** Read from letters that look like digits. */
	readonly ocr: boolean;
}

/** Longer than any reference. */
export const LONGEST_KEY = 27;
const SHORTEST_NUMBER = 4;
const POSTCODE = 5;
const SHORTEST_POSTCODE = 4;
const LONGEST_HOUSE_NUMBER = 3;

/** Every number of a text that is not hidden, in order. */
export function numberRuns(tokens: Tokens): NumberRun[] {
	const runs: NumberRun[] = [];
	let last: NumberRun | undefined;
	for (let token = 0; token < tokens.count; token++) {
		if (!tokens.isNumber(token) || tokens.meaning(token) !== FREE) continue;
		const digits = tokens.digits(token);
		if (digits.length > LONGEST_KEY) continue;
		last = numberRun(tokens, token, { digits, start: tokens.start(token), end: tokens.end(token), ocr: false }, last);
		runs.push(last);
	}
	return runs;
}

/**
 * Digits with what stands before them.
 * @param token the first token that does not end before they begin.
 * @param last the run before.
 */
export function numberRun(
	tokens: Tokens,
	token: number,
	{ digits, start, end, ocr }: Pick<NumberRun, "digits" | "start" | "end" | "ocr">,
	last: NumberRun | undefined,
): NumberRun {
	const gap = last === undefined ? 0 : gapBetween(tokens.text, last.end, start);
	const inherited = last === undefined ? null : inherits(last, digits, gap);
	const own = inherited ?? wordsBefore(tokens, token, start);
	// In "Rechnung 10023, 50667 Köln" the label is only handed on.
	const named = own.label !== null && inherited === null;
	const label = !named && isPostcode(tokens, token, digits) ? "other" : own.label;
	const before = label === own.label ? own : { ...own, label };
	const ofList = last !== undefined && inherited === null && (gap & TIED) !== 0 ? last.ofList : before;
	return { digits, start, end, wordStart: inherited === null ? own.start : start, before, ofList, gap, ocr };
}

/** The words before a list hold for all of it; null where a number stands for itself. */
function inherits({ before, ofList, digits: first }: NumberRun, digits: string, gap: number): WordsBefore | null {
	if ((gap & LIST) !== 0) {
		if (digits.length < SHORTEST_NUMBER || !sticks(ofList.label)) return ofList;
		const bare = (gap & BARE_LIST) !== 0;
		if (ofList.label === "other") return bare || first.length === digits.length ? ofList : UNNAMED;
		// A customer has one number: another whole number behind it is something else.
		return bare && first.length < SHORTEST_NUMBER ? ofList : UNNAMED;
	}
	if ((gap & TIED) === 0) return null;
	const sameKind = first.length === digits.length && digits.length >= SHORTEST_NUMBER;
	return sameKind || sticks(before.label) ? before : null;
}

const UNNAMED: WordsBefore = { words: [], attached: false, label: null, start: 0 };

/** Every group of such a number belongs to it; a group of an order's number can be another one. */
function sticks(label: Label | null): boolean {
	return label === "other" || label === "customer";
}

/** Five digits (four in Austria and Switzerland) and a town; over a break of the line only behind a house number. */
function isPostcode(tokens: Tokens, token: number, digits: string): boolean {
	if (digits.length !== POSTCODE && digits.length !== SHORTEST_POSTCODE) return false;
	const town = token + 1;
	if (!tokens.isWord(town) || tokens.gap(token) !== 1) return false;
	const gap = classOf(tokens.after(token));
	if (gap !== BLANK && !(gap === LINE && isHouseNumber(tokens, token - 1))) return false;
	return tokens.length(town) >= 3 && isTown(tokens.word(town), digits.length);
}

function isHouseNumber(tokens: Tokens, token: number): boolean {
	return tokens.isNumber(token) && tokens.length(token) <= LONGEST_HOUSE_NUMBER && tokens.isWord(token - 1);
}

/**
 * A single letter touches the end ("10023A"), or the number stands inside a word that says nothing ("ABC10023XYZ"):
 * it may be something else.
 */
export function isLoose(text: string, { start, before }: NumberRun, end: number): boolean {
	const next = codeAt(text, end);
	if (classOf(next) !== LETTER) return false;
	if (classOf(codeAt(text, end + 1)) !== LETTER) return true;
	if (before.label !== null || classOf(codeAt(text, start - 1)) !== LETTER) return false;
	return !CONTINUES.test(text.slice(end, end + 8));
}

/** A blank was lost behind the number: "AU10023VOM12.11." */
const CONTINUES = /^(?:vom|von|und|f(?:ue|ü)r|danke|datum|kdnr|kd|kunde|rechn|best|betrag|eur|abzgl|zahlung)/i;

/**
 * Digits of another length hang on a number without a blank: it is a piece of a longer one. Of the same length they are a list, and
 * so are groups as long as its own: "2025-12128/2025-12421".
 */
export function isFragment(runs: readonly NumberRun[], first: number, last: number): boolean {
	const groups = last - first + 1;
	return (
		(hangsOnLast(runs, first) && !isAlike(runs, first - groups, first, groups)) ||
		(hangsOnLast(runs, last + 1) && !isAlike(runs, last + 1, first, groups))
	);
}

/** Of another length than the one it hangs on. */
function hangsOnLast(runs: readonly NumberRun[], at: number): boolean {
	const run = at > 0 && at < runs.length ? runs[at] : undefined;
	return run !== undefined && (run.gap & TIED) !== 0 && run.digits.length !== runs[at - 1]?.digits.length;
}

/** As many groups from one place as from the other, each of the same length. */
function isAlike(runs: readonly NumberRun[], from: number, other: number, groups: number): boolean {
	if (groups < 2 || from < 0) return false;
	for (let i = 0; i < groups; i++) {
		if (runs[from + i]?.digits.length !== runs[other + i]?.digits.length) return false;
	}
	return true;
}
