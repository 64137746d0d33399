/**
 * The DATEV format as DATEV describes it for developers: header version 700, category 21, booking batch version 13. Lines end
 * with CR LF, fields are separated by semicolons, texts stand in quotation marks (also empty ones), numbers do not.
 */
const numbered = (count: number, first: string, second: string) =>
	Array.from({ length: count }, (_, at) => [`${first} ${at + 1}`, `${second} ${at + 1}`]).flat();

const words = (text: string) => text.split(";");

/** The 125 columns, in order. */
export const DATEV_COLUMNS: readonly string[] = [
	...words(
		"Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;WKZ Basis-Umsatz;Konto;Gegenkonto (ohne BU-Schlüssel)",
	),
	...words(
		"BU-Schlüssel;Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;Buchungstext;Postensperre;Diverse Adressnummer;Geschäftspartnerbank;Sachverhalt;Zinssperre;Beleglink",
	),
	...numbered(8, "Beleginfo - Art", "Beleginfo - Inhalt"),
	...words(
		"KOST1 - Kostenstelle;KOST2 - Kostenstelle;Kost-Menge;EU-Land u. UStID (Bestimmung);EU-Steuersatz (Bestimmung);Abw. Versteuerungsart;Sachverhalt L+L",
	),
	...words("Funktionsergänzung L+L;BU 49 Hauptfunktionstyp;BU 49 Hauptfunktionsnummer;BU 49 Funktionsergänzung"),
	...numbered(20, "Zusatzinformation - Art", "Zusatzinformation- Inhalt"),
	...words(
		"Stück;Gewicht;Zahlweise;Forderungsart;Veranlagungsjahr;Zugeordnete Fälligkeit;Skontotyp;Auftragsnummer;Buchungstyp;USt-Schlüssel (Anzahlungen)",
	),
	...words(
		"EU-Land (Anzahlungen);Sachverhalt L+L (Anzahlungen);EU-Steuersatz (Anzahlungen);Erlöskonto (Anzahlungen);Herkunft-Kz;Buchungs GUID;KOST-Datum",
	),
	...words(
		"SEPA-Mandatsreferenz;Skontosperre;Gesellschaftername;Beteiligtennummer;Identifikationsnummer;Zeichnernummer;Postensperre bis;Bezeichnung SoBil-Sachverhalt",
	),
	...words(
		"Kennzeichen SoBil-Buchung;Festschreibung;Leistungsdatum;Datum Zuord. Steuerperiode;Fälligkeit;Generalumkehr (GU);Steuersatz;Land;Abrechnungsreferenz",
	),
	...words("BVV-Position;EU-Land u. UStID (Ursprung);EU-Steuersatz (Ursprung);Abw. Skontokonto"),
];

/** Columns that hold text, from 1. */
const TEXTS = new Set([
	2,
	3,
	6,
	9,
	11,
	12,
	14,
	16,
	20,
	40,
	42,
	91,
	95,
	96,
	98,
	102,
	103,
	105,
	107,
	109,
	110,
	112,
	118,
	120,
	121,
	123,
	...Array.from({ length: 18 }, (_, at) => 21 + at),
	...Array.from({ length: 40 }, (_, at) => 48 + at),
]);

/** One line of data: values by column; the others are empty, as their column wants it. */
export function datevLine(values: Readonly<Record<string, string>>): string {
	return DATEV_COLUMNS.map((column, at) => {
		const value = values[column] ?? "";
		return TEXTS.has(at + 1) ? quoted(value) : value;
	}).join(";");
}

export function quoted(text: string): string {
	return `"${text.replaceAll('"', '""')}"`;
}

/** A text field: no control characters, cut to its length. */
export function textField(text: string, most: number): string {
	return Array.from(text.replace(/\p{Cc}+/gu, " ").trim())
		.slice(0, most)
		.join("")
		.trim();
}

/** A document number: letters, digits and `$ & % * + - /`, up to `most`. */
export function documentNumber(text: string, most: number): string {
	return text.replace(/[^A-Za-z0-9$&%*+\-/]/g, "").slice(0, most);
}
