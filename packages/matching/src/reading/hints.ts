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

/** One alternative for each hint, so that a text is gone through once; in upper case, and of ASCII where it can be, for speed. */
const PATTERNS: Readonly<Record<keyof Hints, string>> = {
	cashDiscount:
		"SKO?NTO[A-Z]*|ESCOMPTE|CASH ?DISCOUNT|(?:ABZGL|ABZ(?:Ü|UE)GLICH|ABZUG|MINUS|LESS|-|\\./\\.)\\.? ?\\d{1,2}(?:[.,]\\d{1,2})? ?%",
	// At the beginning it is what banks call every credit.
	creditNote:
		"GUTSCHR[A-Z]*(?<!^(?:SVWZ\\+)?(?:(?:SEPA|ZAHLUNG|ECHTZEIT)[- ])?GUTSCHRIFT(?! ?(?:NR|GS|\\d|ZU(?:[RM])?(?![A-Z])|F(?:Ü|UE)R)))|GS[- ]?(?:NR)?\\.?[- ]?\\d{3,}|CREDIT ?NOTE|AVOIR|VERRECHN[A-Z]*",
	others: "U\\. ?A\\.|U\\.A|USW|ETC|DIV\\.|DIVERSE|MEHRERE|SAMMEL[A-ZÄÖÜ]*|VARIOUS|SEVERAL",
	part: "TEIL(?:ZAHLUNG|BETRAG|RECHNUNG)?|ANZAHLUNG|ABSCHLAG[A-Z]*|A-?CONTO|AKONTO|RATE|RATENZAHLUNG|MONATSRATE|PART(?:IAL)?|DEPOSIT|ACOMPTE",
	rest: "REST(?:ZAHLUNG|BETRAG|SUMME)?|RESTLICHE[A-Z]*|SCHLUSSZAHLUNG|BALANCE|SOLDE",
	overpaid: "(?:Ü|UE)BERZAHL[A-Z]*|DOPPELT|VERSEHENTLICH|ZU ?VIEL|OVERPAID|OVERPAYMENT",
	subscription: "ABO|ABONNEMENT|MITGLIEDSBEITRAG|BEITRAG|SUBSCRIPTION|MONATLICH[A-Z]*|ABOPREIS",
};
const NAMES = Object.keys(PATTERNS).filter((name): name is keyof Hints => name in PATTERNS);
const LETTER = "[A-ZÄÖÜß]";
const ANY = new RegExp(
	`(?<!${LETTER})(?:${NAMES.map((name) => `(?<${name}>${PATTERNS[name]})`).join("|")})(?!${LETTER})`,
	"g",
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
	const upper = text.toUpperCase();
	ANY.lastIndex = 0;
	for (let one = ANY.exec(upper); one !== null; one = ANY.exec(upper)) {
		for (const name of NAMES) if (one.groups?.[name] !== undefined) found[name] = true;
	}
	return found;
}
