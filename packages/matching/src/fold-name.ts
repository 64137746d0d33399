import type { HashedWords } from "./index/hashed-words.ts";
import { FoldedText } from "./reading/folded-text.ts";
import { WordFilter } from "./reading/word-filter.ts";

/** Says nothing about who it is: titles, joining words, legal forms. Folded. */
const EMPTY = new Set(
	(
		"herr herrn hr frau fr dhr mevr mevrouw mw mr mrs ms mme mlle fam familie firma fa dr prof dipl ing med und u oder or and et co c o z hd " +
		"gmbh gesmbh mbh ag kg ohg gbr ug kgaa se ek ev eg ltd limited plc llp inc llc bv nv vof sarl sa srl haftungsbeschrankt inh inhaber"
	).split(" "),
);
const IN_CARE_OF = /^[^a-z]*(?:c[ ./]*\/|z[ .]*hd?\b)/i;
const MAYBE_EMPTY = new WordFilter(EMPTY);

/** Used for one text after another, never beyond a call. */
const folded = new FoldedText();

/** What was folded last: an order's name is mostly the payer's. */
const recent: { readonly name: string; readonly words: readonly string[] }[] = [];
const MOST_RECENT = 4;
let oldest = 0;

/**
 * A name's words in a form that survives banks: case, accents and umlauts gone ("Müller", "Mueller" and "Muller" are
 * one), titles and legal forms dropped. Words keep their order.
 */
export function foldName(name: string): readonly string[] {
	for (const one of recent) if (one.name === name) return one.words;
	const words = fold(name);
	recent[oldest] = { name, words };
	oldest = (oldest + 1) % MOST_RECENT;
	return words;
}

/** The same for a posting's text: nothing is dropped. */
export function foldWords(text: string): readonly string[] {
	return folded.read(text).words();
}

/** The hashes of those alone: a word that comes again has its hash again. */
export function hashFolded(text: string): HashedWords {
	return folded.read(text).hashed();
}

function fold(name: string): readonly string[] {
	folded.read(name);
	const words: string[] = [];
	for (let i = 0; i < folded.count; i++) {
		const word = folded.spelled(i);
		if (!MAYBE_EMPTY.mayHold(folded.hash(i)) || !EMPTY.has(word) || isInitial(name, word, i)) words.push(word);
	}
	return words;
}

/** "C. Muster", "Muster U.": at either end a single letter joins nothing, but for "c/o" and "z. Hd.". */
function isInitial(name: string, word: string, at: number): boolean {
	if (word.length > 1 || folded.count < 2) return false;
	if (at === 0) return !IN_CARE_OF.test(name);
	return at === folded.count - 1 && folded.spelled(at - 1).length > 1;
}
