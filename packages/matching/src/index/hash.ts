/*
 * 32 bit hashes. Texts are hashed as polynomials over their characters, so that the hash of a number with one digit changed,
 * left out, added or swapped follows from the hash of the number (edit-neighbours.ts) without building its text.
 */

/** What the polynomial is evaluated at: odd, bits spread. */
export const BASE = 0x9e3779b1 | 0;

/** What a key is about: the same text as a reference and as a name are two keys. */
export const KEY = { reference: 1, customer: 2, name: 3, word: 4, amount: 5, prefix: 6, block: 7 } as const;

export function hashText(text: string): number {
	return hashStart(text, text.length);
}

/** Of a text's first characters. */
export function hashStart(text: string, length: number): number {
	let sum = 0;
	for (let i = 0; i < length; i++) sum = (Math.imul(sum, BASE) + text.charCodeAt(i)) | 0;
	return finishHash(sum, length);
}

/** From a polynomial and the text's length to a hash of which every bit can be used. */
export function finishHash(sum: number, length: number): number {
	return spread(sum ^ Math.imul(length, 0x7feb352d));
}

/** The hash of two things together; which comes first matters. */
export function mixHash(first: number, second: number): number {
	return spread(Math.imul(first, 0x2c1b3c6d) ^ (second + 0x297a2d39));
}

/** Whole numbers up to 2^53, which is what amounts are. */
export function hashNumber(value: number): number {
	return mixHash(value | 0, Math.floor(value / 0x1_0000_0000) | 0);
}

/** The finalizer of MurmurHash3: nothing is lost, every bit of the result depends on all of the input. */
function spread(bits: number): number {
	let mixed = bits ^ (bits >>> 16);
	mixed = Math.imul(mixed, 0x85ebca6b);
	mixed ^= mixed >>> 13;
	mixed = Math.imul(mixed, 0xc2b2ae35);
	return mixed ^ (mixed >>> 16);
}
