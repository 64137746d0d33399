import type { CsvProfile } from "../profile.ts";

/** PostFinance accounts since 2023, in the four languages of its customers. Debits stand with their minus. */
export const profile: CsvProfile = {
	id: "postfinance",
	bank: { de: "PostFinance", en: "PostFinance" },
	mapping: {
		header: [
			[
				"Datum",
				"Date",
				"Data",
				"Buchungsdatum",
				"Booking date",
				"Date de comptabilisation",
				"Data di contabilizzazione",
			],
			["Avisierungstext", "Notification text", "Texte de notification", "Testo di avviso"],
			["Gutschrift in *", "Credit in *", "Crédit en *", "Accredito in *"],
			["Lastschrift in *", "Debit in *", "Débit en *", "Addebito in *"],
		],
		dateOrder: "DMY",
		decimal: ".",
		columns: {
			bookingDay: [
				"Datum",
				"Date",
				"Data",
				"Buchungsdatum",
				"Booking date",
				"Date de comptabilisation",
				"Data di contabilizzazione",
			],
			valueDay: ["Valuta", "Value", "Valeur"],
			bookingText: ["Bewegungstyp", "Type of transaction", "Type de transaction", "Tipo di movimento"],
			remittance: [["Avisierungstext", "Notification text", "Texte de notification", "Testo di avviso"]],
			credit: ["Gutschrift in *", "Credit in *", "Crédit en *", "Accredito in *"],
			debit: ["Lastschrift in *", "Debit in *", "Débit en *", "Addebito in *"],
			balance: ["Saldo in *", "Balance in *", "Solde en *"],
		},
		footer: ["Disclaimer:"],
	},
};
