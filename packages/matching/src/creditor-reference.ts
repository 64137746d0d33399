import { BLANK, classOf, codeAt, DIGIT, LETTER, LINE } from "./reading/characters.ts";
import { mod97Holds, swissCheckHolds } from "./reading/check-digits.ts";

/** What a structured creditor reference says: whether its check digits hold, and the number inside. */
export interface CreditorReference {
	readonly text: string;
	readonly valid: boolean;
	/** Letters and digits of the reference itself, without check digits and leading zeros. */
	readonly body: string;
}

/** ISO 11649: "RF", two check digits, up to 21 letters and digits. */
const LONGEST_RF = 25;

/** A reference from a structured field: ISO 11649, or 27 digits of a Swiss QR reference. Null where it is neither. */
export function parseCreditorReference(text: string): CreditorReference | null {
	const compact = text.replace(/\s/g, "").toUpperCase();
	if (/^RF\d{2}[A-Z0-9]{1,21}$/.test(compact)) {
		return { text, valid: mod97Holds(compact), body: compact.slice(4).replace(/^0+/, "") };
	}
	if (!/^\d{27}$/.test(compact)) return null;
	return { text, valid: swissCheckHolds(compact), body: compact.slice(0, 26).replace(/^0+/, "") };
}

/**
 * The ISO 11649 reference that begins here in a free text, in groups or not. Words may follow without anything that ends
 * the reference: of what could belong to it, the longest that checks; where nothing does, the first group as it is.
 */
export function creditorReferenceAt(text: string, start: number): CreditorReference | null {
	const ends = groupEnds(text, start);
	for (let i = ends.length - 1; i >= 0; i--) {
		const reference = parseCreditorReference(text.slice(start, ends[i]));
		if (reference?.valid) return reference;
	}
	return (
		parseCreditorReference(text.slice(start, ends[0])) ??
		parseCreditorReference(text.slice(start, ends.at(-1) ?? start))
	);
}

/** Where the reference could end: behind each group, as long as it does not get too long. */
function groupEnds(text: string, start: number): number[] {
	const ends: number[] = [];
	let length = 0;
	for (let at = start; at <= text.length && length <= LONGEST_RF; at++) {
		const kind = at < text.length ? classOf(text.charCodeAt(at)) : BLANK;
		if (kind === DIGIT || kind === LETTER) {
			length++;
			continue;
		}
		ends.push(at);
		const next = classOf(codeAt(text, at + 1));
		if ((kind !== BLANK && kind !== LINE) || (next !== DIGIT && next !== LETTER)) break;
	}
	return ends;
}
