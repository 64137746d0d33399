import { BASE, finishHash } from "./hash.ts";

const ZERO = 48;
const NINE = 57;
/** Longer numbers are never looked up so. */
const LONGEST = 32;
/** By exponent: of a place in the polynomial. */
const POWERS = powers();
/** The polynomials of a number's first digits; used within one call only. */
const heads = new Int32Array(LONGEST + 2);
/** What is found: about 20 for each digit; used within one call only. */
const found = new Int32Array(LONGEST * 32);

/**
 * The text hashes of everything one edit away from a number (a digit replaced, swapped with the next, left out, added). None is
 * built as a text: a polynomial's value at one place more or less follows from its parts.
 * @param ofLength whether neighbours of this length are wanted.
 * @returns a part of an array that the next call writes to.
 */
export function neighbourHashes(digits: string, ofLength: (length: number) => boolean = () => true): Int32Array {
	const n = digits.length;
	if (n > LONGEST) return found.subarray(0, 0);
	for (let i = 0; i < n; i++) heads[i + 1] = Math.imul(head(i), BASE) + digits.charCodeAt(i);
	const whole = head(n);
	/** The first `i` digits moved `by` places to the left, and all from `from` on. */
	const parts = (i: number, by: number, from: number) =>
		(Math.imul(head(i), power(by)) + whole - Math.imul(head(from), power(n - from))) | 0;

	let count = 0;
	const [shorter, equal, longer] = [n > 1 && ofLength(n - 1), ofLength(n), ofLength(n + 1)];
	for (let i = 0; i < n; i++) {
		const code = digits.charCodeAt(i);
		const place = power(n - 1 - i);
		for (let other = ZERO; equal && other <= NINE; other++) {
			if (other !== code) found[count++] = finishHash((whole + Math.imul(other - code, place)) | 0, n);
		}
		const next = i + 1 < n ? digits.charCodeAt(i + 1) : code;
		if (equal && next !== code) {
			const swapped = Math.imul(next - code, place) + Math.imul(code - next, power(n - 2 - i));
			found[count++] = finishHash((whole + swapped) | 0, n);
		}
		// Of equal digits in a row it does not matter which is missing, nor where one is added.
		const isRepeated = i > 0 && code === digits.charCodeAt(i - 1);
		if (shorter && !isRepeated) found[count++] = finishHash(parts(i, n - 1 - i, i + 1), n - 1);
	}
	for (let i = 0; longer && i <= n; i++) {
		const before = i > 0 ? digits.charCodeAt(i - 1) : 0;
		for (let added = ZERO; added <= NINE; added++) {
			if (added === before) continue;
			found[count++] = finishHash((parts(i, n - i + 1, i) + Math.imul(added, power(n - i))) | 0, n + 1);
		}
	}
	return found.subarray(0, count);
}

function head(length: number): number {
	return heads[length] ?? 0;
}

function power(exponent: number): number {
	return POWERS[exponent] ?? 0;
}

function powers(): Int32Array {
	const all = new Int32Array(LONGEST + 2).fill(1);
	for (let i = 1; i < all.length; i++) all[i] = Math.imul(all[i - 1] ?? 0, BASE);
	return all;
}
