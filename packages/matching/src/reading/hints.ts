/** What the words of a text say of how much is paid and for what. */
export interface Hints {
	/** Less a cash discount: "Skonto", "abzgl. 2%", "./. 2 %". */
	readonly cashDiscount: boolean;
	/** Less a credit note. */
	readonly creditNote: boolean;
	/** More than the text names: "u.a.", "diverse", "Sammelzahlung". */
	readonly others: boolean;
	/** A part: "Anzahlung", "Teilzahlung", "Rate 1/2". */
	readonly part: boolean;
	/** The rest: "Restzahlung". */
	readonly rest: boolean;
	/** Too much, or paid twice by mistake. */
	readonly overpaid: boolean;
	/** Comes again and again: "Abo", "Mitgliedsbeitrag". */
	readonly subscription: boolean;
}

/** One alternative for each hint, in this order, so that a text is gone through once. */
const PATTERNS: Readonly<Record<keyof Hints, string>> = {
	cashDiscount:
		"sko?nto\\p{L}*|escompte|cash ?discount|(?:abzgl|abz(?:ü|ue)glich|abzug|minus|less|-|\\.\\/\\.)\\.? ?\\d{1,2}(?:[.,]\\d{1,2})? ?%",
	creditNote: "gutschr\\p{L}*|gs[- ]?(?:nr)?\\.?[- ]?\\d{3,}|credit ?note|avoir|verrechn\\p{L}*",
	others: "u\\. ?a\\.|u\\.a|usw|etc|div\\.|diverse|mehrere|sammel\\p{L}*|various|several",
	part: "teil(?:zahlung|betrag|rechnung)?|anzahlung|abschlag\\p{L}*|a-?conto|akonto|\\p{L}*rate|\\d\\. ?rate|part(?:ial)?|deposit|acompte",
	rest: "rest(?:zahlung|betrag|summe)?|restliche\\p{L}*|schlusszahlung|balance|solde",
	overpaid: "(?:ü|ue)berzahl\\p{L}*|doppelt|versehentlich|zu ?viel|overpaid|overpayment",
	subscription: "abo|abonnement|mitgliedsbeitrag|beitrag|subscription|monatlich\\p{L}*|abopreis",
};
const NAMES = Object.keys(PATTERNS).filter((name): name is keyof Hints => name in PATTERNS);
const ANY = new RegExp(
	`(?<!\\p{L})(?:${NAMES.map((name) => `(?<${name}>${PATTERNS[name]})`).join("|")})(?!\\p{L})`,
	"giu",
);

export function hintsOf(text: string): Hints {
	const found: Record<keyof Hints, boolean> = {
		cashDiscount: false,
		creditNote: false,
		others: false,
		part: false,
		rest: false,
		overpaid: false,
		subscription: false,
	};
	for (const { groups } of text.matchAll(ANY)) {
		for (const name of NAMES) if (groups?.[name] !== undefined) found[name] = true;
	}
	return found;
}
