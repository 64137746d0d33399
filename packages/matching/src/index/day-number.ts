const ZERO = 48;
const HYPHEN = 45;
/** Comes after every day. */
export const UNREADABLE_DAY = 99_999_999;

/**
 * The day with which a text begins, "2026-11-05", as 20261105: of two such texts the one that comes later is the larger number.
 * `UNREADABLE_DAY` where it does not begin so.
 */
export function dayNumber(text: string): number {
	let number = 0;
	for (let i = 0; i < 10; i++) {
		const code = text.charCodeAt(i);
		if (i === 4 || i === 7) {
			if (code !== HYPHEN) return UNREADABLE_DAY;
			continue;
		}
		const digit = code - ZERO;
		if (!(digit >= 0 && digit <= 9)) return UNREADABLE_DAY;
		number = number * 10 + digit;
	}
	return number;
}
