import type { CsvProfile } from "../profile.ts";

/** comdirect credit cards, also below another account in one file. */
export const profile: CsvProfile = {
	id: "comdirect-card",
	bank: { de: "comdirect Kreditkarte", en: "comdirect credit card" },
	mapping: {
		header: ["Buchungstag", "Umsatztag", "Vorgang", "Referenz", "Buchungstext", "Umsatz in *"],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			bookingDay: "Buchungstag",
			valueDay: "Umsatztag",
			bookingText: "Vorgang",
			bankReference: "Referenz",
			remittance: ["Buchungstext"],
			amount: "Umsatz in *",
		},
		pendingDates: ["offen", "neu"],
		accountTitle: ["Umsätze Visa", "Umsätze Master"],
		opening: ["Alter Kontostand"],
		closing: ["Neuer Kontostand"],
		section: ["Umsätze"],
	},
};
