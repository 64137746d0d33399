import { wordKey } from "../index/hashed-words.ts";

/** Bits, a power of two: so many that few other words fall on one of a hundred. */
const SIZE = 2048;

/** A few words that are looked for in every text: of nearly all others one bit says that they are none of them. */
export class WordFilter {
	readonly #bits = new Int32Array(SIZE / 32);

	/** @param words folded. */
	constructor(words: Iterable<string>) {
		for (const word of words) {
			const hash = wordKey(word);
			this.#bits[placeOf(hash)] = (this.#bits[placeOf(hash)] ?? 0) | (1 << hash);
		}
	}

	/** False where a word is certainly none of them. @param hash as the index has it of the word. */
	mayHold(hash: number): boolean {
		return (((this.#bits[placeOf(hash)] ?? 0) >>> hash) & 1) !== 0;
	}
}

/** The lowest five bits say which bit there. */
function placeOf(hash: number): number {
	return (hash >>> 5) & (SIZE / 32 - 1);
}
