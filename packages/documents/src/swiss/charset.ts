import { fold } from "../payment/fold.ts";

/**
 * The characters of payments in Switzerland since November 2025: Basic Latin, Latin-1 Supplement, Latin Extended-A, and Ș ș Ț ț €.
 * Others are written as the nearest allowed ones.
 */
const ALLOWED = /[\u0020-\u007e\u00a0-\u017f\u0218-\u021b\u20ac]/;

export function swissText(text: string): string {
	return Array.from(text.normalize("NFC"), (character) => (ALLOWED.test(character) ? character : fold(character)))
		.join("")
		.replace(/\s+/g, " ")
		.trim();
}
