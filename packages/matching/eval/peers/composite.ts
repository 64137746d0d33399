import type { MatchOrder, MatchPosting } from "../../src/index.ts";
import { owed } from "./payable.ts";

/** An order, prepared once. */
export interface ComparableOrder {
	readonly order: MatchOrder;
	/** Letters and digits of order and invoice number, and their digits alone. */
	readonly numbers: readonly { readonly whole: string; readonly digits: string }[];
	readonly names: readonly ReadonlySet<string>[];
}

export interface ComparablePosting {
	readonly amount: MatchPosting["amount"];
	/** The text without anything but letters and digits. */
	readonly text: string;
	/** Its groups of digits. */
	readonly groups: readonly string[];
	readonly payer: ReadonlySet<string>;
}

const WEIGHTS = { amount: 0.4, number: 0.35, name: 0.25 };
/** Digits alone stand in a text by chance. */
const WITHOUT_PREFIX = 0.95;
const SHORTEST_GROUP = 3;

export function compositeScore(order: ComparableOrder, posting: ComparablePosting): number {
	const { amount } = order.order;
	const equal = owed(order.order) === posting.amount.minor && amount.currency === posting.amount.currency;
	const name = Math.max(0, ...order.names.map((words) => overlap(words, posting.payer)));
	return (equal ? WEIGHTS.amount : 0) + WEIGHTS.number * numberSimilarity(order, posting) + WEIGHTS.name * name;
}

export function comparableOrder(order: MatchOrder): ComparableOrder {
	const numbers = [order.number, order.invoiceNumber].flatMap((number) => (number === undefined ? [] : [number]));
	const names = [order.name, order.company].flatMap((name) => (name === undefined ? [] : [name]));
	return {
		order,
		numbers: numbers.map((number) => ({ whole: alphanumeric(number), digits: number.replace(/\D/g, "") })),
		names: names.map(pairs),
	};
}

export function comparablePosting({ amount, counterparty, remittance, searchText }: MatchPosting): ComparablePosting {
	const text = remittance ?? searchText ?? "";
	return {
		amount,
		text: alphanumeric(text),
		groups: (text.match(/\d+/g) ?? []).filter((group) => group.length >= SHORTEST_GROUP),
		payer: pairs(counterparty?.name ?? ""),
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

/** One less the share of characters that would have to be changed. */
function similarity(a: string, b: string): number {
	if (a === b) return 1;
	const longer = Math.max(a.length, b.length);
	// Far apart in length is far apart.
	if (Math.abs(a.length - b.length) * 2 > longer) return 0;
	let before = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const change = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			row.push(Math.min(change, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
		}
		before = row;
	}
	return 1 - (before[b.length] ?? 0) / longer;
}

/** Of two sets of letter pairs, twice what is common against all. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
	let common = 0;
	for (const pair of a) if (b.has(pair)) common++;
	return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}

/** Letter pairs of each word with its beginning, so that the order of words does not count. */
function pairs(name: string): ReadonlySet<string> {
	const words = fold(name).match(/[\p{L}\d]+/gu) ?? [];
	return new Set(
		words.flatMap((word) => Array.from(word, (letter, i) => (i === 0 ? " " : (word[i - 1] ?? "")) + letter)),
	);
}

function alphanumeric(text: string): string {
	return text.toUpperCase().replace(/[^A-Z0-9]/g, "");
}
