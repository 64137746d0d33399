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

/** Shorter numbers have too many neighbours. */
const SHORTEST_FOR_ONE = 4;
const SHORTEST_FOR_TWO = 6;

const NEAR = 30;

/** The nearest, or null. Evidence only where something else led to the order: numbers are dense, typing errors hit others. */
export function similarNumber({ mentions }: ReadPosting, indexed: IndexedOrder): SimilarNumber | null {
	let best: SimilarNumber | null = null;
	for (const reference of indexed.references) {
		for (const own of reference.mixed !== null
			? [reference.mixed]
			: reference.end === null
				? [reference.digits]
				: [reference.digits, reference.end]) {
			const limit = own.length >= SHORTEST_FOR_TWO ? 2 : own.length >= SHORTEST_FOR_ONE ? 1 : 0;
			for (const mention of limit === 0 ? [] : mentions) {
				if (mention.label === "customer" || mention.label === "other") continue;
				const distance = editDistance(mention.key, own, limit);
				if (distance === null || distance === 0) continue;
				if (best === null || distance < best.distance)
					best = { reference, mention, distance: distance === 1 ? 1 : 2, near: isNear(mention.key, own) };
			}
		}
	}
	return best;
}

function isNear(key: string, own: string): boolean {
	return key.length === own.length && Math.abs(Number(key) - Number(own)) <= NEAR;
}
