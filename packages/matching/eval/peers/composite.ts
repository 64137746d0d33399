import type { MatchOrder, MatchPosting } from "../../src/index.ts";
import { owed } from "./payable.ts";

/** An order, prepared once for comparison with postings. */
export interface ComparableOrder {
	readonly order: MatchOrder;
	/** Letters and digits of order and invoice number, and their digits alone. */
	readonly numbers: readonly { readonly whole: string; readonly digits: string }[];
	/** The words of each name. */
	readonly names: readonly (readonly string[])[];
}

export interface ComparablePosting {
	readonly amount: MatchPosting["amount"];
	/** The text without anything but letters and digits. */
	readonly text: string;
	/** Its groups of digits. */
	readonly groups: readonly string[];
	readonly payer: readonly string[];
}

const WEIGHTS = { amount: 0.4, number: 0.35, name: 0.25 };
/** Digits alone stand in a text by chance. */
const WITHOUT_PREFIX = 0.95;
const SHORTEST_GROUP = 3;
/** From so many letters on a word that begins like the other is the same one, cut. */
const SHORTEST_CUT = 4;

/** How well an order fits, 0 to 1: what a full-text library lacks to decide by itself. */
export function compositeScore(order: ComparableOrder, posting: ComparablePosting): number {
	const { amount } = order.order;
	const equal = owed(order.order) === posting.amount.minor && amount.currency === posting.amount.currency;
	let name = 0;
	for (const words of order.names) name = Math.max(name, commonWords(words, posting.payer));
	return (equal ? WEIGHTS.amount : 0) + WEIGHTS.number * numberSimilarity(order, posting) + WEIGHTS.name * name;
}

export function comparableOrder(order: MatchOrder): ComparableOrder {
	const numbers = [order.number, order.invoiceNumber].flatMap((number) => (number === undefined ? [] : [number]));
	const names = [order.name, order.company].flatMap((name) => (name === undefined ? [] : [name]));
	return {
		order,
		numbers: numbers.map((number) => ({ whole: alphanumeric(number), digits: number.replace(/\D/g, "") })),
		names: names.map(words),
	};
}

export function comparablePosting({ amount, counterparty, remittance, searchText }: MatchPosting): ComparablePosting {
	const text = remittance ?? searchText ?? "";
	return {
		amount,
		text: alphanumeric(text),
		groups: (text.match(/\d+/g) ?? []).filter((group) => group.length >= SHORTEST_GROUP),
		payer: words(counterparty?.name ?? ""),
	};
}

/** Lower case, one spelling for umlauts. */
export function fold(text: string): string {
	return text
		.toLowerCase()
		.replaceAll("ß", "ss")
		.normalize("NFD")
		.replace(/\p{M}/gu, "")
		.replace(/([aou])e/g, "$1");
}

function numberSimilarity({ numbers }: ComparableOrder, { text, groups }: ComparablePosting): number {
	let best = 0;
	for (const { whole, digits } of numbers) {
		if (whole.length >= SHORTEST_GROUP && text.includes(whole)) return 1;
		for (const group of groups) best = Math.max(best, WITHOUT_PREFIX * similarity(group, digits));
	}
	return best;
}

/** Kept over calls: made anew they would cost more than the comparison. */
let above = new Uint8Array(64);
let row = new Uint8Array(64);

/** One less the share of characters that would have to be changed. */
function similarity(a: string, b: string): number {
	if (a === b) return 1;
	const longer = Math.max(a.length, b.length);
	// Far apart in length is far apart.
	if (Math.abs(a.length - b.length) * 2 > longer || longer >= row.length) return 0;
	for (let j = 0; j <= b.length; j++) above[j] = j;
	for (let i = 1; i <= a.length; i++) {
		row[0] = i;
		const code = a.charCodeAt(i - 1);
		for (let j = 1; j <= b.length; j++) {
			const change = (above[j - 1] ?? 0) + (code === b.charCodeAt(j - 1) ? 0 : 1);
			row[j] = Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
		}
		[above, row] = [row, above];
	}
	return 1 - (above[b.length] ?? 0) / longer;
}

/** Twice the words in common against all words of both, in any order. */
function commonWords(a: readonly string[], b: readonly string[]): number {
	let common = 0;
	for (const word of a) if (b.some((other) => sameWord(word, other))) common++;
	return a.length + b.length === 0 ? 0 : (2 * common) / (a.length + b.length);
}

function sameWord(a: string, b: string): boolean {
	if (a === b) return true;
	return Math.min(a.length, b.length) >= SHORTEST_CUT && (a.startsWith(b) || b.startsWith(a));
}

function words(name: string): string[] {
	return fold(name).match(/[\p{L}\d]+/gu) ?? [];
}

function alphanumeric(text: string): string {
	return text.toUpperCase().replace(/[^A-Z0-9]/g, "");
}
