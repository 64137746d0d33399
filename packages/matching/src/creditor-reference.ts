/** What a structured creditor reference says: whether its check digits hold, and the number inside. */
export interface CreditorReference {
	readonly text: string;
	readonly valid: boolean;
	/** Letters and digits of the reference itself, without check digits and leading zeros. */
	readonly body: string;
}

/** ISO 11649: "RF", two check digits, up to 21 letters and digits, written in groups of four or not. */
const RF = /(?<![A-Z0-9])RF\d{2}(?:[ ]?[A-Z0-9]){1,21}(?![A-Z0-9])/gi;

/** Creditor references inside a free text; only what looks like one, valid or not. */
export function creditorReferencesIn(text: string): { reference: CreditorReference; start: number; end: number }[] {
	return [...text.matchAll(RF)].flatMap((match) => longestValid(match[0], match.index));
}

/** A reference from a structured field: ISO 11649, or 27 digits of a Swiss QR reference. Null where it is neither. */
export function parseCreditorReference(text: string): CreditorReference | null {
	const compact = text.replace(/\s/g, "").toUpperCase();
	if (/^RF\d{2}[A-Z0-9]{1,21}$/.test(compact)) return readRf(text, compact);
	if (!/^\d{27}$/.test(compact)) return null;
	return {
		text,
		valid: swissCheckDigit(compact.slice(0, 26)) === compact[26],
		body: compact.slice(0, 26).replace(/^0+/, ""),
	};
}

/** A remainder of 1 (ISO 7064 MOD 97-10), as IBANs and creditor references have after moving the first four to the end. */
export function mod97Holds(compact: string): boolean {
	let rest = 0;
	for (const char of compact.slice(4) + compact.slice(0, 4)) {
		const value = Number.parseInt(char, 36);
		rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
	}
	return rest === 1;
}

/** Words may follow without anything that ends the reference: of what could belong to it, the longest that checks. */
function longestValid(text: string, start: number): { reference: CreditorReference; start: number; end: number }[] {
	const pieces = text.split(" ");
	for (let count = pieces.length; count > 0; count--) {
		const part = pieces.slice(0, count).join(" ");
		const reference = parseCreditorReference(part);
		if (reference?.valid) return [{ reference, start, end: start + part.length }];
	}
	const first = parseCreditorReference(pieces[0] ?? "") ?? parseCreditorReference(text);
	return first === null ? [] : [{ reference: first, start, end: start + first.text.length }];
}

function readRf(text: string, compact: string): CreditorReference {
	return { text, valid: mod97Holds(compact), body: compact.slice(4).replace(/^0+/, "") };
}

/** Modulo 10, recursive, as Swiss payment slips use it. */
function swissCheckDigit(digits: string): string {
	const table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
	let carry = 0;
	for (const digit of digits) carry = table[(carry + Number(digit)) % 10] ?? 0;
	return String((10 - carry) % 10);
}
