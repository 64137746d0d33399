import { type CreditorReference, creditorReferenceAt } from "../creditor-reference.ts";
import { hideTags } from "./bank-tags.ts";
import { hideBic, hideIban } from "./hide-accounts.ts";
import { hideAmount } from "./hide-amounts.ts";
import { hideDate } from "./hide-dates.ts";
import { hidePhone } from "./hide-phones.ts";
import { FREE, REFERENCE, type Tokens } from "./tokens.ts";

/** What a text holds besides plain numbers. */
export interface Hidden {
	readonly creditorReferences: readonly CreditorReference[];
	/** The end-to-end id, where the bank put it into the text. */
	readonly endToEndId: string | null;
}

/** Marks every number that means something else than one of ours: dates, amounts, accounts, telephone numbers, fields. */
export function hideNumbers(tokens: Tokens): Hidden {
	const endToEndId = hideTags(tokens);
	const creditorReferences: CreditorReference[] = [];
	for (let token = 0; token < tokens.count; token++) {
		if (!tokens.isNumber(token)) {
			if (tokens.length(token) === 3 && tokens.holds("BIC", tokens.start(token))) hideBic(tokens, token);
			continue;
		}
		if (tokens.meaning(token) !== FREE) continue;
		if (hideIban(tokens, token)) continue;
		const reference = referenceAt(tokens, token);
		if (reference !== null) {
			creditorReferences.push(reference);
			continue;
		}
		if (!hidePhone(tokens, token) && !hideDate(tokens, token)) hideAmount(tokens, token);
	}
	return { creditorReferences, endToEndId };
}

/** A creditor reference of which this number holds the check digits. */
function referenceAt(tokens: Tokens, token: number): CreditorReference | null {
	const word = token - 1;
	if (!tokens.isWord(word) || tokens.length(word) !== 2 || tokens.gap(word) !== 0) return null;
	const start = tokens.start(word);
	if (!tokens.holds("RF", start)) return null;
	const reference = creditorReferenceAt(tokens.text, start);
	if (reference === null) return null;
	const end = start + reference.text.length;
	for (let at = word; at < tokens.count && tokens.start(at) < end; at++) tokens.mean(at, REFERENCE);
	return reference;
}
