import { type AmountFit, type FitKind, fitAmount } from "./amount-fit.ts";
import type { AmountFinding, Evidence, PayerFinding, Quoted, ReferenceField, ReferenceFinding } from "./evidence.ts";
import { doubtOfWords, type Hit } from "./find-named.ts";
import { customerKey, type IndexedOrder, type OrderIndex } from "./index-orders.ts";
import { compareParty, type Party } from "./party.ts";
import type { ReadPosting } from "./read-posting.ts";
import { type SimilarNumber, similarNumber } from "./similar-number.ts";
import type { Setting } from "./situation.ts";
import { bits, chanceOfAmount, chanceOfName, priorOfOpen, priorOfPaid } from "./weights.ts";

/** An order that could be meant, with all that a posting says for and against it. */
export interface Candidate {
	readonly indexed: IndexedOrder;
	/** Where the posting mentions it. */
	readonly hit: Hit | null;
	/** Where it nearly mentions it. */
	readonly similar: SimilarNumber | null;
	readonly fit: AmountFit;
	readonly party: Party;
	readonly evidence: readonly Evidence[];
	/** All weights and the order's share of the prior. */
	readonly bits: number;
}

/** What a number tells apart at most, in bits. */
const MOST_REFERENCE_BITS = 20;
/** Of a mixed number: letters and digits that cannot be confused. */
const BITS_PER_CHARACTER = 4;
const NO_NUMBER = -3;
const OTHER_NUMBER = -6;
/** One payment in fifty has a number with one error in typing, and 64 numbers are as near; one in 250 has two, of 2,000. */
const ONE_ERROR = Math.log2(50 * 64);
const TWO_ERRORS = Math.log2(250 * 2_000);
/** Shorter numbers may be anything. */
const SHORTEST_OF_FORM = 4;
const LETTER = /[A-Z]/;
const YEAR = /^20\d\d$/;
const BEFORE_ORDER = -7;
const CANCELLED = -2;

const AMOUNT: Readonly<Record<FitKind, { finding: AmountFinding; share: number; bits: number }>> = {
	// `share`: how often payments of an order look so, where the value itself tells; else `bits`.
	exact: { finding: "amountEqual", share: 0.93, bits: 0 },
	discounted: { finding: "amountDiscounted", share: 0.3, bits: 0 },
	converted: { finding: "amountConverted", share: 0.5, bits: 0 },
	tolerated: { finding: "amountTolerated", share: 0, bits: 0 },
	charged: { finding: "amountCharged", share: 0, bits: -2 },
	part: { finding: "amountPart", share: 0, bits: -6 },
	surplus: { finding: "amountExceeds", share: 0, bits: -6 },
	otherCurrency: { finding: "otherCurrency", share: 0, bits: -6 },
	nothingOpen: { finding: "amountExceeds", share: 0, bits: -6 },
};
const LATE_DISCOUNT = -3;
const LARGE_SURPLUS = -4;

export function weighOrder(setting: Setting, indexed: IndexedOrder, hit: Hit | null): Candidate {
	const { read, index, policy, customersOfAccount } = setting;
	const fit = fitAmount(read, indexed, policy);
	const party = compareParty(read, indexed, customersOfAccount);
	const similar = hit?.strong === true ? null : similarNumber(read, indexed);
	const evidence = [
		...numberEvidence(setting, indexed, hit, similar),
		...amountEvidence(setting, indexed, fit),
		...partyEvidence(setting, indexed, party),
		...stateEvidence(setting, indexed),
	];
	const prior = indexed.standing === "closed" ? priorOfPaid(index) : priorOfOpen(index);
	return {
		indexed,
		hit,
		similar,
		fit,
		party,
		evidence,
		bits: evidence.reduce((sum, { weight }) => sum + weight, prior),
	};
}

