import { type Checked, checked, problem } from "../problem.ts";

/** Modulo 10, recursive: the row of the table for the carry, as the Swiss references have always been checked. */
const ROW = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

/** The QR reference (QRR) of a number of up to 26 digits: filled with zeros in front, check digit behind. */
export function qrReference(digits: string): Checked<string> {
	const fits = /^\d{1,26}$/.test(digits) && /[1-9]/.test(digits);
	const problems = fits
		? []
		: [
				problem(
					"reference",
					"qr-reference",
					"Eine QR-Referenz hat höchstens 26 Ziffern und eine Prüfziffer, nicht nur Nullen.",
					"A QR reference has at most 26 digits and a check digit, not zeros only.",
				),
			];
	return checked(problems, () => {
		const body = digits.padStart(26, "0");
		return body + checkDigit(body);
	});
}

/** Whether the text, with or without blanks, is a QR reference with a right check digit. */
export function isQrReference(text: string): boolean {
	const digits = text.replace(/\s/g, "");
	return /^\d{27}$/.test(digits) && /[1-9]/.test(digits) && checkDigit(digits.slice(0, 26)) === digits.slice(26);
}

/** As it is printed: two digits, then groups of five. */
export function printedQrReference(reference: string): string {
	return reference
		.replace(/\s/g, "")
		.replace(/(\d{5})(?=(\d{5})*$)/g, " $1")
		.trim();
}

/** Whether the account is for payments with a QR reference only: its institution number is 30000 to 31999. */
export function isQrIban(iban: string): boolean {
	return /^(CH|LI)\d{2}3[01]\d{3}/.test(iban.replace(/\s/g, "").toUpperCase());
}

function checkDigit(digits: string): string {
	let carry = 0;
	for (const digit of digits) carry = ROW[(carry + Number(digit)) % 10] ?? 0;
	return String((10 - carry) % 10);
}
