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
export function similarNumber({ mentions }: ReadPosting, indexed: IndexedOrder): SimilarNumber | null {
	let best: SimilarNumber | null = null;
	for (const reference of indexed.references) {
		for (const own of writings(reference)) {
			for (const mention of mentions) {
				if (!isComparable(mention) || isPiece(mention, mentions)) continue;
				const distance = editDistance(mention.key, own, own.length >= SHORTEST_FOR_TWO ? 2 : 1);
				if (distance === null || distance === 0 || (best !== null && distance >= best.distance)) continue;
				best = { reference, mention, distance: distance === 1 ? 1 : 2, near: isNear(mention.key, own) };
			}
		}
	}
	return best;
}

/** How a reference may be written, as far as it is long enough to be compared. */
function writings({ mixed, digits, end }: OwnReference): string[] {
	if (mixed !== null) return mixed.length >= SHORTEST_FOR_ONE ? [mixed] : [];
	const found = digits.length >= SHORTEST_FOR_ONE ? [digits] : [];
	return end !== null && end.length >= SHORTEST_END ? [...found, end] : found;
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