function numberEvidence(
	setting: Setting,
	indexed: IndexedOrder,
	hit: Hit | null,
	similar: SimilarNumber | null,
): Evidence[] {
	const found = hit === null ? null : hitEvidence(setting, indexed, hit);
	if (similar !== null) {
		const { reference, mention } = similar;
		const errors = similar.distance === 1 ? ONE_ERROR : TWO_ERRORS;
		const weight = roomBits(setting.index, indexed, similar) + wordBits(similar) - errors;
		if (found === null || weight > found.weight) {
			return [about(indexed, reference.field, "similar", mention.text, reference.raw, weight)];
		}
	}
	if (found !== null) return [found];
	const other = setting.otherNumber(indexed) ?? ofSameForm(setting.read, indexed);
	return [
		other === null
			? about(indexed, "orderNumber", "numberMissing", "", indexed.order.number, NO_NUMBER)
			: about(indexed, "orderNumber", "numberOther", other, indexed.order.number, OTHER_NUMBER),
	];
}

/** A number that looks like the order's own, and is not. */
function ofSameForm({ mentions }: ReadPosting, { references, order }: IndexedOrder): string | null {
	const customer = customerKey(order.customerNumber);
	const found = mentions.find(
		({ key, label, loose, fragment }) =>
			label === null &&
			!loose &&
			!fragment &&
			key !== customer &&
			key.length >= SHORTEST_OF_FORM &&
			!YEAR.test(key) &&
			references.some(({ mixed, digits }) =>
				mixed === null ? key.length === digits.length : key.length === mixed.length && LETTER.test(key),
			),
	);
	return found?.text ?? null;
}

function hitEvidence({ read, index }: Setting, indexed: IndexedOrder, hit: Hit): Evidence {
	const { reference, form, source, matched, otherPrefix, doubt } = hit;
	const finding: ReferenceFinding =
		source === "range"
			? "foundInRange"
			: source === "creditorReference"
				? "foundAsCreditorReference"
				: source === "endToEndId"
					? "foundAsEndToEndId"
					: otherPrefix
						? "foundWithOtherPrefix"
						: ({ whole: "found", withoutZeros: "foundWithoutZeros", end: "foundEnd" } as const)[form];
	const length = (form === "end" ? (reference.end ?? "") : (reference.mixed ?? reference.digits)).length;
	const tries = 1 + read.mentions.filter(({ key }) => key.length === length).length;
	// Of "000834" written as 834 there are a thousand.
	const written = form === "withoutZeros" ? reference.short.length : length;
	const room = Math.min(roomOf(index, indexed, reference.field, length), 10 ** written);
	const weight = Math.min(Math.log2(room / tries), MOST_REFERENCE_BITS);
	return about(indexed, reference.field, finding, matched, reference.raw, weight + 1 - doubt);
}

/** Out of how many numbers the mistyped one is, as bits. */
export function roomBits(index: OrderIndex, indexed: IndexedOrder, { reference }: SimilarNumber): number {
	const { field, digits, mixed } = reference;
	if (mixed !== null) return Math.min(mixed.length * BITS_PER_CHARACTER, MOST_REFERENCE_BITS);
	return Math.min(Math.log2(roomOf(index, indexed, field, digits.length)), MOST_REFERENCE_BITS);
}

/** What the words around the mistyped number add: that it is meant to be one of ours. */
export function wordBits({ mention, reference }: SimilarNumber): number {
	return Math.max(0, 1 - doubtOfWords(mention, reference));
}

/** How many numbers of this length there might be: chance hits one of them. */
function roomOf(index: OrderIndex, { order }: IndexedOrder, field: ReferenceField, length: number): number {
	return Math.max(index.numberRange(order.shop, field, length), 10 ** Math.max(0, Math.min(length, 9) - 1.5));
}

function amountEvidence({ read, index }: Setting, indexed: IndexedOrder, fit: AmountFit): Evidence[] {
	const { amount } = read.posting;
	if (indexed.standing === "closed") {
		// Nothing is open of it: that it cost just as much still says which one is meant.
		const cost = indexed.order.amount;
		const equal = amount.currency === cost.currency && amount.minor === cost.minor;
		return equal ? [about(indexed, "amount", "amountEqual", amount, cost, bits(0.9, chanceOfAmount(index, cost)))] : [];
	}
	const { finding, share, bits: plain } = AMOUNT[fit.kind];
	const value = fit.kind === "converted" ? indexed.open : amount;
	let weight = share > 0 ? bits(share, chanceOfAmount(index, value)) : plain;
	if (fit.kind === "tolerated" || fit.kind === "charged") weight += bits(0.05, chanceOfAmount(index, value));
	const isLate = fit.discount?.inTime === false;
	if (isLate) weight += LATE_DISCOUNT;
	if (fit.surplus > Math.max(fit.payment / 5, 1000)) weight += LARGE_SURPLUS;
	return [about(indexed, "amount", isLate ? "amountDiscountedLate" : finding, amount, indexed.open, weight)];
}

