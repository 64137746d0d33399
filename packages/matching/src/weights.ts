import type { Money } from "@kontor/connector";
import type { OrderIndex } from "./index-orders.ts";

/*
 * Weights are bits, log2 of how much likelier a finding is where the posting pays the order than where it does not (Fellegi and
 * Sunter). A value that many orders share says less: amounts, names and numbers are measured against how often they occur.
 */

/**
 * Shares of the postings that are not told to be something else by their nature, as bits: a payment of an open order, of an order
 * already paid, of nothing that is known.
 */
const OPEN = Math.log2(0.93);
const PAID = Math.log2(0.02);
export const NOTHING = Math.log2(0.05);

/** A small shop's postings are not all for the few orders that are open now. */
const UNSEEN_ORDERS = 50;
/** Amounts and names occur elsewhere too: chance is judged as if there were so many orders more. */
const UNSEEN_AMOUNTS = 1_000;
const UNSEEN_NAMES = 20_000;
/** One name word in so many is this one, before any is counted. */
const USUAL_WORD = 0.003;

/** Before anything is known of the posting: one order's share. */
export function priorOfOpen(index: OrderIndex): number {
	return OPEN - Math.log2(index.openCount + UNSEEN_ORDERS);
}
export function priorOfPaid(index: OrderIndex): number {
	return PAID - Math.log2(index.size - index.openCount + UNSEEN_ORDERS);
}

/** How often an amount occurs by chance: by the orders there are, and more often for prices that shops like. */
export function chanceOfAmount(index: OrderIndex, money: Money): number {
	const unseen = isPricePoint(money.minor) ? 5 : 0.5;
	return (index.countOfAmount(money) + unseen) / (index.openCount + UNSEEN_AMOUNTS);
}

/** How often all of these words, by their hashes, name somebody else. */
export function chanceOfName(index: OrderIndex, words: readonly number[]): number {
	const total = index.openCount + UNSEEN_NAMES;
	let chance = 1;
	for (const word of words) chance *= (index.countOfHash(word) + USUAL_WORD * UNSEEN_NAMES) / total;
	// Namesakes are more frequent than first and last names by themselves would have it.
	return Math.max(chance, 0.1 / total);
}

export function bits(share: number, chance: number): number {
	return Math.log2(share / Math.min(1, chance));
}

/** To a tenth of a bit. */
export function rounded(weight: number): number {
	return Math.round(weight * 10) / 10;
}

/** 19.90, 49.95, 100.00 and the like. */
function isPricePoint(minor: number): boolean {
	const end = minor % 100;
	return end === 0 || end === 90 || end === 95 || end === 99 || end === 50;
}

/** What an account or customer number can add to a name. */
const BESIDES_NAME = 4;
/** What the number of another order takes away: of one that is called so, and of one that is not. */
const OTHER_CALLED = 6;
const OTHER_BARE = 3;
/** What one error in typing takes away. */
const MISTYPED = 11;

/** What is known of an order that is named and paid to the cent. */
export interface Named {
	/** Bits of its number, and of its party where that agrees. */
	readonly number: number;
	readonly party: number | null;
	readonly bare: boolean;
}

/** What an order that the text does not name can have at most, where it names another: also with nearly that one's number. */
export function mostOfUnnamed(
	index: OrderIndex,
	money: Money,
	payer: readonly number[],
	{ number, party, bare }: Named,
): number {
	const name = payer.length === 0 ? 0 : bits(1, chanceOfName(index, payer));
	const own = Math.max(number - MISTYPED, bare ? -OTHER_BARE : -OTHER_CALLED);
	return priorOfOpen(index) + bits(1, chanceOfAmount(index, money)) + (party ?? name + BESIDES_NAME) + own;
}
