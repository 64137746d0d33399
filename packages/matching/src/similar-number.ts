import { editDistance } from "./edit-distance.ts";
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
	let best: SimilarNumber | null = null;
	for (const reference of indexed.references) {
		const { mixed, digits, end } = reference;
		const whole = mixed ?? digits;
		if (whole.length >= SHORTEST_FOR_ONE) best = nearest(whole, reference, comparable, best);
		if (mixed === null && end !== null && end.length >= SHORTEST_END) best = nearest(end, reference, comparable, best);
	}
	return best;
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
		const distance = editDistance(mention.key, own, own.length >= SHORTEST_FOR_TWO ? 2 : 1);
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
