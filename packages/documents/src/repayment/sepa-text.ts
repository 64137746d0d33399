import { fold } from "../payment/fold.ts";

/**
 * - `basic`: what every bank in the SEPA takes (EPC217-08): Latin letters, digits and / - ? : ( ) . , ' + and the blank.
 * - `german`: also ä ö ü Ä Ö Ü ß & * $ %, which German banks take from their customers but may still replace on the way.
 */
export type SepaCharset = "basic" | "german";

const ALLOWED: Readonly<Record<SepaCharset, RegExp>> = {
	basic: /^[A-Za-z0-9/\-?:().,'+ ]$/,
	german: /^[A-Za-z0-9/\-?:().,'+ äöüÄÖÜß&*$%]$/,
};

/** The text in the character set: other characters as the nearest allowed ones, never one blank after another. */
export function sepaText(text: string, charset: SepaCharset = "basic"): string {
	const isAllowed = ALLOWED[charset];
	return Array.from(text.normalize("NFC"), (character) => {
		if (isAllowed.test(character)) return character;
		return Array.from(fold(character), (one) => (ALLOWED.basic.test(one) ? one : ".")).join("");
	})
		.join("")
		.replace(/ +/g, " ")
		.trim();
}

/** Whether a text may be an id: 1 to 35 characters of the basic set, no slash at an end, no two in a row. */
export function isSepaId(text: string): boolean {
	return /^(?!\/)(?!.*\/\/)[A-Za-z0-9/\-?:().,'+ ]{1,35}(?<!\/)$/.test(text) && text.trim() === text;
}
