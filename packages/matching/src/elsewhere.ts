import { settles } from "./amount-fit.ts";
import type { Candidate, NumberFound } from "./candidate.ts";
import type { IndexedOrder, OrderIndex } from "./index-orders.ts";
import type { SimilarNumber } from "./similar-number.ts";
import type { Situation } from "./situation.ts";
import { roomBits, wordBits } from "./weigh.ts";

/** One payment in 1,250 is for an order that is not known, by the customer of a known one of the same amount. */
const ELSEWHERE = Math.log2(0.0008);
/** One in two thousand of them is just this one of the numbers nearby: who orders twice in a row gets such. */
const NEAR_NUMBER = 11;
/** Where the numbers around are taken, one that is not is left for the next orders: one of these few. */
const OF_GAPS = 2;
/** Doubt of a hit with all that belongs to the number: its prefix, or a label where it has none. */
const FULL_NUMBER = -3;
/** Who orders again at once gets one of the next numbers. */
const SOON = 5;
const AROUND = 8;
const MOSTLY = 12;
const LONGEST_NUMBER = 15;

/**
 * The same customer pays just as much for another order, which is not known (yet): what can be said against an order whose
 * number does not stand there, in bits. A number that does not fit speaks for it.
 */
export function bitsElsewhere(candidate: Candidate, situation: Situation): number {
	const { hit, similar, fit, bits, number, indexed } = candidate;
	if (hit?.strong === true || !settles(fit)) return Number.NEGATIVE_INFINITY;
	const missing = number.finding === "numberMissing" ? number.weight : 0;
	// It is known whose number that is: no other order of this customer has it.
	if (similar !== null && isPlaced(similar, indexed, situation)) return Number.NEGATIVE_INFINITY;
	if (number.finding === "numberOther" && isElses(number, indexed, situation)) return Number.NEGATIVE_INFINITY;
	const there = similar === null ? missing : numberElsewhere(similar, indexed, situation.index);
	return bits - number.weight + there + ELSEWHERE;
}

/** How well the number that stands there suits an order that is not known, as bits. */
function numberElsewhere(similar: SimilarNumber, indexed: IndexedOrder, index: OrderIndex): number {
	const room = roomBits(index, indexed, similar);
	const words = wordBits(similar);
	const { digits, end, field } = similar.reference;
	const { key } = similar.mention;
	const inSeries = key.length === digits.length || key.length === end?.length;
	const ofShop = (slot: number) => index.shopOf(slot) === indexed.shop;
	const isKnown = (number: number) =>
		index
			.byReference(String(number).padStart(key.length, "0"), ofShop)
			.some(({ reference }) => reference.field === field);
	if (inSeries && (isGap(key, isKnown) || isNext(key, digits, isKnown))) return words + Math.max(0, room - OF_GAPS);
	return similar.near ? words + Math.max(0, room - NEAR_NUMBER) : words;
}

/** No order of the shop has this number, and nearly all around it are taken: what they are in another shop says nothing. */
function isGap(key: string, isKnown: (number: number) => boolean): boolean {
	if (key.length > LONGEST_NUMBER || !/^\d+$/.test(key)) return false;
	const own = Number(key);
	if (isKnown(own)) return false;
	let taken = 0;
	for (let distance = 1; distance <= AROUND; distance++) {
		if (isKnown(own - distance)) taken++;
		if (isKnown(own + distance)) taken++;
	}
	return taken >= MOSTLY;
}

/** It comes soon after the order's own, and none behind it is known: so would the very next order's. */
function isNext(key: string, own: string, isKnown: (number: number) => boolean): boolean {
	const ahead = Number(key) - Number(own);
	if (key.length > LONGEST_NUMBER || !(ahead > 0 && ahead <= SOON)) return false;
	for (let number = Number(own) + 1; number <= Number(key) + SOON; number++) if (isKnown(number)) return false;
	return true;
}

/** The other number that stands there is that of an order of another customer in the same shop. */
function isElses({ matched }: NumberFound, { shop }: IndexedOrder, { named, closed }: Situation): boolean {
	return [...named, ...closed].some(
		({ hit, indexed, party }) =>
			hit.strong && hit.doubt <= FULL_NUMBER && hit.matched === matched && indexed.shop === shop && !party.agrees,
	);
}

/** The number that stands there is another order's of the same series. */
function isPlaced(
	{ mention, reference }: SimilarNumber,
	{ shop }: IndexedOrder,
	{ named, closed }: Situation,
): boolean {
	return [...named, ...closed].some(
		({ hit: { span, strong, reference: other }, indexed }) =>
			strong &&
			span !== null &&
			span.start <= mention.start &&
			span.end >= mention.end &&
			other.field === reference.field &&
			indexed.shop === shop,
	);
}
