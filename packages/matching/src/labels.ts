/** What the words before a number say it is. */
export type Label = "order" | "invoice" | "customer" | "other";

/** Words as a whole, upper case, umlauts as in the text. */
const WHOLE: ReadonlyMap<string, Label> = new Map(
	Object.entries({
		order: "ORDER ORDERNR ORDERNO ORDERID BEST BESTNR BST BSTNR AUFTR VORGANG VORGANGSNR COMMANDE ORDINE",
		invoice: "RG RGNR RE RENR RNR RECHN RECHNR INV INVOICE INVOICENO BELEG BELEGNR FAKTURA FACTURE",
		customer: "KD KDN KDNR KUNDE KUNDEN KNR DEBITOR DEB CUSTOMER CUST CLIENT MITGLIED MITGLIEDSNR",
		other:
			"LS LSNR TEL TELEFON FON FAX HANDY MOBIL PLZ IBAN BLZ BIC KONTO KTO STEUERNR STNR UST USTID ARTIKEL ART ARTNR " +
			"MANDAT MANDATSREF VERTRAG VERTRAGSNR VERS VERSNR TAN KARTE KARTENNR TERMINAL ZAEHLER ZÄHLER DATUM PIN HRB AZ EUR",
	} satisfies Record<Label, string>).flatMap(([label, words]) =>
		words.split(" ").map((word) => [word, label as Label] as const),
	),
);

/** Stems that also count inside a longer or glued word ("ONLINEBESTELLUNG", "IHRERECHNUNGNR"); the last one wins. */
const STEM =
	/BESTELL|AUFTRAG|ORDER|RECHNUNG|INVOICE|KUNDEN|CUSTOMER|LIEFERSCHEIN|MANDAT|TELEFON|VERTRAG|STEUERN|ARTIKEL/g;
const STEMS: Readonly<Record<string, Label>> = {
	BESTELL: "order",
	AUFTRAG: "order",
	ORDER: "order",
	RECHNUNG: "invoice",
	INVOICE: "invoice",
	KUNDEN: "customer",
	CUSTOMER: "customer",
};

/** Words between a label and its number that say nothing themselves. */
const FILLER = new Set("NR NO NUMMER NUMBER NUM ID NRN REF REFERENZ REFERENCE".split(" "));

export function isFiller(word: string): boolean {
	return FILLER.has(word);
}

/** Null for a word that says nothing about the number after it. */
export function labelOf(word: string): Label | null {
	const whole = WHOLE.get(word);
	if (whole !== undefined) return whole;
	const stem = word.match(STEM)?.at(-1);
	return stem === undefined ? null : (STEMS[stem] ?? "other");
}
