import type { AmountFit } from "./amount-fit.ts";
import type { Candidate } from "./candidate.ts";
import { type ReachableDiscount, reachableDiscount } from "./cash-discount.ts";
import type { Hit } from "./find-named.ts";
import { byNumber, choicesThatCost, onePerNumber, sameNumber, settledByParty, sumOfOpen } from "./number-choices.ts";
import type { MatchPosting } from "./posting.ts";
import type { ReadPosting } from "./read-posting.ts";
import type { NamedCandidate, Situation } from "./situation.ts";

/** One way to book a posting. */
export interface Proposal {
	/**
	 * `single`: one order, whatever the amount. `several`: all orders that are named, to the cent, less cash discount. `otherSum`: all
	 * that are named, though they cost another sum.
	 */
	readonly kind: "single" | "several" | "otherSum";
	readonly placed: readonly Placed[];
	readonly bits: number;
}

/** What one order gets. */
export interface Placed extends Omit<AmountFit, "kind"> {
	readonly candidate: Candidate;
}

/** Named orders that add up to the cent are about as likely as one in so many sums of chance. */
const SUM_BITS = 14;
/** One payment in fifty is for several orders. */
const SEVERAL = -5.6;
const EACH_MORE = 3;
/** Who names several pays as much as they cost, mostly; one of them alone, or in part, he pays still more seldom. */
const OTHER_SUM = -2;
const SHORTEST_CALLED = 3;

/**
 * The amount speaks for it by itself: to the cent, or less a cash discount that was agreed. What a setting allows, or what another
 * currency makes of it, does not.
 */
export function amountProves({ kind, placed }: Proposal): boolean {
	const fit = placed[0]?.candidate.fit.kind;
	return kind === "several" || fit === "exact" || fit === "discounted";
}

/** Each order gets just what is open of it. */
export function isExact({ placed }: Proposal): boolean {
	return placed.every(({ besides, surplus, payment, candidate }) => {
		return besides === null && surplus === 0 && payment === candidate.indexed.openMinor;
	});
}

export function single(candidate: Candidate): Proposal {
	const { payment, surplus, orderMinor, besides, discount } = candidate.fit;
	const placed = { candidate, payment, surplus, orderMinor, besides, discount };
	return { kind: "single", placed: [placed], bits: candidate.bits };
}

/**
 * Named orders only: a sum that merely fits proves nothing (PRODUCT M1). Null where they do not add up: neither all of them, nor
 * those that are no accident, nor all that their customer, who pays, has named at all, nor, in one way only, one of those that
 * have each number.
 * @param payable as `payableTogether` gives them.
 */
export function several(payable: readonly NamedCandidate[], { posting }: ReadPosting): Proposal | null {
	const numbers = byNumber(payable.filter(({ hit }) => hit.strong));
	const likeliest = numbers.map(([first]) => first);
	return (
		sumOf(likeliest, posting) ??
		sumOf(likeliest.filter(isNoAccident), posting) ??
		sumOf(onePerNumber(payable.filter(({ party }) => party.agrees)), posting) ??
		sumOf(onlyOf(choicesThatCost(numbers, posting.amount.minor)), posting)
	);
}

/** Another order for one of the numbers, so that the same sum is paid just as well: nothing tells which ones are meant. */
export function paidJustAsWell({ placed }: Proposal, situation: Situation): NamedCandidate | undefined {
	// In "AU-10023 und 10024" the second is AU-10024, or an order that is called just that.
	const meant = payableTogether(situation).filter(({ hit }) => hit.strong || hit.matched === hit.reference.raw);
	const choices = choicesThatCost(byNumber(meant), situation.read.posting.amount.minor);
	const chosen = placed.map(({ candidate }) => candidate);
	for (const choice of choices) {
		const others = choice.filter((one) => !chosen.includes(one));
		const isSettled = others.some((one) => chosen.some((its) => sameNumber(its, one) && settledByParty(its, one)));
		if (!isSettled && others[0] !== undefined) return others[0];
	}
	return undefined;
}

/** Named orders that one posting could pay together; none where there is only one. */
export function payableTogether({ named, read }: Situation): readonly NamedCandidate[] {
	if (named.length < 2) return NONE;
	const { currency } = read.posting.amount;
	const payable = named.filter(({ indexed }) => indexed.openMinor > 0 && indexed.currency === currency);
	return payable.length < 2 ? NONE : payable;
}

