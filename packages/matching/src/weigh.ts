import { comparePayer, type PayerComparison } from "./compare-payer.ts";
import { editDistance } from "./edit-distance.ts";
import type { AmountFinding, Evidence, PayerFinding, Quoted, ReferenceFinding } from "./evidence.ts";
import { customerNumberMention, type Hit } from "./find-named.ts";
import type { IndexedOrder, OrderIndex } from "./index-orders.ts";
import type { ReadPosting } from "./read-posting.ts";

/*
 * Weights are bits, log2 of how much likelier a finding is where the posting pays the order than where it does not
 * (Fellegi and Sunter). A value that many orders share says less: amounts and names are measured against how often they occur.
 * They rank suggestions; what is booked without a person is decided by rules.
 */

/** What one digit of a number tells apart, with half of the number range in use. */
const BITS_PER_DIGIT = 3;
const MOST_REFERENCE_BITS = 22;
const DIFFERENT_AMOUNT = -6;
const DIFFERENT_PAYER = -3;
const BEFORE_ORDER = -6;
const CLOSED = -8;
const CANCELLED = -2;
/** Share of postings that are no payment of an open order, as bits. */
const NOTHING_OPEN = Math.log2(0.12);
const SOMETHING_OPEN = Math.log2(0.88);

/** Everything a posting says for and against one order. */
export function weighOrder(read: ReadPosting, indexed: IndexedOrder, hit: Hit | null, index: OrderIndex): Evidence[] {
	const number = hit === null ? similarNumber(read, indexed) : hitEvidence(hit, indexed);
	const customer = customerEvidence(read, indexed);
	const payer = payerEvidence(comparePayer(read.payer, indexed.names), read, indexed, index);
	return [number, amountEvidence(read, indexed, index), customer, payer, ...stateEvidence(read, indexed)].filter(
		(evidence) => evidence !== null,
	);
}

/** What a returned payment says of the order it once paid. Its amount may hold charges: only an equal one says something. */
export function weighReturn(read: ReadPosting, indexed: IndexedOrder, hit: Hit, index: OrderIndex): Evidence[] {
	const { minor, currency } = read.posting.amount;
	const { amount } = indexed.order;
	const equal = amount.currency === currency && amount.minor === Math.abs(minor);
	const payer = payerEvidence(comparePayer(read.payer, indexed.names), read, indexed, index);
	return [
		hitEvidence(hit, indexed),
		equal
			? about(indexed, "amount", "amountEqual", amount, amount, rarity(index, index.byAmount(amount).length))
			: null,
		payer,
	].filter((evidence) => evidence !== null);
}

/** The sum of all weights, the order's share of the prior included: 0 is as likely as anything else the posting may be. */
export function score(evidence: readonly Evidence[], index: OrderIndex): number {
	const prior = SOMETHING_OPEN - NOTHING_OPEN - Math.log2(index.openCount + 1);
	return evidence.reduce((sum, { weight }) => sum + weight, prior);
}

/** Probabilities of competing explanations from their scores; "none of them" takes part. */
export function probabilities(scores: readonly number[]): number[] {
	const highest = Math.max(0, ...scores);
	const shares = scores.map((bits) => 2 ** (bits - highest));
	const total = shares.reduce((sum, share) => sum + share, 2 ** -highest);
	return shares.map((share) => share / total);
}

function hitEvidence({ reference, form, source, matched, otherPrefix, quality }: Hit, indexed: IndexedOrder): Evidence {
	const finding: ReferenceFinding =
		source === "creditorReference"
			? "foundAsCreditorReference"
			: source === "endToEndId"
				? "foundAsEndToEndId"
				: otherPrefix
					? "foundWithOtherPrefix"
					: ({ whole: "found", withoutZeros: "foundWithoutZeros", end: "foundEnd" } as const)[form];
	const length = (form === "end" ? (reference.end ?? "") : (reference.mixed ?? reference.digits)).length;
	const weight = Math.min(length * BITS_PER_DIGIT, MOST_REFERENCE_BITS) + quality / 2 - 3;
	return about(indexed, reference.field, finding, matched, reference.raw, weight);
}

