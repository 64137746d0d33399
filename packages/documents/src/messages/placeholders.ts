import type { Text } from "@kontor/connector";

/** Every placeholder: what it stands for, in the merchant's words. Blocks stand alone on a line; the others in a sentence. */
export const PLACEHOLDERS = {
	salutation: text("Anrede mit Namen", "Salutation with the name"),
	"shop.name": text("Name des Shops", "The shop's name"),
	"shop.email": text("E-Mail-Adresse des Shops", "The shop's e-mail address"),
	"shop.phone": text("Telefonnummer des Shops", "The shop's phone number"),
	"shop.website": text("Internetadresse des Shops", "The shop's website"),
	"customer.name": text("Name des Kunden", "The customer's name"),
	"customer.company": text("Firma des Kunden", "The customer's company"),
	"customer.number": text("Kundennummer", "Customer number"),
	"order.number": text("Bestellnummer", "Order number"),
	"order.date": text("Bestelldatum", "Order date"),
	"invoice.number": text("Rechnungsnummer", "Invoice number"),
	"invoice.date": text("Rechnungsdatum", "Invoice date"),
	amount: text("Zu zahlender Betrag", "Amount to be paid"),
	previousAmount: text("Betrag vor der Änderung", "Amount before the change"),
	outstanding: text("Noch offener Betrag", "Amount still open"),
	payableUntil: text("Zahlbar bis (nur wenn eingestellt)", "Payable until (only where set)"),
	dueDate: text("Fälligkeit", "Due date"),
	"discount.percent": text("Skonto in Prozent", "Cash discount in percent"),
	"discount.amount": text("Betrag nach Abzug des Skontos", "Amount after the cash discount"),
	"discount.until": text("Skonto bis", "Cash discount until"),
	"foreign.amount": text("Betrag in der Währung der Bestellung", "Amount in the order's currency"),
	"foreign.rate": text("Wechselkurs", "Exchange rate"),
	level: text("Mahnstufe", "Reminder level"),
	previousDate: text("Datum der vorigen Nachricht", "Date of the previous message"),
	"received.amount": text("Eingegangener Betrag", "Amount received"),
	"received.date": text("Tag des Eingangs", "Day of receipt"),
	"repayment.amount": text("Rückzahlungsbetrag", "Amount repaid"),
	"repayment.iban": text("Konto der Rückzahlung (verkürzt)", "Account of the repayment (shortened)"),
	"collection.partner": text("Inkassounternehmen", "Collection agency"),
	"collection.reference": text("Aktenzeichen", "File reference"),
	taskCount: text("Anzahl der Aufgaben", "Number of tasks"),
	payment: block("Block: Bankverbindung mit QR-Code", "Block: bank details with QR code"),
	amounts: block("Block: Zusammensetzung des Betrags", "Block: how the amount is made up"),
	orders: block("Block: Tabelle der Bestellungen", "Block: table of orders"),
	alreadyPaid: block('Block: Knopf "Schon bezahlt"', 'Block: button "Already paid"'),
	bankDetails: block("Block: Knopf zur Eingabe der Bankverbindung", "Block: button to enter bank details"),
	tasks: block("Block: Liste der Aufgaben", "Block: list of tasks"),
	merchantArea: block("Block: Knopf zum Händlerbereich", "Block: button to the merchant area"),
} as const satisfies Readonly<Record<string, { readonly title: Text; readonly block: boolean }>>;

export type PlaceholderName = keyof typeof PLACEHOLDERS;

export const PLACEHOLDER_NAMES = Object.keys(PLACEHOLDERS) as PlaceholderName[];

/** Offered in every message. */
export const ALWAYS = [
	"salutation",
	"shop.name",
	"shop.email",
	"shop.phone",
	"shop.website",
	"customer.name",
	"customer.company",
	"customer.number",
] as const satisfies readonly PlaceholderName[];

function text(de: string, en: string) {
	return { title: { de, en }, block: false } as const;
}

function block(de: string, en: string) {
	return { title: { de, en }, block: true } as const;
}
