import { BASE, finishHash } from "./hash.ts";

const ZERO = 48;
const NINE = 57;

/**
 * The text hashes of everything one edit away from a number (a digit replaced, swapped with the next, left out, added): about
 * 20 for each digit. None is built as a text: a polynomial's value at one place more or less follows from its parts.
 * @param ofLength whether neighbours of this length are wanted.
 */
export function neighbourHashes(digits: string, ofLength: (length: number) => boolean = () => true): number[] {
	const n = digits.length;
	const codes = Array.from(digits, (digit) => digit.charCodeAt(0));
	const powers = [1];
	for (let i = 0; i <= n; i++) powers.push(Math.imul(powers[i] ?? 0, BASE));
	const heads = [0];
	for (const [i, code] of codes.entries()) heads.push((Math.imul(heads[i] ?? 0, BASE) + code) | 0);
	const whole = heads[n] ?? 0;
	const power = (exponent: number) => powers[exponent] ?? 0;
	/** The first `i` digits, moved `by` places to the left. */
	const head = (i: number, by: number) => Math.imul(heads[i] ?? 0, power(by));
	/** The digits from `i` on. */
	const tail = (i: number) => whole - head(i, n - i);

	const found: number[] = [];
	const [shorter, equal, longer] = [n > 1 && ofLength(n - 1), ofLength(n), ofLength(n + 1)];
	for (const [i, code] of codes.entries()) {
		const place = power(n - 1 - i);
		for (let other = ZERO; equal && other <= NINE; other++) {
			if (other !== code) found.push(finishHash((whole + Math.imul(other - code, place)) | 0, n));
		}
		const next = codes[i + 1];
		if (equal && next !== undefined && next !== code) {
			const swapped = Math.imul(next - code, place) + Math.imul(code - next, power(n - 2 - i));
			found.push(finishHash((whole + swapped) | 0, n));
		}
		// Of equal digits in a row it does not matter which is missing, nor where one is added.
		if (shorter && code !== codes[i - 1]) found.push(finishHash((head(i, n - 1 - i) + tail(i + 1)) | 0, n - 1));
	}
	for (let i = 0; longer && i <= n; i++) {
		for (let added = ZERO; added <= NINE; added++) {
			if (added === codes[i - 1]) continue;
			found.push(finishHash((head(i, n - i + 1) + Math.imul(added, power(n - i)) + tail(i)) | 0, n + 1));
		}
	}
	return found;
}
