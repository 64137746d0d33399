/** Who stands behind an order: nobody is called like somebody else, and nobody pays from another's account. */
export interface Person {
	readonly name: string;
	readonly iban: string;
}

/** The customer of an order, by its number in the world. */
export function customer(index: number): Person {
	return { name: `${word(index + 50_000)} ${word(index)}`, iban: iban(index) };
}

/** Somebody who pays for him, and whom nobody knows. */
export function stranger(index: number): Person {
	return { name: `${word(index + 150_000)} ${word(index + 100_000)}`, iban: iban(500_000 + index) };
}

/** Seven digits, far from each other. */
export function orderNumber(index: number): string {
	return `AU-${1_000_000 + ((index * 7_919) % 8_999_993)}`;
}

/** With one digit mistyped. */
export function mistyped(number: string): string {
	return `${number.slice(0, -1)}${(Number(number.at(-1)) + 5) % 10}`;
}

const SYLLABLES = Array.from("bdfgklmnprst").flatMap((consonant) =>
	Array.from("aeiou").map((vowel) => consonant + vowel),
);

function word(index: number): string {
	let left = Math.imul(index + 1, 2_654_435_761) >>> 0;
	let letters = "";
	for (let count = 0; count < 4; count++) {
		letters += SYLLABLES[left % SYLLABLES.length];
		left = (Math.floor(left / SYLLABLES.length) ^ Math.imul(index + 7, 40_503)) >>> 0;
	}
	return `${letters.charAt(0).toUpperCase()}${letters.slice(1)}`;
}

/** A German one with its check digits (ISO 13616). */
export function iban(account: number): string {
	const number = `37040044${String(account).padStart(10, "0")}`;
	const check = 98n - (BigInt(`${number}131400`) % 97n);
	return `DE${String(check).padStart(2, "0")}${number}`;
}
