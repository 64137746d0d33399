import type { CsvProfile } from "../profile.ts";

/** comdirect. Every line ends in a delimiter; several accounts in a file; the parties stand in the text. */
export const profile: CsvProfile = {
	id: "comdirect",
	bank: { de: "comdirect", en: "comdirect" },
	mapping: {
		header: ["Buchungstag", "Wertstellung (Valuta)", "Vorgang", "Buchungstext", "Umsatz in *"],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			bookingDay: "Buchungstag",
			valueDay: "Wertstellung (Valuta)",
			bookingText: "Vorgang",
			remittance: ["Buchungstext"],
			amount: "Umsatz in *",
		},
		currency: "EUR",
		pendingDates: ["offen", "neu"],
		accountTitle: ["Umsätze Tagesgeld", "Umsätze Festgeld"],
		opening: ["Alter Kontostand"],
		closing: ["Neuer Kontostand"],
		section: ["Umsätze"],
		labels: {
			"Auftraggeber:": "name",
			"Empfänger:": "name",
			"Zahlungspflichtiger:": "name",
			"Kto/IBAN:": "iban",
			"BLZ/BIC:": "bic",
			"Buchungstext:": "remittance",
			"End-to-End-Ref.:": "endToEndId",
			"Gläubiger-ID:": "creditorId",
			"Mandat:": "mandateId",
			"CORE / Mandatsref.:": "mandateId",
			"COR1 / Mandatsref.:": "mandateId",
			"B2B / Mandatsref.:": "mandateId",
			"Ref.": "bankReference",
		},
	},
};
