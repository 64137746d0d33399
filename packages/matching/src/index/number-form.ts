import type { Reference } from "../references.ts";

const ZERO = 48;
/** So many digits, the last ones, make a number of four bytes. */
const MOST_KEPT = 9;
/** Numbers of more digits are of too many forms. */
export const MOST_DIGITS = 12;
/** So many of the last digits tell most numbers apart. */
const LAST_DIGITS = 3;

/**
 * What a number of ours is like, but for its letters and its last nine digits: of such forms a shop has few, and of each order
 * only these digits have to be kept.
 */
export class NumberForm {
	/** `formKey` of its numbers. */
	readonly key: number;
	/** How many digits there are. */
	readonly length: number;
	/** How many of them in the last group, where that alone may stand for the number; else 0. */
	readonly end: number;
	/** The digits before the last nine, as a number. */
	readonly #first: number;
	readonly #isGrouped: boolean;

	constructor(reference: Reference) {
		const { digits, end, groups } = reference;
		this.key = formKey(reference);
		this.length = digits.length;
		this.end = end?.length ?? 0;
		this.#first = readDigits(digits, 0, digits.length - MOST_KEPT);
		this.#isGrouped = groups > 1;
	}

	/** Writes all of the number's digits, as characters, to the beginning of an array. */
	write(kept: number, digits: Uint8Array): void {
		const own = this.length - MOST_KEPT;
		let rest = kept;
		for (let i = this.length - 1; i >= 0; i--) {
			if (i === own - 1) rest = this.#first;
			const next = (rest / 10) | 0;
			digits[i] = ZERO + rest - next * 10;
			rest = next;
		}
	}

	/** False where a text certainly stands for the number in no form, which is told by its last digits. */
	mayBe(text: string, kept: number): boolean {
		// In "2026-008", written as 20268, only the last digit is in its place, and not in "2026-000".
		const isCertain = !this.#isGrouped || text.length === this.length;
		if (!isCertain && kept % 10 === 0) return true;
		let rest = kept;
		for (let at = text.length - 1; at >= 0 && at >= text.length - (isCertain ? LAST_DIGITS : 1); at--) {
			const next = (rest / 10) | 0;
			if (text.charCodeAt(at) !== ZERO + rest - next * 10) return false;
			rest = next;
		}
		return true;
	}
}

/** Equal for numbers of one form, and for no others. */
export function formKey({ digits, end, groups }: Reference): number {
	const first = readDigits(digits, 0, digits.length - MOST_KEPT);
	return (first << 9) | ((end?.length ?? 0) << 5) | (digits.length << 1) | (groups > 1 ? 1 : 0);
}

/** The digits of a number that its form leaves out. */
export function keptDigits({ digits }: Reference): number {
	return readDigits(digits, Math.max(0, digits.length - MOST_KEPT), digits.length);
}

function readDigits(digits: string, start: number, end: number): number {
	let value = 0;
	for (let i = start; i < end; i++) value = value * 10 + digits.charCodeAt(i) - ZERO;
	return value;
}
