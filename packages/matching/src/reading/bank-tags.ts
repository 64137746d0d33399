import { TAG, TAGGED, type Tokens } from "./tokens.ts";

/*
 * Fields that German banks put into the text itself: "EREF+1234SVWZ+Rechnung 10023", or "EREF: 1234 MREF: ..." at its end
 * (DFÜ-Abkommen annex 3, field 86; exports of the banking software of Sparkassen, Volksbanken and others).
 */
const NAMES = new Set(
	"EREF KREF MREF CRED DEBT SVWZ ABWA ABWE IBAN BIC RREF PURP OAMT COAM ORCR ORDP REMI BENM EEREF".split(" "),
);
/** What they hold is a number, and none of ours. The end-to-end id is read for itself. */
const HIDDEN = new Set(["EREF", "EEREF", "MREF", "CRED", "DEBT", "RREF"]);
const [PLUS, COLON] = [43, 58];
const LONGEST_NAME = 5;
/** comdirect: "Auftraggeber: MAX MUSTER Buchungstext: AU-10023 Ref. 8Q2C21MN0E4KX7A1/58211". */
const TEXT_BEFORE = "BUCHUNGSTEXT";
const BANK_REFERENCE = /(?<=\sRef\. ?)[A-Z0-9]{8,}\/\d+(?![A-Z0-9])/gi;
const SHORTEST_IBAN = 15;

/** Marks names and hidden contents of fields in the text. Returns the end-to-end id that stands there; null where none does. */
export function hideTags(tokens: Tokens): string | null {
	let endToEnd: string | null = null;
	for (let token = 0; token < tokens.count; token++) {
		const mark = tokens.after(token);
		if ((mark !== PLUS && mark !== COLON) || !tokens.isWord(token)) continue;
		if (
			mark === COLON &&
			tokens.length(token) === TEXT_BEFORE.length &&
			tokens.holds(TEXT_BEFORE, tokens.start(token))
		) {
			hideBankReference(tokens, token);
			continue;
		}
		const name = tagName(tokens, token, mark);
		if (name === null) continue;
		tokens.mean(token, TAG);
		if (!HIDDEN.has(name) && name !== "IBAN") continue;
		const [start, end] = [tokens.end(token) + 1, contentsEnd(tokens, token, mark)];
		// In groups it is known by its check digits; in one piece also where they are missing or wrong.
		if (name === "IBAN" && end - start < SHORTEST_IBAN) continue;
		for (let at = token + 1; at < tokens.count && tokens.start(at) < end; at++) tokens.mean(at, TAGGED);
		if (name === "EREF" || name === "EEREF") endToEnd ??= tokens.text.slice(start, end).replace(/[\s\u00ad]+/g, "");
	}
	return endToEnd;
}

/** The bank's own number behind the payer's text, whatever letters it begins and ends with. */
function hideBankReference(tokens: Tokens, token: number): void {
	BANK_REFERENCE.lastIndex = tokens.end(token);
	const found = BANK_REFERENCE.exec(tokens.text);
	if (found === null) return;
	const end = found.index + found[0].length;
	for (let at = token + 1; at < tokens.count && tokens.start(at) < end; at++) {
		if (tokens.start(at) >= found.index) tokens.mean(at, TAGGED);
	}
}

/** "SVWZ+" may be glued to what stands before it; before a colon only the name itself counts. */
function tagName(tokens: Tokens, token: number, mark: number): string | null {
	if (mark === COLON) {
		if (tokens.length(token) > LONGEST_NAME || tokens.length(token) < 3) return null;
		const name = tokens.word(token);
		return NAMES.has(name) ? name : null;
	}
	const end = tokens.end(token);
	for (const length of [4, 3]) {
		const name = tokens.upper.slice(Math.max(tokens.start(token), end - length), end);
		if (NAMES.has(name)) return name;
	}
	return null;
}

/** Up to the next field; without one, and after a colon, up to the next blank. */
function contentsEnd(tokens: Tokens, token: number, mark: number): number {
	if (mark === PLUS) {
		for (let at = token + 1; at < tokens.count; at++) {
			if (tokens.after(at) !== PLUS || !tokens.isWord(at)) continue;
			const name = tagName(tokens, at, PLUS);
			if (name !== null) return tokens.end(at) - name.length;
		}
	}
	const rest = /\S+/g;
	rest.lastIndex = tokens.end(token) + 1;
	rest.exec(tokens.text);
	return rest.lastIndex === 0 ? tokens.text.length : rest.lastIndex;
}
