/**
 * How the columns of order lists are called, in German and English, likeliest first: exports of shop systems, of
 * accounting programs, and what people write. Compared without case, punctuation, umlaut spelling and what is in
 * parentheses. A header is taken for one field only; fields choose in this order.
 */
const HEADERS = {
	number:
		"Bestellnummer, Bestellnr, Bestell-ID, Auftragsnummer, Auftragsnr, Vorgangsnummer, Belegnummer, Order number, Order no, Order nr, Order ID, Order, Bestellung, Auftrag, Nummer, Number, Nr, No",
	invoiceNumber:
		"Rechnungsnummer, Rechnungsnr, Rechnung, Rech-Nr, RgNr, ReNr, Invoice number, Invoice no, Invoice nr, Invoice ID, Invoice",
	customerNumber:
		"Kundennummer, Kundennr, Kd-Nr, Kunden-ID, Debitorennummer, Debitor, Customer number, Customer no, Customer nr, Customer ID",
	outstanding:
		"Offener Betrag, Offen, Restbetrag, Outstanding, Outstanding balance, Outstanding amount, Open amount, Amount due, Balance",
	amount:
		"Gesamtbetrag, Gesamtsumme, Gesamt, Endbetrag, Bruttobetrag, Rechnungsbetrag, Bestellsumme, Bestellwert, Brutto, Betrag, Summe, Order total, Order total amount, Grand total, Total amount, Total, Amount, Sum, Gross",
	currency: "Währung, Währungscode, Currency, Currency code, Order currency",
	billingName: "Billing name, Rechnungsname, Name Rechnungsadresse",
	firstName: "Vorname, First name, Billing first name, Given name",
	lastName: "Nachname, Familienname, Last name, Billing last name, Surname, Family name",
	name: "Kundenname, Kunde, Käufer, Besteller, Name, Customer name, Customer, Buyer, Full name",
	company: "Firma, Firmenname, Unternehmen, Company, Company name, Billing company",
	email: "E-Mail, E-Mail-Adresse, Mail, Email, Email address, Customer email, Billing email",
	postcode: "PLZ, Postleitzahl, Postcode, Postal code, Zip, Zip code, Billing zip, Billing postcode",
	city: "Ort, Stadt, Wohnort, City, Town, Billing city",
	placedAt:
		"Bestelldatum, Auftragsdatum, Bestellt am, Datum, Order date, Date, Created at, Date created, Placed at, Ordered at",
	paymentMethod: "Zahlungsart, Zahlungsmethode, Zahlungsweise, Zahlart, Payment method, Payment method title, Payment",
	status: "Zahlungsstatus, Bezahlstatus, Payment status, Financial status, Status, Bestellstatus, Order status",
	shop: "Shop, Verkaufskanal, Kanal, Marktplatz, Sales channel, Channel, Store, Marketplace",
	additionalName: "Zusatzname, Abweichender Zahler, Zahler, Additional name, Payer",
	additionalNumber:
		"Zusatznummer, Projektnummer, Aktenzeichen, Referenz, Externe Bestellnummer, Additional number, Project number, Reference",
} as const;

export type Field = keyof typeof HEADERS;
const FIELDS = Object.keys(HEADERS) as readonly Field[];

const ALIASES = new Map(FIELDS.map((field) => [field, HEADERS[field].split(", ").map(folded)]));

/** The column of each field, by its place from 0 on. */
export type Columns = ReadonlyMap<Field, number>;

export function recogniseColumns(headers: readonly string[]): Columns {
	const found = new Map<Field, number>();
	const names = headers.map(folded);
	// Shopify calls the order's number "Name" and the customer "Billing Name".
	if (names.includes("name") && names.includes("billingname")) found.set("number", names.indexOf("name"));
	for (const field of FIELDS) {
		if (found.has(field)) continue;
		const taken = new Set(found.values());
		const at = ALIASES.get(field)
			?.map((alias) => names.findIndex((name, i) => name === alias && !taken.has(i)))
			.find((i) => i >= 0);
		if (at !== undefined) found.set(field, at);
	}
	return found;
}

function folded(header: string): string {
	return header
		.replace(/\([^)]*\)|\[[^\]]*\]/g, "")
		.toLowerCase()
		.replaceAll("ß", "ss")
		.replace(/[äöü]/g, (umlaut) => `${{ ä: "a", ö: "o", ü: "u" }[umlaut]}e`)
		.normalize("NFD")
		.replace(/[^a-z0-9]/g, "");
}
