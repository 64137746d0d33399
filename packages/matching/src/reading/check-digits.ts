/** A remainder of 1 (ISO 7064 MOD 97-10), as IBANs and creditor references have after moving the first four to the end. */
export function mod97Holds(compact: string): boolean {
	let rest = 0;
	for (let i = 0; i < compact.length; i++) {
		const code = compact.charCodeAt((i + 4) % compact.length);
		const value = code <= 57 ? code - 48 : code - 55;
		rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
	}
	return rest === 1;
}

const SWISS = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

/** Modulo 10, recursive, as Swiss payment slips use it: the last of 27 digits checks the others. */
export function swissCheckHolds(digits: string): boolean {
	let carry = 0;
	for (let i = 0; i < 26; i++) carry = SWISS[(carry + digits.charCodeAt(i) - 48) % 10] ?? 0;
	return digits.charCodeAt(26) - 48 === (10 - carry) % 10;
}
