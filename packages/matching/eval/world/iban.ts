import type { Random } from "../random.ts";

const DIGITS: Readonly<Record<string, number>> = { DE: 18, AT: 16, CH: 17 };

/** An IBAN with right check digits (ISO 13616). Numbers are drawn, not taken from any bank. */
export function drawIban(random: Random): string {
	const country = random.weighted({ DE: 86, AT: 9, CH: 5 });
	const account = random.digits(DIGITS[country] ?? 18);
	return `${country}${checkDigits(account, country)}${account}`;
}

/** ISO 11649: "RF", two check digits, the number. */
export function creditorReference(number: string): string {
	return `RF${checkDigits(number, "RF")}${number}`;
}

function checkDigits(body: string, letters: string): string {
	let rest = 0;
	for (const character of `${body}${letters}00`.toUpperCase()) {
		for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
	}
	return String(98 - rest).padStart(2, "0");
}
