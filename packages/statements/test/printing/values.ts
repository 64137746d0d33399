import fc from "fast-check";
import { Chance } from "../fuzz/chance.ts";

export const GERMAN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789äöüÄÖÜ.,/()'&-:+?";
export const LATIN = `${GERMAN}éèàñçß`;
export const WIDE = `${LATIN}€łőžΩ漢😀`;

/**
 * A string of so many of these letters. Drawn from one number instead of letter by letter, of which fast-check makes a value
 * each: that took most of a test's time. It shrinks to its beginning.
 */
export function drawn(letters: string, minLength: number, maxLength: number): fc.Arbitrary<string> {
	const units = Array.from(letters);
	return fc.tuple(fc.integer({ min: minLength, max: maxLength }), fc.integer()).map(([length, seed]) => {
		const chance = new Chance(seed);
		return Array.from({ length }, () => chance.one(units)).join("");
	});
}

export const text = (letters: string, maxLength: number) =>
	drawn(`${letters} `, 1, maxLength)
		.map((found) => found.replace(/[\s]+/g, " ").trim())
		// A separator before a number is the format's own, and so are a known tag and the quotes around a spreadsheet's cell.
		.filter((found) => found !== "" && !/[?>]\s*\d\s*\d|[A-Z]{4}\s*\+|^['"].*['"]$/.test(found));
/** SWIFT: no slash at either end and none doubled. Without E, which makes a spreadsheet's number of some. */
export const id = (maxLength: number) =>
	drawn("ABCDXFGH0123456789-./", 1, maxLength).filter((found) => !/^\/|\/$|\/\//.test(found));
const DIGITS = "0123456789";
/** Of references and codes. */
export const CAPITALS = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${DIGITS}`;
export const option = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
export const digits = (count: number) => drawn(DIGITS, count, count);

/** Nobody pays from his own account to itself, so the banks differ. */
export const ownIban = digits(10).map((number) => validIban("DE", `37040044${number}`));
export const iban = fc.oneof(
	digits(10).map((number) => validIban("DE", `50010517${number}`)),
	digits(16).map((bban) => validIban("AT", bban)),
	digits(10).map((number) => validIban("NL", `INGB${number}`)),
);
export const day = fc
	.date({ min: new Date("2000-01-01"), max: new Date("2049-12-31"), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10));
export const minor = fc.oneof(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 99_999_999_999 }));
export const currency = fc.constantFrom("EUR", "EUR", "CHF", "JPY", "KWD");

export function shifted(from: string, days: number): string {
	return new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
}

/** An IBAN of the given country and number with right check digits (ISO 13616: 98 less the remainder of 97). */
function validIban(country: string, bban: string): string {
	const number = `${bban}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
	return `${country}${String(98n - (BigInt(number) % 97n)).padStart(2, "0")}${bban}`;
}
