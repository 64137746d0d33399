import { capitalOf, INVISIBLE_CHARACTERS } from "./characters.ts";
import { gapBetween, WITHIN } from "./gap.ts";
import { type Mention, TextMention } from "./mention.ts";
import { LONGEST_KEY } from "./number-runs.ts";
import { FREE, MARK, type Tokens } from "./tokens.ts";
import { type WordsBefore, wordsBefore } from "./words-before.ts";

/** Letters and digits that touch each other. */
interface Cluster {
	/** Its first token. */
	readonly token: number;
	readonly start: number;
	readonly end: number;
	/** In it a letter follows a digit. */
	readonly mixes: boolean;
	readonly beginsWithLetter: boolean;
	readonly endsInDigit: boolean;
	/** What stands between the one before and this one may stand within a number. */
	readonly continues: boolean;
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
	if (!hasWordBehindNumber(tokens)) return;
	const clusters = clustersOf(tokens);
	for (let first = 0; first < clusters.length; first++) addFrom(source, tokens, clusters, first, mentions);
}

function addFrom(
	source: string,
	tokens: Tokens,
	clusters: readonly Cluster[],
	first: number,
	mentions: Mention[],
): void {
	const start = clusters[first];
	if (start === undefined) return;
	let before: WordsBefore | undefined;
	let key = "";
	/** Of the key there are the clusters up to here; the others are only put to it where that makes it a mixed one. */
	let put = first;
	let length = 0;
	let isMixed = false;
	for (let last = first; last < clusters.length && last < first + MOST_PIECES; last++) {
		const cluster = clusters[last];
		if (cluster === undefined || (last > first && !cluster.continues)) return;
		if (length + cluster.end - cluster.start > LONGEST_KEY) return;
		isMixed ||= cluster.mixes || (last > first && cluster.beginsWithLetter && clusters[last - 1]?.endsInDigit === true);
		length += tokens.odd ? visible(tokens, cluster).length : cluster.end - cluster.start;
		// Where no letter follows a digit, the digits alone say as much.
		if (!isMixed) continue;
		for (let piece = clusters[put]; piece !== undefined && put <= last; piece = clusters[++put]) {
			key += visible(tokens, piece);
		}
		const span = { start: start.start, end: cluster.end, wordStart: start.start };
		before ??= { ...wordsBefore(tokens, start.token, start.start), attached: false };
		mentions.push(new TextMention(source, key, span, before, { ...PLAIN, groups: last - first + 1 }));
		if (last > first || key.length < SHORTEST_MISREAD || key.length > LONGEST_MISREAD) continue;
		for (const other of misread(key)) {
			mentions.push(new TextMention(source, other, span, before, { ...PLAIN, groups: 1, ocr: true }));
		}
	}
}

/** Without one nothing is mixed: so are most texts. */
function hasWordBehindNumber(tokens: Tokens): boolean {
	let isBehind = false;
	for (let token = 0; token < tokens.count; token++) {
		if (tokens.meaning(token) !== FREE) continue;
		if (tokens.isNumber(token)) isBehind = true;
		else if (isBehind && tokens.isWord(token)) return true;
	}
	return false;
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
	let before: Cluster | undefined;
	for (let token = 0; token < tokens.count; token++) {
		const first = token;
		let free = isPart(tokens, token);
		if (!free && tokens.kind(token) === MARK) continue;
		let mixes = false;
		while (token + 1 < tokens.count && tokens.gap(token) === 0 && tokens.kind(token + 1) !== MARK) {
			mixes ||= tokens.isNumber(token) && beginsWithLetter(tokens, token + 1);
			token++;
			free &&= isPart(tokens, token);
		}
		if (!free) continue;
		const start = tokens.start(first);
		before = {
			token: first,
			start,
			end: tokens.end(token),
			mixes,
			beginsWithLetter: beginsWithLetter(tokens, first),
			endsInDigit: tokens.isNumber(token),
			continues: before !== undefined && (gapBetween(tokens.text, before.end, start) & WITHIN) !== 0,
		};
		clusters.push(before);
	}
	return clusters;
}

/** One of A to Z: no number of ours has others. */
function beginsWithLetter(tokens: Tokens, token: number): boolean {
	const code = capitalOf(tokens.codeAt(tokens.start(token)));
	return code >= 65 && code <= 90;
}

function isPart(tokens: Tokens, token: number): boolean {
	return tokens.meaning(token) === FREE && tokens.kind(token) !== MARK;
}
