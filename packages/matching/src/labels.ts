/** What the words before a number say it is. */
export type Label = "order" | "invoice" | "customer" | "credit" | "other";

/** Words as a whole, upper case, umlauts as in the text. German and English first, then the neighbours'. */
const WHOLE: ReadonlyMap<string, Label | null> = new Map(
	Object.entries({
		order:
			"ORDER ORDERNR ORDERNO ORDERID BEST BESTNR BST BSTNR AUFTR AUFTRNR VORGANG VORGANGSNR ONLINESHOP COMMANDE CDE CMD " +
			"ORDINE ORD BESTELLING BESTELNR PEDIDO ZAMOWIENIE ZAMÓWIENIE ZAMOWIENIA ZAMÓWIENIA ZAM OBJEDNAVKA OBJEDNÁVKA OBJ",
		invoice:
			"RG RGNR RE RENR RNR RECHN RECHNR RCHG RCHNG INV INVOICE INVOICENO BELEG BELEGNR FAKTURA FAKTURY FAKTURU FAKT FV " +
			"FACTURE FACT FATTURA FATT FACTUUR FACTUURNR FACTURA VS",
		customer:
			"KD KDN KDNR KUNDE KUNDEN KNR DEBITOR DEBITORENNR DEB CUSTOMER CUST CLIENT CLIENTE KLANT KLANTNR KLIENT KLIENTA " +
			"ZAKAZNIK ZÁKAZNÍK MITGLIED MITGLIEDSNR",
		credit: "GS GSNR GU GUTSCHR GUTSCHRIFT GUTSCHRIFTSNR CREDIT CREDITNOTE CREDITNOTA CN AVOIR CREDITNOTES",
		other:
			"LS LSNR TEL TELEFON FON FAX HANDY MOBIL PHONE PLZ IBAN BLZ BIC KONTO KTO KTONR KONTONR STEUERNR STNR UST USTID " +
			"ARTIKEL ART ARTNR MANDAT MANDATSREF VERTRAG VERTRAGSNR VERS VERSNR TAN TANR KARTE KARTENNR KARTENNUMMER GIROCARD " +
			"SCHADEN VSNR POLICE POLICENNR TERMINAL TERMINALID TID TRACE GENNR VUNR ZAEHLER ZÄHLER DATUM PIN HRB AZ EUR KURS EXCH KW POSTFACH " +
			"SENDUNG SENDUNGSNR PAKET TRACKING SERIENNR TRANSAKTION TRANSACTION TXN AUFTRAGGEBERREFERENZ AUFTRAGGEBERREF PERSONALNR PERSNR KREDITOR MATRIKEL CRED MREF",
	} satisfies Record<Label, string>)
		.flatMap(([label, words]) => words.split(" ").map((word): [string, Label | null] => [word, label as Label]))
		// They hold a stem, and say only how was paid.
		.concat([
			["AUFTRAGGEBER", null],
			["DAUERAUFTRAG", null],
			["UEBERWEISUNGSAUFTRAG", null],
			["ÜBERWEISUNGSAUFTRAG", null],
		]),
);

/** Stems that also count inside a longer or glued word ("ONLINEBESTELLUNG", "IHRERECHNUNGNR"); the last one wins. */
const STEM_LABELS: readonly (readonly [stem: string, label: Label])[] = [
	["BESTEL", "order"],
	["AUFTRAG", "order"],
	["AUFTRAEG", "order"],
	["AUFTRÄG", "order"],
	["ORDER", "order"],
	["COMMANDE", "order"],
	["BESTNR", "order"],
	["RECHNUNG", "invoice"],
	["INVOICE", "invoice"],
	["FAKTUR", "invoice"],
	["FACTUUR", "invoice"],
	["RGNR", "invoice"],
	["KUNDEN", "customer"],
	["CUSTOMER", "customer"],
	["KLANT", "customer"],
	["KDNR", "customer"],
	["GUTSCHRIFT", "credit"],
	["LIEFERSCHEIN", "other"],
	["MANDAT", "other"],
	["TELEFON", "other"],
	["VERTRAG", "other"],
	["STEUERN", "other"],
	["ARTIKEL", "other"],
	["SCHADEN", "other"],
	["VERSICHERUNGSN", "other"],
];
const SHORTEST_STEM = 4;
/** Stems by their first character, so that most positions of a word are passed over at once. */
const STEMS: readonly (readonly (readonly [string, Label])[])[] = Array.from({ length: 128 }, (_, code) =>
	STEM_LABELS.filter(([stem]) => stem.charCodeAt(0) === code),
);

/** Every pair of letters that a stem begins with: at most places of a word there is none. */
const BEGINNINGS = new Uint8Array(1024);
for (const [stem] of STEM_LABELS) BEGINNINGS[pairAt(stem, 0)] = 1;

/** Words between a label and its number that say nothing themselves. */
const FILLER = new Set(
	(
		"NR NO N Č NUMMER NUMBER NUM NUMERO NUMÉRO NUMER NRO CISLO ČÍSLO ID NRN REF REFERENZ REFERENCE " + "VOM DU DEL NOTE"
	).split(" "),
);

export function isFiller(word: string): boolean {
	return FILLER.has(word);
}

/** Null for a word that says nothing about the number after it. */
export function labelOf(word: string): Label | null {
	const whole = WHOLE.get(word);
	return whole === undefined ? labelOfStem(word) : whole;
}

function labelOfStem(word: string): Label | null {
	for (let at = word.length - SHORTEST_STEM; at >= 0; at--) {
		if (BEGINNINGS[pairAt(word, at)] === 0) continue;
		for (const [stem, label] of STEMS[word.charCodeAt(at)] ?? []) {
			if (word.startsWith(stem, at)) return label;
		}
	}
	return null;
}

/** The lower bits of two characters, which tell letters apart. */
function pairAt(word: string, at: number): number {
	return ((word.charCodeAt(at) & 31) << 5) | (word.charCodeAt(at + 1) & 31);
}
