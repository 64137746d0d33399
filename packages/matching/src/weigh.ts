import { fitAmount } from "./amount-fit.ts";
import type { Candidate, NumberFound } from "./candidate.ts";
import type { ReferenceField, ReferenceFinding } from "./evidence.ts";
import { doubtOfWords, type Hit } from "./find-named.ts";
import type { IndexedOrder, OrderIndex } from "./index-orders.ts";
import { compareParty } from "./party.ts";
import { ofSameForm } from "./same-form.ts";
import { type SimilarNumber, similarNumber } from "./similar-number.ts";
import type { Setting } from "./situation.ts";
import { amountWeight } from "./weigh-amount.ts";
import { type PartyWeights, weighParty } from "./weigh-party.ts";
import { priorOfOpen, priorOfPaid, rounded } from "./weights.ts";

/** What a number tells apart at most, in bits. */
const MOST_REFERENCE_BITS = 20;
/** Of a mixed number: letters and digits that cannot be confused. */
const BITS_PER_CHARACTER = 4;
const NO_NUMBER = -3;
const OTHER_NUMBER = -6;
/** One payment in fifty has a number with one error in typing, and 64 numbers are as near; one in 250 has two, of 2,000. */
const ONE_ERROR = Math.log2(50 * 64);
const TWO_ERRORS = Math.log2(250 * 2_000);
/** Doubt from here on: another prefix stands there. */
const OTHER_PREFIX = 5;
export const BEFORE_ORDER = -7;
export const CANCELLED = -2;
const MISSING: NumberFound = {
	field: "orderNumber",
	finding: "numberMissing",
	matched: "",
	expected: null,
	weight: NO_NUMBER,
};
/** Used for one order after another. */
const OF_PARTY: PartyWeights = { account: 0, customerNumber: 0, name: 0 };

export function weighOrder<H extends Hit | null>(setting: Setting, indexed: IndexedOrder, hit: H): Candidate<H> {
	const { read, index, policy } = setting;
	const fit = fitAmount(read, indexed, policy);
	const party = compareParty(setting, indexed);
	const similar = hit?.strong === true ? null : mistyped(similarNumber(read, indexed), indexed);
	const number = ofNumber(setting, indexed, hit, similar);
	const amountBits = amountWeight(setting, indexed, fit);
	weighParty(setting, party, OF_PARTY);
	const { account, customerNumber, name } = OF_PARTY;
	const { standing } = indexed;
	let bits = standing === "closed" ? priorOfPaid(index) : priorOfOpen(index);
	bits += number.weight;
	bits += amountBits;
	bits += account;
	bits += customerNumber;
	bits += name;
	if (standing === "cancelled") bits += CANCELLED;
	if (indexed.isPlacedAfter(read.posting.bookingDate)) bits += BEFORE_ORDER;
	const partyBits = account + customerNumber + name;
	return { indexed, hit, similar, fit, party, number, amountBits, partyBits, bits };
}

/** With the prefix of another kind of number it is just that, another number; and so is the customer's own. */
function mistyped(similar: SimilarNumber | null, { customer }: IndexedOrder): SimilarNumber | null {
	if (similar === null || similar.mention.key === customer) return null;
	return doubtOfWords(similar.mention, similar.reference) >= OTHER_PREFIX ? null : similar;
}

function ofNumber(
	setting: Setting,
	indexed: IndexedOrder,
	hit: Hit | null,
	similar: SimilarNumber | null,
): NumberFound {
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
	const other = setting.otherNumber(indexed) ?? ofSameForm(setting, indexed);
	if (other === null) return MISSING;
	return { field: "orderNumber", finding: "numberOther", matched: other, expected: null, weight: OTHER_NUMBER };
}

function ofHit({ read, index }: Setting, indexed: IndexedOrder, hit: Hit): NumberFound {
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
