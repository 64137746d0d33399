import type { CsvProfile } from "../profile.ts";

/**
 * PayPal, activities and monthly statements. What moves the balance is the net amount; the gross one is what the buyer
 * paid, the fee a charge. A payment funded from a bank account is two rows that cancel out, linked by the code of the
 * other. Rows that only inform (authorisations, items of a cart, orders) have no impact on the balance.
 */
export const profile: CsvProfile = {
	id: "paypal",
	bank: { de: "PayPal", en: "PayPal" },
	mapping: {
		header: [
			["Datum", "Date"],
			["Uhrzeit", "Time"],
			["Währung", "Currency"],
			["Brutto", "Gross"],
			["Transaktionscode", "Transaction ID"],
		],
		columns: {
			bookingDay: ["Datum", "Date"],
			name: "Name",
			payerAccount: ["Absender E-Mail-Adresse", "Von E-Mail-Adresse", "From Email Address"],
			payeeAccount: ["Empfänger E-Mail-Adresse", "An E-Mail-Adresse", "To Email Address"],
			bookingText: ["Typ", "Beschreibung", "Type", "Description"],
			remittance: [
				["Betreff", "Subject"],
				["Hinweis", "Note"],
				["Artikelbezeichnung", "Item Title"],
				["Zollnummer", "Custom Number", "Benutzerdefinierte Nummer"],
				["Rechnungsnummer", "Invoice Number", "Invoice ID"],
			],
			references: [
				["Rechnungsnummer", "Invoice Number", "Invoice ID"],
				["Zugehöriger Transaktionscode", "Reference Txn ID", "Txn-Referenzkennung"],
			],
			uniqueId: ["Transaktionscode", "Transaction ID"],
			currency: ["Währung", "Currency"],
			amount: ["Netto", "Net", "Brutto", "Gross"],
			originalAmount: ["Brutto", "Gross"],
			fee: ["Gebühr", "Entgelt", "Fee"],
			balance: ["Guthaben", "Balance"],
		},
		monthFirst: {
			column: ["Zeitzone", "TimeZone", "Time Zone"],
			words: ["America", "US/", "PST", "PDT", "MST", "MDT", "CST", "CDT", "EST", "EDT"],
		},
		status: {
			column: "Status",
			booked: ["Abgeschlossen", "Completed", "Erledigt"],
			info: [
				"Abgelehnt",
				"Storniert",
				"Denied",
				"Canceled",
				"Cancelled",
				"Voided",
				"Expired",
				"Abgelaufen",
				"Failed",
				"Fehlgeschlagen",
			],
		},
		impact: { column: ["Auswirkung auf Guthaben", "Balance Impact"], info: ["Memo", " "] },
		fees: "movement",
	},
};
