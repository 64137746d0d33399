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
			["Uhrzeit", "Time", "Heure"],
			["Währung", "Currency", "Devise"],
			["Brutto", "Gross", "Avant commission", "Brut"],
			["Transaktionscode", "Transaction ID", "Numéro de transaction"],
		],
		columns: {
			bookingDay: ["Datum", "Date"],
			name: ["Name", "Nom"],
			payerAccount: [
				"Absender E-Mail-Adresse",
				"Von E-Mail-Adresse",
				"From Email Address",
				"Adresse email de l'expéditeur",
			],
			payeeAccount: ["Empfänger E-Mail-Adresse", "An E-Mail-Adresse", "To Email Address"],
			bookingText: ["Typ", "Beschreibung", "Type", "Description", "Libellé"],
			remittance: [
				["Betreff", "Subject"],
				["Hinweis", "Note"],
				["Artikelbezeichnung", "Item Title"],
				["Zollnummer", "Custom Number", "Benutzerdefinierte Nummer"],
				["Rechnungsnummer", "Invoice Number", "Invoice ID", "Identifiant de facture"],
			],
			references: [
				["Rechnungsnummer", "Invoice Number", "Invoice ID", "Identifiant de facture"],
				[
					"Zugehöriger Transaktionscode",
					"Reference Txn ID",
					"Txn-Referenzkennung",
					"Numéro de la transaction de référence",
				],
			],
			uniqueId: ["Transaktionscode", "Transaction ID", "Numéro de transaction"],
			currency: ["Währung", "Currency", "Devise"],
			amount: ["Netto", "Net", "Brutto", "Gross", "Avant commission", "Brut"],
			originalAmount: ["Brutto", "Gross", "Avant commission", "Brut"],
			fee: ["Gebühr", "Entgelt", "Fee", "Commission"],
			balance: ["Guthaben", "Balance", "Solde"],
		},
		monthFirst: {
			column: ["Zeitzone", "TimeZone", "Time Zone"],
			words: ["America", "US/", "PST", "PDT", "MST", "MDT", "CST", "CDT", "EST", "EDT"],
		},
		status: {
			column: "Status",
			booked: [
				"Abgeschlossen",
				"Completed",
				"Erledigt",
				"Cleared",
				"Refunded",
				"Partially Refunded",
				"Zurückgezahlt",
				"Teilweise zurückgezahlt",
				"Rückerstattet",
				"Teilweise rückerstattet",
			],
			info: [
				"Abgelehnt",
				"Entfernt",
				"Removed",
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
