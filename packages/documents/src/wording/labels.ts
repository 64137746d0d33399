import type { Locale } from "./locale.ts";
import { swissGerman } from "./swiss-german.ts";

/** The words of everything that is made from data, not from a template. Swiss German follows from German where it is not said. */
export const LABELS = {
	payee: ["Empfänger", "Payee"],
	iban: ["IBAN", "IBAN"],
	bic: ["BIC", "BIC"],
	amount: ["Betrag", "Amount"],
	reference: ["Verwendungszweck", "Reference"],
	creditorReference: ["Referenz", "Reference"],
	payableUntil: ["Zahlbar bis", "Payable until"],
	giroCaption: ["Mit der Banking-App scannen (GiroCode)", "Scan with your banking app (EPC QR code)"],
	swissCaption: ["Mit der Banking-App scannen (QR-Rechnung)", "Scan with your banking app (Swiss QR-bill)"],
	orderAmount: ["Bestellung", "Order"],
	ordersAmount: ["Offene Bestellungen", "Open orders"],
	paidBefore: ["Bereits bezahlt", "Already paid"],
	fee: ["Mahnkosten", "Reminder costs"],
	interest: ["Verzugszinsen", "Default interest"],
	interestSince: ["seit", "since"],
	lumpSum: ["Verzugspauschale", "Lump sum for default"],
	total: ["Zu zahlen", "To be paid"],
	orderNumber: ["Bestellung", "Order"],
	orderDate: ["Datum", "Date"],
	invoiceNumber: ["Rechnung", "Invoice"],
	open: ["Offen", "Open"],
	alreadyPaid: ["Ich habe schon bezahlt", "I have already paid"],
	bankDetails: ["Bankverbindung eingeben", "Enter bank details"],
	merchantArea: ["Zum Händlerbereich", "To the merchant area"],
	page: ["Seite", "Page"],
	of: ["von", "of"],
	date: ["Datum", "Date"],
	transfer: ["Überweisung", "Bank transfer"],
	noBankForm: [
		"Zum Abschreiben oder Scannen: Diese Seite ist kein Formular Ihrer Bank und kann dort nicht abgegeben werden.",
		"For typing or scanning: this page is no form of your bank and cannot be handed in there.",
	],
	unsubscribe: ["Diese Nachrichten abbestellen", "Unsubscribe from these messages"],
	payer: ["Auftraggeber", "Payer"],
	payerIban: ["IBAN des Auftraggebers", "Payer's IBAN"],
	signature: ["Datum, Unterschrift", "Date, signature"],
} as const satisfies Readonly<Record<string, readonly [de: string, en: string]>>;

export type Label = keyof typeof LABELS;

const SWISS: Partial<Record<Label, string>> = { reference: "Mitteilung", payee: "Zahlbar an", fee: "Mahngebühr" };

export function label(name: Label, locale: Locale): string {
	const [de, en] = LABELS[name];
	if (locale === "en") return en;
	return locale === "de" ? de : (SWISS[name] ?? swissGerman(de));
}
