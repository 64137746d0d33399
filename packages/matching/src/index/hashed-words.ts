import { hashText, KEY, mixHash } from "./hash.ts";

/** Words as the index compares them: their hashes, and one bit for each in a signature. */
export interface HashedWords {
	readonly hashes: readonly number[];
	/** Where this has no bit in common with the signature of other words, no word is the same. */
	readonly signature: number;
}

export function hashWords(words: readonly string[]): HashedWords {
	const hashes: number[] = [];
	let signature = 0;
	for (const word of words) {
		const hash = wordKey(word);
		hashes.push(hash);
		signature |= signatureBit(hash);
	}
	return { hashes, signature };
}

export function wordKey(word: string): number {
	return mixHash(hashText(word), KEY.word);
}

/** One of 32. */
export function signatureBit(hash: number): number {
	return 1 << (hash >>> 27);
}
