import { INVISIBLE_CHARACTERS } from "./characters.ts";
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
	/** A word follows a number in it. */
	readonly mixes: boolean;
	readonly beginsWithWord: boolean;
	readonly endsInNumber: boolean;
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
	if (start === undefined || !mayMix(clusters, first)) return;
	let before: WordsBefore | undefined;
	let key = "";
	for (let last = first; last < clusters.length && last < first + MOST_PIECES; last++) {
		const cluster = clusters[last];
		if (cluster === undefined || (last > first && !continues(tokens, clusters[last - 1], cluster))) return;
		if (key.length + cluster.end - cluster.start > LONGEST_KEY) return;
		key += visible(tokens, cluster);
		// Where no letter follows a digit, the digits alone say as much.
		if (!isMixed(key)) continue;
		const span = { start: start.start, end: cluster.end, wordStart: start.start };
		before ??= { ...wordsBefore(tokens, start.token, start.start), attached: false };
		mentions.push(new TextMention(source, key, span, before, { ...PLAIN, groups: last - first + 1 }));
		if (last > first || key.length < SHORTEST_MISREAD || key.length > LONGEST_MISREAD) continue;
		for (const other of misread(key)) {
			mentions.push(new TextMention(source, other, span, before, { ...PLAIN, groups: 1, ocr: true }));
		}
	}
}

/** Somewhere in the clusters that may be put together a word follows a number. */
function mayMix(clusters: readonly Cluster[], first: number): boolean {
	for (let last = first; last < clusters.length && last < first + MOST_PIECES; last++) {
		const cluster = clusters[last];
		if (cluster?.mixes) return true;
		if (last > first && cluster?.beginsWithWord && clusters[last - 1]?.endsInNumber) return true;
	}
	return false;
}

/** What stands between the one before and this one may stand within a number. */
function continues(tokens: Tokens, before: Cluster | undefined, { start }: Cluster): boolean {
	return (gapBetween(tokens.text, before?.end ?? 0, start) & WITHIN) !== 0;
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

/** A letter follows a digit. */
function isMixed(key: string): boolean {
	for (let i = 1; i < key.length; i++) {
		const [digit, letter] = [key.charCodeAt(i - 1), key.charCodeAt(i)];
		if (digit >= 48 && digit <= 57 && letter >= 65 && letter <= 90) return true;
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
	for (let token = 0; token < tokens.count; token++) {
		const first = token;
		let free = isPart(tokens, token);
		if (!free && tokens.kind(token) === MARK) continue;
		let mixes = false;
		while (token + 1 < tokens.count && tokens.gap(token) === 0 && tokens.kind(token + 1) !== MARK) {
			mixes ||= tokens.isNumber(token) && tokens.isWord(token + 1);
			token++;
			free &&= isPart(tokens, token);
		}
		if (!free) continue;
		clusters.push({
			token: first,
			start: tokens.start(first),
			end: tokens.end(token),
			mixes,
			beginsWithWord: tokens.isWord(first),
			endsInNumber: tokens.isNumber(token),
		});
	}
	return clusters;
}

function isPart(tokens: Tokens, token: number): boolean {
	return tokens.meaning(token) === FREE && tokens.kind(token) !== MARK;
}
