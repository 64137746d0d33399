import { creditorReferencesIn } from "./creditor-reference.ts";
import { hiddenSpans, type Span } from "./hidden-spans.ts";
import { isFiller, type Label, labelOf } from "./labels.ts";

/** A number in a text, with what the words before it say. Begins and ends where the digits do: never a part of a longer one. */
export interface Mention extends Span {
	/** Its digits, or for a mixed reference its letters and digits. */
	readonly key: string;
	/** As it stands there. */
	readonly text: string;
	/** The same with the nearest word before it. */
	readonly withWord: string;
	/** The words right before it, nearest first, upper case; at most three. */
	readonly words: readonly string[];
	/** The nearest word touches the number or hangs on it by a hyphen or the like: "RG10023", "RG-10023". */
	readonly attached: boolean;
	readonly label: Label | null;
	/** Put together across blanks or line breaks: "100 23". */
	readonly joined: boolean;
	/** In how many pieces it stands there. */
	readonly groups: number;
	/** A single letter touches its end ("10023A"), or it stands inside a word ("ABC10023XYZ"): it may be something else. */
	readonly loose: boolean;
	/** Digits of another length hang on it: a piece of a longer number ("2026-10023"). Of the same length they are a list. */
	readonly fragment: boolean;
}

interface Run extends Span {
	readonly digits: string;
	readonly before: Before;
}
type Before = Pick<Mention, "words" | "attached" | "label"> & { readonly wordStart: number };

const LONGEST = 27;
const MOST_PIECES = 12;
/** How far before a number its label is looked for. */
const REACH = 48;
/** More letters than this before a number are a word. */
export const LONGEST_PREFIX = 4;
/** What may stand inside one number. */
const WITHIN = /^(?:[ ]{1,2}|\s*\n\s*|[ ]?[-/._][ ]?)$/;
/** What stands between the numbers of a list: the label of the first holds for all. */
const LIST = /^(?:\s*(?:[,;+&/]|und|and|u\.?)\s*|\s+)$/i;

/** Every number that can be read from a text, also put together from neighbouring groups. */
export function scanText(text: string): Mention[] {
	const hidden = [...hiddenSpans(text), ...creditorReferencesIn(text)];
	const runs = findRuns(text, hidden);
	return runs.flatMap((_run, first) => mentionsFrom(text, runs, first));
}

function findRuns(text: string, hidden: readonly Span[]): Run[] {
	const runs: Run[] = [];
	for (const match of text.matchAll(/\d+/g)) {
		const [digits, start] = [match[0], match.index];
		const end = start + digits.length;
		if (digits.length > LONGEST || hidden.some((span) => start < span.end && end > span.start)) continue;
		const last = runs.at(-1);
		const inList = last !== undefined && LIST.test(text.slice(last.end, start));
		runs.push({ digits, start, end, before: inList ? { ...last.before, wordStart: start } : wordsBefore(text, start) });
	}
	return runs;
}

function mentionsFrom(text: string, runs: readonly Run[], first: number): Mention[] {
	const start = runs[first];
	if (start === undefined) return [];
	const mentions: Mention[] = [];
	const { wordStart, ...before } = start.before;
	let key = "";
	let joined = false;
	for (let i = first; i < runs.length && i < first + MOST_PIECES; i++) {
		const run = runs[i];
		const previous = runs[i - 1];
		if (run === undefined) break;
		if (i > first && previous !== undefined) {
			const gap = text.slice(previous.end, run.start);
			if (!WITHIN.test(gap)) break;
			joined ||= /\s/.test(gap);
		}
		key += run.digits;
		if (key.length > LONGEST) break;
		mentions.push({
			...before,
			start: start.start,
			end: run.end,
			key,
			text: text.slice(start.start, run.end),
			withWord: text.slice(wordStart, run.end),
			joined,
			groups: i - first + 1,
			loose: isLoose(text, start, run.end),
			fragment: hangsOn(text, runs[first - 1], start, start) || hangsOn(text, run, runs[i + 1], run),
		});
	}
	return mentions;
}

function isLoose(text: string, { start, before }: Run, end: number): boolean {
	const after = text.slice(end, end + 2);
	if (/^\p{L}(?!\p{L})/u.test(after)) return true;
	return before.label === null && /^\p{L}/u.test(after) && /\p{L}/u.test(text.charAt(start - 1));
}

/** Digits of another length, tied by a hyphen or the like without a blank. */
function hangsOn(text: string, left: Run | undefined, right: Run | undefined, own: Run): boolean {
	if (left === undefined || right === undefined || !/^[-/._]$/.test(text.slice(left.end, right.start))) return false;
	const other = own === left ? right : left;
	return other.digits.length !== own.digits.length;
}

/** Up to three words before a position, as long as no digit stands between. */
function wordsBefore(text: string, position: number): Before {
	const near = /[^\d]*$/.exec(text.slice(Math.max(0, position - REACH), position))?.[0] ?? "";
	const found = [...near.matchAll(/\p{L}+|#/gu)].slice(-3).reverse();
	const words = found.map((match) => (match[0] === "#" ? "ORDER" : match[0].toUpperCase()));
	const nearest = found[0];
	const gap = nearest === undefined ? " " : near.slice(nearest.index + nearest[0].length);
	const attached = /^[-/._]?$/.test(gap);
	const wordStart = nearest === undefined ? position : position - near.length + nearest.index;
	return { words, attached, label: nearestLabel(words, attached), wordStart };
}

function nearestLabel(words: readonly string[], attached: boolean): Label | null {
	for (const [i, word] of words.entries()) {
		const label = labelOf(word);
		// In "Bestellung AU-10023" the label stands before the number's own prefix.
		const prefix = i === 0 && attached && word.length <= LONGEST_PREFIX;
		if (label !== null || !(isFiller(word) || prefix)) return label;
	}
	return null;
}

/** Letters and digits mixed ("K7XQ2"), also across one separator: only asked for where a shop has such numbers. */
export function scanMixed(text: string): Mention[] {
	const tokens = [...text.toUpperCase().matchAll(/[A-Z0-9]+/g)];
	return tokens.flatMap((token, first) => {
		const mentions: Mention[] = [];
		let key = "";
		for (const [offset, next] of tokens.slice(first, first + 4).entries()) {
			const previous = tokens[first + offset - 1];
			const gap =
				previous === undefined || offset === 0 ? "" : text.slice(previous.index + previous[0].length, next.index);
			if (offset > 0 && !WITHIN.test(gap)) break;
			key += next[0];
			if (!/\d/.test(key) || !/[A-Z]/.test(key) || key.length > LONGEST) continue;
			const [start, end] = [token.index, next.index + next[0].length];
			const { wordStart: _, ...before } = wordsBefore(text, start);
			mentions.push({
				...before,
				attached: false,
				start,
				end,
				key,
				text: text.slice(start, end),
				withWord: text.slice(start, end),
				joined: false,
				groups: offset + 1,
				loose: false,
				fragment: false,
			});
		}
		return mentions;
	});
}
