/** The text without any white space (also no-break and zero width blanks): what references are searched in. */
export function withoutBlanks(text: string): string {
	return text.replace(/[\s\u200b\u2060\ufeff]+/g, "");
}

/** Trimmed, or `undefined` where nothing is left. */
export function orNone(text: string | undefined): string | undefined {
	return text?.trim() || undefined;
}

/** Trimmed and with every run of white space as one blank, as names are read; `undefined` where nothing is left. */
export function collapsed(text: string | undefined): string | undefined {
	return orNone(text !== undefined && /\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, " ") : text);
}

/** A reference, or `undefined` where the bank says in words that there is none. */
export function referenceOrNone(text: string | undefined): string | undefined {
	const reference = orNone(text);
	if (reference === undefined || reference === "NONREF" || reference === "NOTPROVIDED") return undefined;
	const isLikely = reference.length <= LONGEST_NONE && (reference.startsWith("N") || reference.startsWith("n"));
	return isLikely && /^(NOTPROVIDED|NOT PROVIDED|NONREF|NICHT ANGEGEBEN)$/i.test(reference) ? undefined : reference;
}

const LONGEST_NONE = "nicht angegeben".length;
