import type { TextEnd } from "./sub-fields.ts";

type Named = "endToEndId" | "mandateId" | "creditorId" | "bankReference";

/** A purpose whose ids are named in words, and what those say. */
export interface Worded extends Readonly<Partial<Record<Named, string>>> {
	/** The purpose without them. */
	readonly text: string;
}

const WORDS = /END-TO-END-REF\.:|(?:(?:CORE|COR1|B2B) \/ )?MANDATSREF\.?:|GLÄUBIGER-ID:/gi;
const OWN_REFERENCE = /REF\. (\S+)\s*$/i;
/** Longest id of the SEPA rulebooks; what is longer is text. */
const LONGEST_ID = 35;

/**
 * comdirect writes no tags, but words in sub-fields of their own: "END-TO-END-REF.:", "CORE / MANDATSREF.:",
 * "GLÄUBIGER-ID:", and its own reference at the end ("Ref. 7A1B4/1"). `undefined` where there are none.
 *
 * @param purpose the sub-fields joined as they are
 * @param ends where in it a sub-field ended because its text did
 */
export function readWords(purpose: string, ends: readonly TextEnd[]): Worded | undefined {
	const words = [...purpose.matchAll(WORDS)];
	const begin = words[0]?.index;
	if (begin === undefined) return undefined;
	const own = OWN_REFERENCE.exec(purpose);
	const end = own && own.index > begin ? own.index : purpose.length;
	const found: Partial<Record<Named, string>> = end < purpose.length ? { bankReference: own?.[1] ?? "" } : {};
	const texts = [purpose.slice(0, begin)];
	let passed = 0;
	words.forEach(({ 0: word, index }, at) => {
		const from = index + word.length;
		const next = Math.min(words[at + 1]?.index ?? end, end);
		while (passed < ends.length && (ends[passed]?.at ?? 0) <= from) passed++;
		const to = Math.min(ends[passed]?.at ?? next, next);
		const value = purpose.slice(from, to).trim();
		const name = nameOf(word);
		if (value.length > LONGEST_ID || found[name] !== undefined) texts.push(purpose.slice(index, next));
		else {
			found[name] = value;
			texts.push(purpose.slice(to, next));
		}
	});
	return { ...found, text: joined(texts) };
}

function nameOf(word: string): Named {
	if (/^END/i.test(word)) return "endToEndId";
	return /^GL/i.test(word) ? "creditorId" : "mandateId";
}

function joined(texts: readonly string[]): string {
	return texts
		.map((text) => text.trim())
		.filter((text) => text !== "")
		.join(" ");
}
