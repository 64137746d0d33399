import { type AmountFit, type FitKind, fitAmount } from "./amount-fit.ts";
import {
	Candidate,
	type Found,
	OWN_AMOUNT,
	OWN_CUSTOMER,
	OWN_DAY,
	OWN_NAME,
	OWN_NAME_TEXT,
	OWN_NUMBER,
	OWN_OPEN,
} from "./candidate.ts";
import type { AmountFinding, PayerFinding, ReferenceField, ReferenceFinding } from "./evidence.ts";
import { doubtOfWords, type Hit } from "./find-named.ts";
import type { IndexedOrder, OrderIndex } from "./index-orders.ts";
import { compareParty, type Party } from "./party.ts";
import { ofSameForm } from "./same-form.ts";
import { type SimilarNumber, similarNumber } from "./similar-number.ts";
import type { Setting } from "./situation.ts";
import { bits, chanceOfAmount, chanceOfName, priorOfOpen, priorOfPaid } from "./weights.ts";

/** What a number tells apart at most, in bits. */
const MOST_REFERENCE_BITS = 20;
/** Of a mixed number: letters and digits that cannot be confused. */
const BITS_PER_CHARACTER = 4;
const NO_NUMBER = -3;
const OTHER_NUMBER = -6;
/** One payment in fifty has a number with one error in typing, and 64 numbers are as near; one in 250 has two, of 2,000. */
const ONE_ERROR = Math.log2(50 * 64);
const TWO_ERRORS = Math.log2(250 * 2_000);
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

export function weighOrder<H extends Hit | null>(setting: Setting, indexed: IndexedOrder, hit: H): Candidate<H> {
	const { read, index, policy } = setting;
	const fit = fitAmount(read, indexed, policy);
	const party = compareParty(setting, indexed);
	const similar = hit?.strong === true ? null : similarNumber(read, indexed);
	const number = ofNumber(setting, indexed, hit, similar);
	const amount = ofAmount(setting, indexed, fit);
	const found: Found[] = amount === null ? [number] : [number, amount];
	addParty(setting, party, found);
	addState(setting, indexed, found);
	const prior = indexed.standing === "closed" ? priorOfPaid(index) : priorOfOpen(index);
	return new Candidate(indexed, hit, similar, fit, party, found, prior);
}

function ofNumber(setting: Setting, indexed: IndexedOrder, hit: Hit | null, similar: SimilarNumber | null): Found {
	const found = hit === null ? null : ofHit(setting, indexed, hit);
	if (similar !== null) {
		const { reference, mention } = similar;
		const errors = similar.distance === 1 ? ONE_ERROR : TWO_ERRORS;
		const weight = roomBits(setting.index, indexed, similar) + wordBits(similar) - errors;
		if (found === null || weight > found.weight) {
			const { field, raw } = reference;
			return { field, finding: "similar", matched: mention.text, expected: raw, weight: rounded(weight) };
		}
	}
	if (found !== null) return found;
	const about = { field: "orderNumber", expected: OWN_NUMBER } as const;
	const other = setting.otherNumber(indexed) ?? ofSameForm(setting, indexed);
	return other === null
		? { ...about, finding: "numberMissing", matched: "", weight: NO_NUMBER }
		: { ...about, finding: "numberOther", matched: other, weight: OTHER_NUMBER };
}

function ofHit({ read, index }: Setting, indexed: IndexedOrder, hit: Hit): Found {
	const { reference, form, matched, doubt } = hit;
	const length = (form === "end" ? (reference.end ?? "") : (reference.mixed ?? reference.digits)).length;
	let tries = 1;
	for (const { key } of read.mentions) if (key.length === length) tries++;
	// Of "000834" written as 834 there are a thousand.
	const written = form === "withoutZeros" ? reference.short.length : length;
	const room = Math.min(roomOf(index, indexed, reference.field, length), 10 ** written);
	const weight = rounded(Math.min(Math.log2(room / tries), MOST_REFERENCE_BITS) + 1 - doubt);
	return { field: reference.field, finding: findingOf(hit), matched, expected: reference.raw, weight };
}

const BY_FORM = { whole: "found", withoutZeros: "foundWithoutZeros", end: "foundEnd" } as const;

