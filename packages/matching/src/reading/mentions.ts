import { WHITE, WITHIN } from "./gap.ts";
import { type Mention, TextMention } from "./mention.ts";
import { isFragment, isLoose, LONGEST_KEY, type NumberRun } from "./number-runs.ts";

const MOST_PIECES = 12;
/** A text with more numbers is a list: nobody writes each of them digit by digit. */
const MANY_RUNS = 64;
const MOST_PIECES_OF_MANY = 4;

/**
 * Every number the runs can be read as: each alone, and put together with its neighbours.
 * @param wanted which of them; by default all.
 */
export function addMentions(
	source: string,
	runs: readonly NumberRun[],
	mentions: Mention[],
	wanted: "all" | "ocr" = "all",
): void {
	for (let first = 0; first < runs.length; first++) addFrom(source, runs, first, mentions, wanted);
}

function addFrom(
	source: string,
	runs: readonly NumberRun[],
	first: number,
	mentions: Mention[],
	wanted: "all" | "ocr",
): void {
	const start = runs[first];
	if (start === undefined) return;
	let key = "";
	let joined = false;
	let ocr = false;
	const beyond = Math.min(runs.length, first + (runs.length > MANY_RUNS ? MOST_PIECES_OF_MANY : MOST_PIECES));
	for (let last = first; last < beyond; last++) {
		const run = runs[last];
		if (run === undefined) return;
		if (last > first) {
			if ((run.gap & WITHIN) === 0) return;
			joined ||= (run.gap & WHITE) !== 0;
		}
		key += run.digits;
		if (key.length > LONGEST_KEY) return;
		ocr ||= run.ocr;
		if (wanted === "ocr" && !ocr) continue;
		mentions.push(
			new TextMention(source, key, { start: start.start, end: run.end, wordStart: start.wordStart }, start.before, {
				joined,
				groups: last - first + 1,
				loose: isLoose(source, start, run.end),
				fragment: isFragment(runs, first, last),
				ocr,
			}),
		);
	}
}
