import { BARE_LIST, LIST, TIED, WITHIN } from "./gap.ts";
import { LONGEST_KEY, type NumberRun } from "./number-runs.ts";
import type { Span } from "./span.ts";

/** A number in full, and others of which only the last digits are written: "10023/24/25", "2025-000546,549". */
export interface ShortEnds {
	readonly first: ListedNumber;
	/** In full: the last digits of the first one replaced. */
	readonly others: readonly ListedNumber[];
}

interface ListedNumber {
	readonly key: string;
	/** Where it stands, as far as it is written. */
	readonly span: Span;
}

const SHORTEST_FULL = 4;
const SHORTEST_END = 2;
/** With a blank in between two digits may be anything: "10023 und 12 Kisten". */
const SHORTEST_APART = 3;
const MOST_GROUPS = 3;
/** "2026-11-04343" begins with no list, nor does "2026/27". */
const YEAR = /^(?:19|20)\d\d$/;

/** Every number with short ends after it. What stands there makes up no number by itself: whether ours has it, the orders say. */
export function shortEndsOf(runs: readonly NumberRun[]): ShortEnds[] {
	const found: ShortEnds[] = [];
	for (let last = 0; last + 1 < runs.length; last++) {
		const ends = endsAfter(runs, last);
		if (ends.length === 0) continue;
		let key = "";
		for (let start = last; start >= 0 && start > last - MOST_GROUPS; start--) {
			const [run, next] = [runs[start], runs[start + 1]];
			if (run === undefined || (start < last && ((next?.gap ?? 0) & TIED) === 0)) break;
			key = run.digits + key;
			if (key.length > LONGEST_KEY) break;
			const others = ends.filter(({ digits }) => digits.length < key.length);
			if (key.length < SHORTEST_FULL || YEAR.test(key) || others.length < ends.length) continue;
			found.push({
				first: { key, span: { start: run.start, end: runs[last]?.end ?? run.end } },
				others: others.map((end) => ({ key: key.slice(0, -end.digits.length) + end.digits, span: end })),
			});
		}
	}
	return found;
}

/** All of one length, which is not longer than the group they are the ends of. */
function endsAfter(runs: readonly NumberRun[], last: number): NumberRun[] {
	const ends: NumberRun[] = [];
	const most = runs[last]?.digits.length ?? 0;
	for (let at = last + 1; at < runs.length; at++) {
		const [previous, run] = [runs[at - 1], runs[at]];
		if (previous === undefined || run === undefined || !isEnd(run, previous, most)) break;
		if (ends[0] !== undefined && ends[0].digits.length !== run.digits.length) break;
		ends.push(run);
	}
	// "10023,72" is rather an amount.
	const [only] = ends.length === 1 ? ends : [];
	return only !== undefined && only.digits.length < SHORTEST_APART && (only.gap & WITHIN) === 0 ? [] : ends;
}

function isEnd({ digits, gap, start, before }: NumberRun, previous: NumberRun, most: number): boolean {
	const tied = (gap & TIED) !== 0;
	if (!tied && (gap & LIST) === 0) return false;
	const slash = (gap & WITHIN) !== 0 && (gap & BARE_LIST) === 0;
	const close = start - previous.end <= (slash ? 2 : 1);
	if (digits.length > most || digits.length < (close ? SHORTEST_END : SHORTEST_APART)) return false;
	// By nothing but blanks only what is as long as a group of the number's own.
	if ((gap & BARE_LIST) !== 0 && (digits.length < most || most < SHORTEST_FULL)) return false;
	// A word of its own says what it is.
	return !(before.attached && before.start === start);
}
