const BIC = /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/;
const SHAPE = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/**
 * The IBAN without blanks and in upper case, or `undefined` where the text has not the shape of one. For fields that hold
 * an account number: there the bank is believed, check digits or not.
 */
export function shapedIban(text: string | undefined): string | undefined {
	if (text === undefined || SHAPE.test(text)) return text;
	const iban = text.replace(/\s/g, "").toUpperCase();
	return SHAPE.test(iban) ? iban : undefined;
}

/** The same for text that may be anything: only with right check digits (ISO 13616, mod 97). */
export function ibanOf(text: string | undefined): string | undefined {
	const iban = shapedIban(text);
	return iban !== undefined && remainder97(iban.slice(4) + iban.slice(0, 4)) === 1 ? iban : undefined;
}

/**
 * The IBAN of a German bank code and account number by the standard rule. Banks that merged have rules of their own, so it
 * serves to recognise an account that one format names by IBAN and another by `BLZ/number`, not to pay to.
 */
export function germanIban(bankCode: string, number: string): string {
	const bban = bankCode + number.padStart(10, "0");
	const check = String(98 - remainder97(`${bban}DE00`)).padStart(2, "0");
	return `DE${check}${bban}`;
}

/** The BIC where the text has the shape of one (8 or 11 characters, ISO 9362). */
export function bicOf(text: string | undefined): string | undefined {
	if (text === undefined || BIC.test(text)) return text;
	const bic = text.trim().toUpperCase();
	return BIC.test(bic) ? bic : undefined;
}

function remainder97(text: string): number {
	let remainder = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		remainder = code < 65 ? (remainder * 10 + code - 48) % 97 : (remainder * 100 + code - 55) % 97;
	}
	return remainder;
}
