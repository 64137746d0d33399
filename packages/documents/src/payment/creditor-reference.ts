import { type Checked, checked, problem } from "../problem.ts";

/**
 * Creditor references by ISO 11649: "RF", two check digits (mod 97), up to 21 letters and digits. Banks carry them as
 * `Strd/CdtrRefInf/Ref`, unlike free text unchanged to the payee.
 */

/**
 * The reference for a number of ours. Separators ("2026-0815/7") are dropped, so numbers that differ in nothing else share one
 * reference: where that can be, the caller adds a part of its own.
 */
export function creditorReference(number: string): Checked<string> {
	const body = number.toUpperCase().replace(/[\s./\\_#+:,-]/g, "");
	const fits = /^[A-Z0-9]{1,21}$/.test(body);
	const problems = fits
		? []
		: [
				problem(
					"reference",
					"creditor-reference",
					`Aus "${number}" wird keine Referenz nach ISO 11649: sie hat 1 bis 21 Buchstaben (ohne Umlaute) und Ziffern.`,
					`"${number}" makes no ISO 11649 reference: it has 1 to 21 letters (without accents) and digits.`,
				),
			];
	return checked(problems, () => `RF${String(98 - remainder97(`${body}RF00`)).padStart(2, "0")}${body}`);
}

/** Whether the text, with or without blanks, is a reference with right check digits. */
export function isCreditorReference(text: string): boolean {
	const plain = plainReference(text);
	return /^RF\d{2}[A-Z0-9]{1,21}$/.test(plain) && remainder97(plain.slice(4) + plain.slice(0, 4)) === 1;
}

/** Without blanks, in upper case: as it stands in files. */
export function plainReference(text: string): string {
	return text.replace(/\s/g, "").toUpperCase();
}

/** In groups of four: as it is printed. */
export function printedReference(reference: string): string {
	return plainReference(reference).replace(/(.{4})(?=.)/g, "$1 ");
}

function remainder97(text: string): number {
	let remainder = 0;
	for (const character of text) {
		const value = Number.parseInt(character, 36);
		remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
	}
	return remainder;
}