function findingOf({ source, otherPrefix, form }: Hit): ReferenceFinding {
	if (source === "range") return "foundInRange";
	if (source === "creditorReference") return "foundAsCreditorReference";
	if (source === "endToEndId") return "foundAsEndToEndId";
	return otherPrefix ? "foundWithOtherPrefix" : BY_FORM[form];
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
function roomOf(index: OrderIndex, { shop }: IndexedOrder, field: ReferenceField, length: number): number {
	return Math.max(index.numberRange(shop, field, length), 10 ** Math.max(0, Math.min(length, 9) - 1.5));
}

function ofAmount({ read, index }: Setting, indexed: IndexedOrder, fit: AmountFit): Found | null {
	const { amount } = read.posting;
	if (indexed.standing === "closed") {
		// Nothing is open of it: that it cost just as much still says which one is meant.
		if (amount.minor !== indexed.amountMinor || amount.currency !== indexed.amount.currency) return null;
		const weight = rounded(bits(0.9, chanceOfAmount(index, amount)));
		return { field: "amount", finding: "amountEqual", matched: amount, expected: OWN_AMOUNT, weight };
	}
	const { finding, share, bits: plain } = AMOUNT[fit.kind];
	const value = fit.kind === "converted" ? indexed.open : amount;
	let weight = share > 0 ? bits(share, chanceOfAmount(index, value)) : plain;
	if (fit.kind === "tolerated" || fit.kind === "charged") weight += bits(0.05, chanceOfAmount(index, value));
	const isLate = fit.discount?.inTime === false;
	if (isLate) weight += LATE_DISCOUNT;
	if (fit.surplus > Math.max(fit.payment / 5, 1000)) weight += LARGE_SURPLUS;
	return {
		field: "amount",
		finding: isLate ? "amountDiscountedLate" : finding,
		matched: amount,
		expected: OWN_OPEN,
		weight: rounded(weight),
	};
}

/** Account, number and name speak of one and the same person: the best counts in full, the others a quarter. */
function addParty(setting: Setting, party: Party, found: Found[]): void {
	const { known, customerNumber, comparison } = party;
	const ofAccount = known === null ? null : rounded(10 + Math.min(Math.log2(known.payments), 3));
	const ofNumber = customerNumber === null ? null : rounded(Math.min(customerNumber.key.length * 3.3, 16));
	const ofName = party.hasName ? rounded(nameWeight(setting, party)) : null;
	const best = Math.max(0, ofAccount ?? 0, ofNumber ?? 0, ofName ?? 0);
	if (known !== null && ofAccount !== null) {
		const expected = party.hasName ? (comparison.name?.raw ?? OWN_NAME_TEXT) : OWN_NUMBER;
		found.push({
			field: "iban",
			finding: "payerKnown",
			matched: known.iban,
			expected,
			weight: shareOf(ofAccount, best, false),
		});
	}
	if (customerNumber !== null && ofNumber !== null) {
		const { text } = customerNumber;
		found.push({
			field: "customerNumber",
			finding: "customerNumberFound",
			matched: text,
			expected: OWN_CUSTOMER,
			weight: shareOf(ofNumber, best, ofAccount === best),
		});
	}
	if (ofName !== null) {
		const { name, finding } = comparison;
		found.push({
			field: name?.field ?? "name",
			finding,
			matched: setting.read.payer.raw,
			expected: name?.raw ?? OWN_NAME,
			weight: shareOf(ofName, best, ofAccount === best || ofNumber === best),
		});
	}
}

/** @param isCounted another one is as good, and counts in full. */
function shareOf(weight: number, best: number, isCounted: boolean): number {
	return weight <= 0 || (weight === best && !isCounted) ? weight : rounded(weight / 4);
}

function nameWeight({ index, customersOfAccount }: Setting, { comparison, known, customerNumber }: Party): number {
	const { finding, words } = comparison;
	const weight = nameBits(index, finding, words);
	// Somebody else's account is the weaker sign where it is not the first time, or the number says who it is for.
	if (weight < 0 && (known !== null || customerNumber !== null)) return 0;
	return weight + (finding === "payerOther" && known === null && customersOfAccount.length > 0 ? -1 : 0);
}

function nameBits(index: OrderIndex, finding: PayerFinding, words: readonly number[]): number {
	switch (finding) {
		case "payerEqual":
			return bits(0.75, chanceOfName(index, words));
		case "payerAgrees":
			return bits(0.5, chanceOfName(index, words));
		case "payerInText":
			return bits(0.3, chanceOfName(index, words));
		case "payerRelated":
			return Math.max(-1, Math.min(8, bits(0.07, chanceOfName(index, words))));
		case "payerOther":
			return -3;
		default:
			return 0;
	}
}

function addState({ read }: Setting, indexed: IndexedOrder, found: Found[]): void {
	const about = { field: "order", matched: "", expected: OWN_NUMBER } as const;
	if (indexed.standing === "closed") found.push({ ...about, finding: "orderClosed", weight: 0 });
	if (indexed.standing === "cancelled") found.push({ ...about, finding: "cancelled", weight: CANCELLED });
	const day = read.posting.bookingDate;
	if (indexed.isPlacedAfter(day)) {
		found.push({ field: "order", finding: "beforeOrder", matched: day, expected: OWN_DAY, weight: BEFORE_ORDER });
	}
}

function rounded(weight: number): number {
	return Math.round(weight * 10) / 10;
}
