import { mod97Holds } from "./creditor-reference.ts";

/** A part of a text: from `start` up to, not including, `end`. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** Where digits mean something else than a number of ours. */
const PATTERNS: readonly RegExp[] = [
	// dates: 12.11.2026, 12.11.26, 12.11., 12/11/2026, 2026-11-12
	/(?<!\d)(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:(?:19|20)?\d{2}(?!\d))?/g,
	/(?<![\d/])(?:0?[1-9]|[12]\d|3[01])\/(?:0?[1-9]|1[0-2])\/(?:19|20)\d{2}(?![\d/])/g,
	/(?<![\d-])(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-])/g,
	// times: 14:05, 14:05:33
	/(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)/g,
	// amounts: 119,00 / 1.437,22 / EUR 119.00 / 119 EUR
	/(?<![\d.,])\d{1,3}(?:\.\d{3})*,\d{2}(?!\d)/g,
	/(?<![\d.,])\d+,\d{2}(?!\d)/g,
	/(?:EUR|CHF|€)\s?\d+(?:[.,]\d{2})?(?!\d)/gi,
	/(?<![\d.,])\d+(?:[.,]\d{2})?\s?(?:EUR\b|CHF\b|€|%)/gi,
	// telephone numbers: +49 171 1234567, 0171/1234567 after a word that says so
	/\+\d[\d /()-]{6,20}\d/g,
	/\b(?:tel(?:efon)?|fon|fax|mobil|handy)[.: ]*[\d][\d /()-]{4,20}\d/gi,
];

const IBAN = /(?<![A-Z0-9])[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?(?![A-Z0-9])/gi;

/** Dates, amounts, telephone numbers and IBANs of a text. */
export function hiddenSpans(text: string): Span[] {
	const spans = PATTERNS.flatMap((pattern) =>
		[...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length })),
	);
	return [...spans, ...ibans(text)];
}

function ibans(text: string): Span[] {
	return [...text.matchAll(IBAN)].flatMap((match) => {
		const words = match[0].split(/(?<=\s)/);
		// Words that follow an IBAN look like a part of it: the longest beginning that checks is the IBAN.
		for (let count = words.length; count > 0; count--) {
			const part = words.slice(0, count).join("");
			const compact = part.replace(/\s/g, "").toUpperCase();
			if (compact.length >= 15 && !compact.startsWith("RF") && mod97Holds(compact)) {
				return [{ start: match.index, end: match.index + part.length }];
			}
		}
		return [];
	});
}
