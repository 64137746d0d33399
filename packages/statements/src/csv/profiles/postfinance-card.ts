import type { CsvProfile } from "../profile.ts";

/** PostFinance credit cards, in the four languages of its customers. */
export const profile: CsvProfile = {
	id: "postfinance-card",
	bank: { de: "PostFinance Kreditkarte", en: "PostFinance credit card" },
	mapping: {
		header: [
			[
				"Buchungsdatum",
				"Datum",
				"Booking date",
				"Date d'écriture",
				"Date",
				"Data di registrazione",
				"Data di contabilizzazione",
				"Data",
			],
			[
				"Buchungsdetails",
				"Booking details",
				"Détails de comptabilisation",
				"Dettagli della registrazione",
				"Dettagli*",
				"Denominazione",
				"Dénomination",
			],
			["Gutschrift in *", "Credit in *", "Crédit en *", "Accredito in *"],
			["Lastschrift in *", "Debit in *", "Débit en *", "Addebito in *"],
		],
		dateOrder: "DMY",
		decimal: ".",
		columns: {
			bookingDay: [
				"Buchungsdatum",
				"Booking date",
				"Date d'écriture",
				"Data di registrazione",
				"Data di contabilizzazione",
				"Datum",
				"Date",
				"Data",
			],
			valueDay: ["Einkaufsdatum", "Purchase date", "Date d'achat", "Data di acquisto"],
			remittance: [
				[
					"Buchungsdetails",
					"Booking details",
					"Détails de comptabilisation",
					"Dettagli della registrazione",
					"Dettagli*",
					"Denominazione",
					"Dénomination",
				],
			],
			credit: ["Gutschrift in *", "Credit in *", "Crédit en *", "Accredito in *"],
			debit: ["Lastschrift in *", "Debit in *", "Débit en *", "Addebito in *"],
		},
		accountNumber: ["Kartenkonto", "Card account", "Compte de carte", "Conto carta", "Conto della carta"],
		footer: ["Disclaimer:"],
		totals: true,
	},
};