function partyEvidence({ read, index, customersOfAccount }: Setting, indexed: IndexedOrder, party: Party): Evidence[] {
	const found: Evidence[] = [];
	const { comparison, known, customerNumber } = party;
	const { name, finding } = comparison;
	if (known !== null) {
		const weight = 10 + Math.min(Math.log2(known.payments), 3);
		found.push(about(indexed, "iban", "payerKnown", known.iban, name?.raw ?? indexed.order.number, weight));
	}
	if (customerNumber !== null) {
		const weight = Math.min(customerNumber.key.length * 3.3, 16);
		const { text } = customerNumber;
		found.push(
			about(indexed, "customerNumber", "customerNumberFound", text, indexed.order.customerNumber ?? "", weight),
		);
	}
	if (name !== null) {
		const weight = nameBits(index, finding, name.words, read.payer.words);
		// Somebody else's account is the weaker sign where it is not the first time, or the number says who it is for.
		const explained = found.length > 0 && weight < 0;
		const stranger = finding === "payerOther" && known === null && customersOfAccount.length > 0 ? -1 : 0;
		found.push(about(indexed, name.field, finding, read.payer.raw, name.raw, explained ? 0 : weight + stranger));
	}
	return onceInFull(found);
}

/** Account, number and name speak of one and the same person: the best counts in full, the others a quarter. */
function onceInFull(found: readonly Evidence[]): Evidence[] {
	const best = Math.max(0, ...found.map(({ weight }) => weight));
	let full = false;
	return found.map((one) => {
		if (one.weight <= 0) return one;
		if (one.weight === best && !full) {
			full = true;
			return one;
		}
		return { ...one, weight: rounded(one.weight / 4) };
	});
}

function nameBits(index: OrderIndex, finding: PayerFinding, own: readonly string[], payer: readonly string[]): number {
	switch (finding) {
		case "payerEqual":
			return bits(0.75, chanceOfName(index, own));
		case "payerAgrees":
			return bits(0.5, chanceOfName(index, shared(own, payer)));
		case "payerInText":
			return bits(0.3, chanceOfName(index, own));
		case "payerRelated":
			return Math.max(-1, Math.min(8, bits(0.07, chanceOfName(index, shared(own, payer)))));
		case "payerOther":
			return -3;
		default:
			return 0;
	}
}

function shared(own: readonly string[], payer: readonly string[]): readonly string[] {
	const both = own.filter((word) => payer.includes(word));
	return both.length > 0 ? both : own.slice(0, 1);
}

function stateEvidence({ read: { posting } }: Setting, indexed: IndexedOrder): Evidence[] {
	const { number } = indexed.order;
	const found: Evidence[] = [];
	if (indexed.standing === "closed") found.push(about(indexed, "order", "orderClosed", "", number, 0));
	if (indexed.standing === "cancelled") found.push(about(indexed, "order", "cancelled", "", number, CANCELLED));
	if (indexed.placedOn !== null && posting.bookingDate < indexed.placedOn) {
		found.push(about(indexed, "order", "beforeOrder", posting.bookingDate, indexed.placedOn, BEFORE_ORDER));
	}
	return found;
}

function about(
	{ order }: IndexedOrder,
	field: Evidence["field"],
	finding: Evidence["finding"],
	matched: Quoted,
	expected: Quoted,
	weight: number,
): Evidence {
	return { field, finding, order: order.id, matched, expected, weight: rounded(weight) };
}

function rounded(weight: number): number {
	return Math.round(weight * 10) / 10;
}
