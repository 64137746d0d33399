/** Says nothing about who it is: titles, joining words, legal forms. Folded. */
const EMPTY = new Set(
	(
		"herr herrn frau fam familie firma fa dr prof dipl ing med und u oder or and et co c o z hd " +
		"gmbh mbh ag kg ohg gbr ug kgaa se ek ev eg ltd inc llc bv sarl sa srl haftungsbeschrankt inh inhaber"
	).split(" "),
);

/**
 * A name's words in a form that survives banks: case, accents and umlauts gone ("Müller", "Mueller" and "Muller" are
 * one), titles and legal forms dropped. Words keep their order.
 */
export function foldName(name: string): string[] {
	return foldWords(name).filter((word) => !EMPTY.has(word));
}

/** The same for a text: nothing is dropped. */
export function foldWords(text: string): string[] {
	const folded = text
		.toLowerCase()
		.replaceAll("ß", "ss")
		.replaceAll("æ", "ae")
		.replaceAll("ø", "o")
		.replaceAll("ł", "l")
		.normalize("NFKD")
		.replace(/\p{M}/gu, "");
	// Both spellings of an umlaut meet in the bare vowel. "Manuel" becomes "manul" on both sides, which does no harm.
	return (folded.match(/[a-z0-9]+/g) ?? []).map((word) => word.replace(/([aou])e/g, "$1"));
}