function amountEvidence(read: ReadPosting, indexed: IndexedOrder, index: OrderIndex): Evidence {
	const { amount } = read.posting;
	// A closed order has nothing open: that it cost just as much still says which one is meant.
	const expected = indexed.standing === "closed" ? indexed.order.amount : indexed.open;
	if (amount.currency === expected.currency && amount.minor === expected.minor) {
		return about(indexed, "amount", "amountEqual", amount, expected, rarity(index, index.byAmount(expected).length));
	}
	const finding: AmountFinding = amount.minor < expected.minor ? "amountPart" : "amountExceeds";
	return about(indexed, "amount", finding, amount, expected, DIFFERENT_AMOUNT);
}

function payerEvidence(
	{ finding, name }: PayerComparison,
	read: ReadPosting,
	indexed: IndexedOrder,
	index: OrderIndex,
): Evidence | null {
	if (name === null) return null;
	const rarest = Math.min(...name.words.map((word) => index.byNameWord(word).length || 1));
	const bits = rarity(index, rarest);
	const weight = {
		payerEqual: bits,
		payerAgrees: bits - 1,
		payerInText: bits - 1,
		payerRelated: bits / 3,
		payerOther: DIFFERENT_PAYER,
		payerUnnamed: 0,
		customerNumberFound: 0,
	} satisfies Record<PayerFinding, number>;
	return about(indexed, name.field, finding, read.payer.raw, name.raw, weight[finding]);
}

/** Nearly one of the order's numbers stands in the text: evidence where something else led to the order. */
function similarNumber({ mentions }: ReadPosting, indexed: IndexedOrder): Evidence | null {
	for (const reference of indexed.references) {
		const own = reference.mixed ?? reference.digits;
		const limit = own.length >= 7 ? 2 : own.length >= 4 ? 1 : 0;
		for (const { key, text, label } of limit === 0 ? [] : mentions) {
			if (label === "customer" || label === "other" || key.length < 4) continue;
			const distance = editDistance(key, own, limit);
			if (distance === null) continue;
			const weight = Math.min((own.length - 2) * BITS_PER_DIGIT, 12) - 4 * distance;
			return about(indexed, reference.field, "similar", text, reference.raw, weight);
		}
	}
	return null;
}

function customerEvidence(read: ReadPosting, indexed: IndexedOrder): Evidence | null {
	const mention = customerNumberMention(read, indexed);
	if (mention === null) return null;
	const weight = Math.min(mention.key.length * BITS_PER_DIGIT, 14);
	return about(
		indexed,
		"customerNumber",
		"customerNumberFound",
		mention.text,
		indexed.order.customerNumber ?? "",
		weight,
	);
}

function stateEvidence({ posting }: ReadPosting, indexed: IndexedOrder): Evidence[] {
	const { number } = indexed.order;
	const found: Evidence[] = [];
	if (indexed.standing === "closed") found.push(about(indexed, "order", "orderClosed", "", number, CLOSED));
	if (indexed.standing === "cancelled") found.push(about(indexed, "order", "cancelled", "", number, CANCELLED));
	if (indexed.placedOn !== null && posting.bookingDate < indexed.placedOn) {
		found.push(about(indexed, "order", "beforeOrder", posting.bookingDate, indexed.placedOn, BEFORE_ORDER));
	}
	if (posting.amount.currency !== indexed.open.currency) {
		found.push(about(indexed, "order", "otherCurrency", posting.amount, indexed.open, 0));
	}
	return found;
}

/** How much an agreement says that this many of all open orders share. */
function rarity(index: OrderIndex, sharing: number): number {
	return Math.log2((index.openCount + 2) / (sharing + 1));
}

function about(
	{ order }: IndexedOrder,
	field: Evidence["field"],
	finding: Evidence["finding"],
	matched: Quoted,
	expected: Quoted,
	bits: number,
): Evidence {
	return { field, finding, order: order.id, matched, expected, weight: Math.round(bits * 10) / 10 };
}
