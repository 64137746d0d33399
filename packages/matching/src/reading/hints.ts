/** What the words of a text say of how much is paid and for what. */
export interface Hints {
	/** Less a credit note. */
	readonly creditNote: boolean;
	/** More than the text names: "u.a.", "und weitere", "diverse", "Sammelzahlung". */
	readonly others: boolean;
	/** What nobody orders in a shop: "Spende", "Taschengeld". The word as it stands there; null where there is none. */
	readonly otherPurpose: string | null;
}

/** One alternative for each hint, so that a text is gone through once. */
const PATTERNS: Readonly<Record<keyof Hints, string>> = {
	// At the beginning it is what banks call every credit.
	creditNote:
		"GUTSCHR[A-Z]*(?<!^(?:SVWZ\\+)?(?:(?:SEPA|ZAHLUNG|ECHTZEIT)[- ])?GUTSCHRIFT(?! ?(?:NR|GS|\\d|ZU(?:[RM])?(?![A-Z])|F(?:Ü|UE)R)))|GS[- ]?(?:NR)?\\.?[- ]?\\d{3,}|CREDIT ?NOTE|AVOIR|VERRECHN[A-Z]*",
	others:
		"U\\. ?A\\.|U\\.A|UVM|U\\. ?V\\. ?M\\.?|USW|ETC|DIV\\.|DIVERSE|MEHRERE|WEITERE[NRS]?|SAMMEL[A-ZÄÖÜ]*|VARIOUS|SEVERAL|(?:AND|\\+) (?:OTHERS|MORE)",
	otherPurpose: "SPENDEN?|DONATION|SCHENKUNG|TASCHENGELD|HAUSHALTSGELD|UNTERHALT|NEBENKOSTEN|DARLEHEN",
};
const LETTER = "[A-ZÄÖÜß]";
const ANY = new RegExp(
	`(?<!${LETTER})(?:${Object.entries(PATTERNS)
		.map(([name, pattern]) => `(?<${name}>${pattern})`)
		.join("|")})(?!${LETTER})`,
	"gi",
);

export function hintsOf(text: string): Hints {
	let creditNote = false;
	let others = false;
	let otherPurpose: string | null = null;
	for (const { groups: { creditNote: less, others: more } = {}, 0: word } of text.matchAll(ANY)) {
		if (less !== undefined) creditNote = true;
		else if (more !== undefined) others = true;
		else otherPurpose ??= word;
	}
	return { creditNote, others, otherPurpose };
}
