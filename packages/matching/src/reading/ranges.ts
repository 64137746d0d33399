import { TIED, WITHIN } from "./gap.ts";
import type { NumberRun } from "./number-runs.ts";
import type { Span } from "./span.ts";

/** Numbers from one to another, both in full and of the same length: "10023-26" is from 10023 to 10026. */
export interface NumberRange {
	readonly from: string;
	readonly to: string;
	/** Where both stand. */
	readonly span: Span;
	/** Where the first and the last number stand. */
	readonly first: Span;
	readonly last: Span;
}

/** More than that are no payment of one customer, but two numbers that have nothing to do with each other. */
const MOST_NUMBERS = 50;
const SHORTEST_FROM = 3;
const SHORTEST_UNNAMED = 5;
const LONGEST_GAP = 24;
/** Between the ends of a range, with the prefix of the second: "10023 - AU-10026". Of two numbers in a row "10023/24" is one too. */
const BETWEEN =
	/^\s*(?:([-\u2010-\u2015\u2212/])|bis|to|thru|through|tot|do)\s*[-\u2010-\u2015\u2212]?(?:(?:nr|no)\.?\s?)?(?:#\s?)?(?:[A-Z]{1,4}[-\u2010-\u2015\u2212/.]?\s?)?$/i;
/** Lines are broken once or twice within a number. */
const MOST_PIECES = 4;

/** Year and month. */
const MOST_HEADS = 2;

/** What hangs on a year by a hyphen is a number's counted part: "2026-27". */
const YEAR = /^(?:19|20)\d\d$/;

/** Every range of a text that may stand for numbers of ours. */
export function rangesOf(text: string, runs: readonly NumberRun[]): NumberRange[] {
	const ranges: NumberRange[] = [];
	for (let left = 0; left + 1 < runs.length; left++) {
		const link = between(text, runs[left]?.end ?? 0, runs[left + 1]?.start ?? 0);
		if (link === null) continue;
		const [whole, split] = [rangeAt(runs, left, link), splitRangeAt(runs, left, link)];
		const range = split === null || (whole !== null && whole.to.length > split.to.length) ? whole : split;
		if (range !== null) ranges.push(range);
	}
	return ranges;
}

interface Link {
	readonly sign: string | undefined;
}

/** What stands between the ends; null where it makes no range of them. */
function between(text: string, from: number, to: number): Link | null {
	const found = to - from > LONGEST_GAP ? null : BETWEEN.exec(text.slice(from, to));
	return found === null ? null : { sign: found[1] };
}

/** Both ends in full, by a word: the line may be broken within them. "RE-2026-08 / 10 bis RE-2026-0813". */
function splitRangeAt(runs: readonly NumberRun[], left: number, { sign }: Link): NumberRange | null {
	const [from, next] = [runs[left], runs[left + 1]];
	if (from === undefined || next === undefined || sign !== undefined) return null;
	for (const one of joined(runs, left, -1)) {
		const other = joined(runs, left + 1, 1).find(({ digits }) => digits.length === one.digits.length);
		if (other === undefined || one.digits.length < shortestOf(from)) continue;
		if (!isNear(one.digits, other.digits, MOST_NUMBERS)) continue;
		const [first, last] = [
			{ start: one.start, end: from.end },
			{ start: next.start, end: other.end },
		];
		return { from: one.digits, to: other.digits, span: { start: first.start, end: last.end }, first, last };
	}
	return null;
}

interface Joined extends Span {
	readonly digits: string;
}

/** A run with the ones that may belong to it, before (-1) or behind it (1); the longest first. */
function joined(runs: readonly NumberRun[], at: number, step: 1 | -1): Joined[] {
	const found: Joined[] = [];
	let [digits, start, end] = ["", Number.POSITIVE_INFINITY, 0];
	for (let i = at; Math.abs(i - at) < MOST_PIECES; i += step) {
		const run = runs[i];
		const gap = i === at ? WITHIN : ((step > 0 ? run : runs[i + 1])?.gap ?? 0);
		if (run === undefined || (gap & WITHIN) === 0) break;
		digits = step > 0 ? digits + run.digits : run.digits + digits;
		[start, end] = [Math.min(start, run.start), Math.max(end, run.end)];
		found.push({ digits, start, end });
	}
	return found.reverse();
}

/** Years and the like that stand before the counted part of a number hold for both ends: "2026-0077 bis 0081". */
function rangeAt(runs: readonly NumberRun[], left: number, link: Link): NumberRange | null {
	const [from, next] = [runs[left], runs[left + 1]];
	if (from === undefined || next === undefined) return null;
	const heads = tiedBefore(runs, left);
	const last = repeatedAfter(runs, left, heads) ?? next;
	const byWord = link.sign === undefined;
	if (!byWord && YEAR.test(from.digits)) return null;
	const to = completed(from.digits, last.digits, byWord);
	const most = link.sign === "/" ? 2 : MOST_NUMBERS;
	if (to === null || from.digits.length < shortestOf(from) || !isNear(from.digits, to, most)) {
		return null;
	}
	const prefix = heads.every(({ digits }) => digits.length <= 4) ? heads.map(({ digits }) => digits).join("") : "";
	const start = prefix === "" ? from.start : (heads[0]?.start ?? from.start);
	return {
		from: prefix + from.digits,
		to: prefix + to,
		span: { start, end: last.end },
		first: { start, end: from.end },
		last,
	};
}

/** The groups that a number's counted part hangs on: 2026 and 11 of "2026-11-00042". */
function tiedBefore(runs: readonly NumberRun[], index: number): NumberRun[] {
	const heads: NumberRun[] = [];
	for (let at = index; at > 0 && heads.length < MOST_HEADS && ((runs[at]?.gap ?? 0) & TIED) !== 0; at--) {
		const head = runs[at - 1];
		if (head !== undefined) heads.unshift(head);
	}
	return heads;
}

/** The counted part of the second number, where the same groups stand before it; undefined where they do not. */
function repeatedAfter(runs: readonly NumberRun[], left: number, heads: readonly NumberRun[]): NumberRun | undefined {
	if (heads.length === 0) return undefined;
	const isRepeated = heads.every(({ digits }, i) => runs[left + 1 + i]?.digits === digits);
	const last = runs[left + 1 + heads.length];
	return isRepeated && last !== undefined && (last.gap & TIED) !== 0 ? last : undefined;
}

function shortestOf({ before: { label } }: NumberRun): number {
	return label === "order" || label === "invoice" ? SHORTEST_FROM : SHORTEST_UNNAMED;
}

/** The second end in full; null where it is longer, or a single digit hangs on by a hyphen ("10023-1" is another number). */
function completed(from: string, to: string, byWord: boolean): string | null {
	if (to.length > from.length || (to.length === 1 && !byWord)) return null;
	return from.slice(0, from.length - to.length) + to;
}

function isNear(from: string, to: string, most: number): boolean {
	const count = BigInt(to) - BigInt(from) + 1n;
	return count >= 2n && count <= BigInt(most);
}
