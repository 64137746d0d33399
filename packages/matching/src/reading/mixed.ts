import { INVISIBLE_CHARACTERS } from "./characters.ts";
import { gapBetween, WITHIN } from "./gap.ts";
import { type Mention, TextMention } from "./mention.ts";
import { LONGEST_KEY } from "./number-runs.ts";
import { FREE, MARK, type Tokens } from "./tokens.ts";
import { wordsBefore } from "./words-before.ts";

/** Letters and digits that touch each other. */
interface Cluster {
	/** Its first token. */
	readonly token: number;
	readonly start: number;
	readonly end: number;
}

const MOST_PIECES = 4;
/** Lengths of codes in which one character may have been taken for another. */
const [SHORTEST_MISREAD, LONGEST_MISREAD] = [5, 12];
/** Letters and digits that look like each other. */
const ALIKE: Readonly<Record<string, string>> = Object.fromEntries(
	["O0", "I1", "S5", "B8", "Z2"].flatMap(([letter = "", digit = ""]) => [
		[letter, digit],
		[digit, letter],
	]),
);
const PLAIN = { joined: false, loose: false, fragment: false, ocr: false };

/** Letters and digits mixed ("K7XQ2"), also across separators: only asked for where a shop has such numbers. */
export function addMixed(source: string, tokens: Tokens, mentions: Mention[]): void {
	const clusters = clustersOf(tokens);
	for (let first = 0; first < clusters.length; first++) {
		let key = "";
		for (let last = first; last < clusters.length && last < first + MOST_PIECES; last++) {
			const [start, previous, cluster] = [clusters[first], clusters[last - 1], clusters[last]];
			if (start === undefined || cluster === undefined) break;
			if (last > first && (gapBetween(tokens.text, previous?.end ?? 0, cluster.start) & WITHIN) === 0) break;
			if (key.length + cluster.end - cluster.start > LONGEST_KEY) break;
			key += visible(tokens, cluster);
			// Where no letter follows a digit, the digits alone say as much.
			if (!/\d[A-Z]/.test(key)) continue;
			const span = { start: start.start, end: cluster.end, wordStart: start.start };
			const before = { ...wordsBefore(tokens, start.token, start.start), attached: false };
			mentions.push(new TextMention(source, key, span, before, { ...PLAIN, groups: last - first + 1 }));
			if (last > first || key.length < SHORTEST_MISREAD || key.length > LONGEST_MISREAD) continue;
			for (const other of misread(key)) {
				mentions.push(new TextMention(source, other, span, before, { ...PLAIN, groups: 1, ocr: true }));
			}
		}
	}
}

/** The same with one character replaced by the one it looks like. */
function misread(key: string): string[] {
	const others: string[] = [];
	for (let i = 0; i < key.length; i++) {
		const other = ALIKE[key.charAt(i)];
		if (other !== undefined) others.push(key.slice(0, i) + other + key.slice(i + 1));
	}
	return others;
}

function visible(tokens: Tokens, { start, end }: Cluster): string {
	const text = tokens.upper.slice(start, end);
	return tokens.odd ? text.replace(INVISIBLE_CHARACTERS, "") : text;
}

function clustersOf(tokens: Tokens): Cluster[] {
	const clusters: Cluster[] = [];
	for (let token = 0; token < tokens.count; token++) {
		const first = token;
		let free = isPart(tokens, token);
		if (!free && tokens.kind(token) === MARK) continue;
		while (token + 1 < tokens.count && tokens.gap(token) === 0 && tokens.kind(token + 1) !== MARK) {
			token++;
			free &&= isPart(tokens, token);
		}
		if (free) clusters.push({ token: first, start: tokens.start(first), end: tokens.end(token) });
	}
	return clusters;
}

function isPart(tokens: Tokens, token: number): boolean {
	return tokens.meaning(token) === FREE && tokens.kind(token) !== MARK;
}
