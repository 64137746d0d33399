import type { Candidate } from "./candidate.ts";
import type { IndexedOrder } from "./index-orders.ts";
import { sameNumber } from "./number-choices.ts";
import { bitsOfSum, inFull, type Proposal } from "./propose.ts";
import type { Situation } from "./situation.ts";

/** Among more orders than this every sum fits by chance: then only two of them are tried together. */
const FEW_ORDERS = 12;
const MOST_ORDERS = 60;
const MOST_SUMS = 3;
/** An amount like any other is hit by one sum in so many, as bits. */
const SUM_BITS = 14;
/** Who names an order pays it too. */
const LEFT_OUT = 6;

/**
 * Two or more open orders of the payer that add up to the cent, where the text does not name them all: never proof, since sums fit by
 * chance (PRODUCT M1), but what a person wants to see. Those that hold what is named come first.
 */
export function sumsOfPayer({ read, named, unnamed }: Situation): Proposal[] {
	const { amount, bookingDate } = read.posting;
	const { minor, currency } = amount;
	let customers: ReadonlySet<string> | undefined;
	/** A customer of whom an order is named: his orders may be meant whoever pays. */
	const isOfNamed = (order: IndexedOrder) => {
		customers ??= new Set(named.filter(({ hit }) => hit.strong).map(({ indexed }) => indexed.customerText));
		return customers.size > 0 && customers.has(order.customerText);
	};
	const mayBeOne = ({ party, indexed }: Candidate) =>
		indexed.openMinor > 0 &&
		indexed.openMinor < minor &&
		indexed.standing === "open" &&
		indexed.currency === currency &&
		(party.agrees || isOfNamed(indexed)) &&
		!indexed.isPlacedAfter(bookingDate);
	const orders: Candidate[] = [];
	for (const candidate of named) if (mayBeOne(candidate)) orders.push(candidate);
	for (const candidate of unnamed) if (mayBeOne(candidate)) orders.push(candidate);
	if (orders.length < 2 || orders.length > MOST_ORDERS) return [];
	const meant = named.filter(({ hit, indexed }) => hit.strong && indexed.openMinor > 0);
	const leftOut = (set: readonly Candidate[]) =>
		meant.filter((one) => !set.some((other) => isPlaced(one, other))).length;
	const sums = subsetsOf(orders, minor, orders.length <= FEW_ORDERS ? orders.length : 2);
	const tried = orders.length <= FEW_ORDERS ? orders.length : 2 * Math.log2(orders.length);
	const chance = tried - SUM_BITS;
	return sums
		.map(
			(set): Proposal => ({
				kind: "several",
				placed: set.map(inFull),
				bits:
					bitsOfSum(set) -
					SUM_BITS -
					Math.max(chance, -SUM_BITS) -
					Math.log2(sums.length) -
					3 -
					LEFT_OUT * leftOut(set),
			}),
		)
		.sort((a, b) => b.bits - a.bits)
		.slice(0, MOST_SUMS);
}

/** It is paid, or the one that its number means as well. */
function isPlaced(one: Candidate, other: Candidate): boolean {
	return one === other || sameNumber(one, other);
}

/** All sets of two up to `most` that add up exactly. At most 4,096 are looked at. */
function subsetsOf(orders: readonly Candidate[], minor: number, most: number): Candidate[][] {
	const found: Candidate[][] = [];
	const chosen: Candidate[] = [];
	const visit = (from: number, left: number) => {
		if (left === 0 && chosen.length >= 2) found.push([...chosen]);
		for (let i = from; i < orders.length && left > 0 && chosen.length < most; i++) {
			const order = orders[i];
			if (order === undefined || order.indexed.openMinor > left) continue;
			chosen.push(order);
			visit(i + 1, left - order.indexed.openMinor);
			chosen.pop();
		}
	};
	visit(0, minor);
	return found;
}
