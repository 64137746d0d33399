import { editDistance, mayDiffer } from "./edit-distance.ts";
import { MOST_DIGITS, type NumberForm } from "./index/number-form.ts";
import type { IndexedOrder, OwnReference } from "./index-orders.ts";
import type { ReadPosting } from "./read-posting.ts";
import type { Mention } from "./scan-text.ts";

/** Nearly one of an order's numbers stands in the text. */
export interface SimilarNumber {
	readonly reference: OwnReference;
	readonly mention: Mention;
	/** Errors in typing: a digit changed, left out, added, or two swapped. */
	readonly distance: 1 | 2;
	/** Not far from it in the series either: it could well be the number of the next order. */
	readonly near: boolean;
}

const MOST_ERRORS = 2;
/** Shorter numbers have too many neighbours; of an end without its beginning even more would fit. */
const SHORTEST_FOR_ONE = 4;
const SHORTEST_END = 5;
const SHORTEST_FOR_TWO = 6;
/** Pieces put together have to make up a number that long. */
const SHORTEST_JOINED = 5;
const NEAR = 30;

/** The nearest, or null. Evidence only where something else led to the order: numbers are dense, typing errors hit others. */
export function similarNumber({ comparable }: ReadPosting, indexed: IndexedOrder): SimilarNumber | null {
	if (comparable.length === 0) return null;
	const { forms } = indexed;
	let best: SimilarNumber | null = null;
	if (forms === null) {
		for (const reference of indexed.references) best = nearestOf(reference, comparable, best);
		return best;
	}
	for (let i = 0; i < forms.length; i++) {
		const form = forms[i];
		if (form === undefined || !mayBeSimilar(comparable, form, indexed.digits(i))) continue;
		const reference = indexed.reference(i);
		if (reference !== undefined) best = nearestOf(reference, comparable, best);
	}
	return best;
}

/** Digits of one number; used within one call only. */
const DIGITS = new Uint8Array(MOST_DIGITS);

/** False where certainly none is near: mostly, and told without the order's texts. */
function mayBeSimilar(comparable: readonly Mention[], form: NumberForm, kept: number): boolean {
	const { length, end } = form;
	let isWritten = false;
	for (const { key } of comparable) {
		if (Math.abs(key.length - length) > MOST_ERRORS && Math.abs(key.length - end) > MOST_ERRORS) continue;
		if (!isWritten) form.write(kept, DIGITS);
		isWritten = true;
		if (length >= SHORTEST_FOR_ONE && mayDiffer(key, DIGITS, 0, length, limitOf(length))) return true;
		if (end >= SHORTEST_END && mayDiffer(key, DIGITS, length - end, length, limitOf(end))) return true;
	}
	return false;
}

/** How many errors may be in a number of so many digits. */
function limitOf(length: number): 1 | 2 {
	return length >= SHORTEST_FOR_TWO ? 2 : 1;
}

function nearestOf(
	reference: OwnReference,
	comparable: readonly Mention[],
	best: SimilarNumber | null,
): SimilarNumber | null {
	const { mixed, digits, end } = reference;
	const whole = mixed ?? digits;
	let found = best;
	if (whole.length >= SHORTEST_FOR_ONE) found = nearest(whole, reference, comparable, found);
	if (mixed === null && end !== null && end.length >= SHORTEST_END) found = nearest(end, reference, comparable, found);
	return found;
}

/** @param own how the reference may be written. @param best what was nearest so far. */
function nearest(
	own: string,
	reference: OwnReference,
	comparable: readonly Mention[],
	best: SimilarNumber | null,
): SimilarNumber | null {
	let found = best;
	for (const mention of comparable) {
		const distance = editDistance(mention.key, own, limitOf(own.length));
		if (distance === null || distance === 0 || (found !== null && distance >= found.distance)) continue;
		found = { reference, mention, distance: distance === 1 ? 1 : 2, near: isNear(mention.key, own) };
	}
	return found;
}

/** Those that may be a number of ours with an error in typing. */
export function comparableMentions(mentions: readonly Mention[]): Mention[] {
	return mentions.filter((mention) => isComparable(mention) && !isPiece(mention, mentions));
}

function isComparable({ label, joined, key }: Mention): boolean {
	return label !== "customer" && label !== "other" && !(joined && key.length < SHORTEST_JOINED);
}

/** A digit or two more follow or precede, spaced: then that is the number. */
function isPiece({ start, end, key }: Mention, mentions: readonly Mention[]): boolean {
	return mentions.some(
		(other) =>
			other.joined &&
			other.start <= start &&
			other.end >= end &&
			other.key.length > key.length &&
			other.key.length - key.length <= 2,
	);
}

function isNear(key: string, own: string): boolean {
	return key.length === own.length && Math.abs(Number(key) - Number(own)) <= NEAR;
}
