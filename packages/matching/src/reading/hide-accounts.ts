import { BLANK, classOf, DIGIT, LETTER, LINE } from "./characters.ts";
import { mod97Holds } from "./check-digits.ts";
import { ACCOUNT, type Tokens } from "./tokens.ts";

/** Length of an IBAN by country (ISO 13616 registry), of countries payers are in. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
	(
		"AD24 AE23 AT20 BA20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 HR21 HU28 " +
		"IE22 IL23 IS26 IT27 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MT31 NL18 NO15 PL28 PT25 RO24 RS22 SE24 SI19 SK24 SM27 " +
		"TR26 UA29 VA22 XK20"
	)
		.split(" ")
		.map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Marks the tokens of an IBAN whose check digits are this number. False where there is none. */
export function hideIban(tokens: Tokens, first: number): boolean {
	const word = first - 1;
	if (tokens.length(first) < 2 || !tokens.isWord(word) || tokens.gap(word) !== 0) return false;
	const letters = tokens.length(word);
	if (letters !== 2 && letters !== "IBANDE".length) return false;
	const before = tokens.word(word);
	if (letters !== 2 && !before.startsWith("IBAN")) return false;
	const length = LENGTHS.get(before.slice(-2));
	if (length === undefined) return false;
	const start = tokens.end(word) - 2;
	const end = endOf(tokens.text, start, length);
	if (end === null || !mod97Holds(tokens.upper.slice(start, end).replace(/[^A-Z0-9]/g, ""))) return false;
	hideUpTo(tokens, word, end);
	return true;
}

/** Marks what follows the word "BIC": 8 or 11 letters and digits. */
export function hideBic(tokens: Tokens, word: number): void {
	const start = tokens.start(word + 1);
	const end = tokens.gap(word) <= 3 ? (endOf(tokens.text, start, 11) ?? endOf(tokens.text, start, 8)) : null;
	if (end !== null && !/\s/.test(tokens.text.slice(start, end))) hideUpTo(tokens, word + 1, end);
}

/** Where this many letters and digits end, with single blanks between them; null where something else comes first. */
function endOf(text: string, start: number, length: number): number | null {
	let count = 0;
	for (let at = start; at < text.length; at++) {
		const kind = classOf(text.charCodeAt(at));
		if (kind === DIGIT || kind === LETTER) {
			if (++count === length) return at + 1;
		} else if (kind !== BLANK && kind !== LINE) return null;
	}
	return null;
}

function hideUpTo(tokens: Tokens, first: number, end: number): void {
	for (let token = first; token < tokens.count && tokens.start(token) < end; token++) tokens.mean(token, ACCOUNT);
}