const NONE: readonly NamedCandidate[] = [];

/**
 * All orders that are named, though the amount is another one: what a person wants to see together. Null where one of them would
 * get nothing.
 * @param payable as `payableTogether` gives them.
 */
export function namedTogether(payable: readonly NamedCandidate[], { posting }: ReadPosting): Proposal | null {
	const { minor } = posting.amount;
	let orders = onePerNumber(payable.filter((one) => one.hit.strong && isNoAccident(one)));
	if (orders.length < 2) orders = onePerNumber(payable.filter(({ hit }) => isCalledOurs(hit)));
	if (orders.length < 2) return null;
	let left = minor;
	const placed = orders
		.toSorted((a, b) => a.indexed.openMinor - b.indexed.openMinor)
		.map((candidate) => {
			const payment = Math.min(left, candidate.indexed.openMinor);
			left -= payment;
			return { ...inFull(candidate), payment, orderMinor: payment };
		});
	if (placed.some(({ payment }) => payment === 0)) return null;
	const bits = bestWithoutAmount(orders) + SEVERAL + EACH_MORE * Math.min(orders.length - 1, 2) + OTHER_SUM;
	return { kind: "otherSum", placed, bits };
}

function sumOf(orders: readonly Candidate[], posting: MatchPosting): Proposal | null {
	if (orders.length < 2) return null;
	const missing = sumOfOpen(orders) - posting.amount.minor;
	const placed = missing === 0 ? orders.map(inFull) : lessDiscounts(orders, missing, posting);
	return placed === null ? null : { kind: "several", placed, bits: bitsOfSum(orders) };
}

function onlyOf<C extends Candidate>([only = [], ...others]: readonly (readonly C[])[]): readonly C[] {
	return others.length === 0 ? only : [];
}

function isCalledOurs({ bare, otherPrefix, key }: Hit): boolean {
	return !bare && !otherPrefix && key.length >= SHORTEST_CALLED;
}

/** Not merely digits that some order of somebody else happens to have. */
function isNoAccident({ hit, party }: Candidate): boolean {
	return party.agrees || hit?.bare === false;
}

export function bitsOfSum(orders: readonly Candidate[]): number {
	return bestWithoutAmount(orders) + SEVERAL + SUM_BITS + EACH_MORE * (orders.length - 1);
}

function bestWithoutAmount(orders: readonly Candidate[]): number {
	return Math.max(...orders.map(withoutAmount));
}

function withoutAmount({ bits, amountBits }: Candidate): number {
	return bits - amountBits;
}

export function inFull(candidate: Candidate): Placed {
	const minor = candidate.indexed.openMinor;
	return { candidate, payment: minor, surplus: 0, orderMinor: minor, besides: null, discount: null };
}

/** Cash discount taken on all of them that grant it, or on those alone whose term still runs. */
function lessDiscounts(orders: readonly Candidate[], missing: number, posting: MatchPosting): Placed[] | null {
	const all = orders.map(({ indexed }) => reachableDiscount(indexed, posting, "any"));
	const running = all.map((discount) => (discount?.inTime === true ? discount : null));
	return lessThese(orders, missing, all) ?? lessThese(orders, missing, running);
}

/** Payers round each one or the sum (a cent for each). */
function lessThese(
	orders: readonly Candidate[],
	missing: number,
	discounts: readonly (ReachableDiscount | null)[],
): Placed[] | null {
	const granted = discounts.filter((discount) => discount !== null);
	const rounding = missing - granted.reduce((sum, { minor }) => sum + minor, 0);
	if (granted.length === 0 || Math.abs(rounding) > granted.length) return null;
	let left = rounding;
	return orders.map((candidate, i) => {
		const discount = discounts[i] ?? null;
		if (discount === null) return inFull(candidate);
		const step = Math.sign(left);
		left -= step;
		const minor = discount.minor + step;
		const payment = candidate.indexed.openMinor - minor;
		return {
			candidate,
			payment,
			surplus: 0,
			orderMinor: payment,
			besides: { kind: "cashDiscount", minor },
			discount: { ...discount, minor },
		};
	});
}
