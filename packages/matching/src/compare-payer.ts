import { editDistance } from "./edit-distance.ts";
import type { NameField, PayerFinding } from "./evidence.ts";
import { foldName } from "./fold-name.ts";
import { type HashedWords, wordKey } from "./index/hashed-words.ts";

/** A name an order may be paid under. */
export interface KnownName {
	readonly field: NameField;
	readonly raw: string;
	readonly words: readonly string[];
}

/** Who paid: the name by the bank, and all words of the text. */
export interface Payer {
	readonly raw: string;
	readonly words: readonly string[];
	readonly textWords: ReadonlySet<string>;
}

/** The same, as the index compares it. */
export interface HashedPayer extends Payer {
	/** The name's words, and those of the text. */
	readonly hashed: HashedWords;
	readonly textHashed: HashedWords;
	/** The name is nothing but single letters. */
	readonly hasLetters: boolean;
}

export interface PayerComparison {
	readonly finding: PayerFinding;
	/** The order's name that came nearest; null where the order has none, or one that did not have to be read. */
	readonly name: KnownName | null;
	/** What the finding rests on: that name's words, or those of them that the payer's has; by `wordKey`. */
	readonly words: readonly number[];
}

/** Best first. */
const RANK: readonly PayerFinding[] = ["payerEqual", "payerAgrees", "payerInText", "payerRelated", "payerOther"];

/** Null where nothing of it says who it is. */
export function knownName(field: NameField, raw: string): KnownName | null {
	const words = foldName(raw);
	return words.length === 0 ? null : { field, raw, words };
}

/** Compares the payer with every name of an order; the best finding counts. */
export function comparePayer(payer: Payer, names: readonly KnownName[]): PayerComparison {
	let finding: PayerFinding = payer.words.length === 0 ? "payerUnnamed" : "payerOther";
	let nearest = names[0] ?? null;
	for (const name of names) {
		const found = compareName(payer, name.words);
		if (found === null || rank(found) >= rank(finding)) continue;
		finding = found;
		nearest = name;
	}
	return { finding, name: nearest, words: nearest === null ? [] : tellingWords(finding, payer.words, nearest.words) };
}

function tellingWords(finding: PayerFinding, payer: readonly string[], own: readonly string[]): number[] {
	if (finding === "payerEqual" || finding === "payerInText") return own.map(wordKey);
	if (finding !== "payerAgrees" && finding !== "payerRelated") return [];
	const both = own.filter((word) => payer.includes(word));
	return (both.length > 0 ? both : own.slice(0, 1)).map(wordKey);
}

/** The payer is the customer, as far as names can say. */
export function payerAgrees(finding: PayerFinding): boolean {
	return finding === "payerEqual" || finding === "payerAgrees";
}

function rank(finding: PayerFinding): number {
	const place = RANK.indexOf(finding);
	return place < 0 ? RANK.length : place;
}

function compareName(payer: Payer, expected: readonly string[]): PayerFinding | null {
	const { raw, words } = payer;
	if (words.length > 0 && sameWords(words, expected)) return "payerEqual";
	if (contains(words, expected) || contains(expected, words) || shortened(raw, words, expected)) return "payerAgrees";
	if (expected.length >= 2 && isWithin(expected, payer.textWords)) return "payerInText";
	return words.some((word) => word.length >= 4 && expected.includes(word)) ? "payerRelated" : null;
}

/** All of them; single letters alone say nothing. */
function isWithin(expected: readonly string[], words: ReadonlySet<string>): boolean {
	let isLonger = false;
	for (const word of expected) {
		if (!words.has(word)) return false;
		isLonger ||= word.length > 1;
	}
	return isLonger;
}

/** The same words, each as often, in whatever order. */
export function sameWords(a: readonly string[], b: readonly string[]): boolean {
	if (a.length !== b.length) return false;
	for (const word of a) if (occurrences(a, word) !== occurrences(b, word)) return false;
	return true;
}

/**
 * All words of the smaller name stand in the larger, each as often: a joint account, a second first name. One word alone is too
 * little.
 */
function contains(larger: readonly string[], smaller: readonly string[]): boolean {
	if (smaller.length < 2 || smaller.length > larger.length) return false;
	let isLonger = false;
	for (const word of smaller) {
		if (occurrences(larger, word) < occurrences(smaller, word)) return false;
		isLonger ||= word.length >= 3;
	}
	return isLonger;
}

function occurrences(words: readonly string[], word: string): number {
	let count = 0;
	for (const other of words) if (other === word) count++;
	return count;
}

/** Banks cut names at 27 or 35 characters. */
export const CUT_FROM = 26;
/** Shorter words have too many neighbours. */
export const SHORTEST_MISTYPED = 5;

/** The same words but for an initial ("M. Muster"), a name cut at its end, or one typing error. */
function shortened(raw: string, words: readonly string[], expected: readonly string[]): boolean {
	if (words.length < 2 || expected.length < 2 || words.length > expected.length) return false;
	if (!words.some((word) => word.length >= 3 && expected.includes(word))) return false;
	const left = [...expected];
	let exact = 0;
	let loose = 0;
	for (const [i, word] of words.entries()) {
		const cut = raw.length >= CUT_FROM && i === words.length - 1;
		const place = left.indexOf(word);
		const near = place >= 0 ? place : left.findIndex((other) => abbreviates(word, other, cut));
		if (near < 0) return false;
		left.splice(near, 1);
		if (place >= 0) exact += word.length >= 3 ? 1 : 0;
		else loose++;
	}
	return exact >= 1 && loose <= 1;
}

function abbreviates(word: string, full: string, cut: boolean): boolean {
	if (word.length === 1 || (cut && word.length >= 2)) return full.startsWith(word);
	return word.length >= SHORTEST_MISTYPED && full.length >= SHORTEST_MISTYPED && editDistance(word, full, 1) !== null;
}
