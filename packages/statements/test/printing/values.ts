import fc from "fast-check";
import { ibanOf } from "../../src/iban.ts";

export const GERMAN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789äöüÄÖÜ.,/()'&-:+?";
export const LATIN = `${GERMAN}éèàñçß`;
export const WIDE = `${LATIN}€łőžΩ漢😀`;

export const text = (letters: string, maxLength: number) =>
	fc
		.string({ unit: fc.constantFrom(...Array.from(letters), " "), minLength: 1, maxLength })
		.map((found) => found.replace(/[\s]+/g, " ").trim())
		// A separator before a number is the format's own, and so are a known tag and the quotes around a spreadsheet's cell.
		.filter((found) => found !== "" && !/[?>]\s*\d\s*\d|[A-Z]{4}\s*\+|^['"].*['"]$/.test(found));
/** SWIFT: no slash at either end and none doubled. Without E, which makes a spreadsheet's number of some. */
export const id = (maxLength: number) =>
	fc
		.string({ unit: fc.constantFrom(...Array.from("ABCDXFGH0123456789-./")), minLength: 1, maxLength })
		.filter((found) => !/^\/|\/$|\/\//.test(found));
export const option = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
export const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));

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

/** An IBAN of the given country and number with right check digits. */
function validIban(country: string, bban: string): string {
	for (let check = 2; check <= 98; check++) {
		const found = ibanOf(`${country}${String(check).padStart(2, "0")}${bban}`);
		if (found !== undefined) return found;
	}
	throw new Error(`no check digits for ${bban}`);
}
