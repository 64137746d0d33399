import type { CreditorReference } from "./creditor-reference.ts";
import { hideNumbers } from "./reading/hide-numbers.ts";
import type { Mention } from "./reading/mention.ts";
import { addMentions } from "./reading/mentions.ts";
import { addMixed } from "./reading/mixed.ts";
import { type NumberRun, numberRuns } from "./reading/number-runs.ts";
import { ocrRuns } from "./reading/ocr.ts";
import { Tokens } from "./reading/tokens.ts";

export type { Mention } from "./reading/mention.ts";
export { LONGEST_PREFIX } from "./reading/words-before.ts";

/** What a text says besides its words. */
export interface ScannedText {
	readonly mentions: readonly Mention[];
	/** The numbers one by one, in order. */
	readonly runs: readonly NumberRun[];
	readonly creditorReferences: readonly CreditorReference[];
	/** The end-to-end id, where the bank put it into the text. */
	readonly endToEndId: string | null;
}

/** Used for one text after another, never beyond a call. */
const tokens = new Tokens();

/**
 * Reads every number of a text, also put together from neighbouring groups, in one pass over its characters.
 * @param mixed also numbers that mix letters and digits.
 */
export function scan(text: string, mixed: boolean): ScannedText {
	tokens.read(text);
	const { creditorReferences, endToEndId } = hideNumbers(tokens);
	const runs = numberRuns(tokens);
	const mentions: Mention[] = [];
	addMentions(text, runs, mentions);
	const misread = ocrRuns(tokens, runs);
	if (misread !== null) addMentions(text, misread, mentions, "ocr");
	if (mixed) addMixed(text, tokens, mentions);
	return { mentions, runs, creditorReferences, endToEndId };
}

/** Every number that can be read from a text. */
export function scanText(text: string): readonly Mention[] {
	return scan(text, false).mentions;
}
