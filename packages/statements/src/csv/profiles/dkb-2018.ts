import type { CsvProfile } from "../profile.ts";

/** DKB until 2023. Every line ends in a delimiter; between the postings may stand the balances of days. */
export const profile: CsvProfile = {
	id: "dkb-2018",
	bank: { de: "DKB (bis 2023)", en: "DKB (until 2023)" },
	mapping: {
		header: [
			"Buchungstag",
			"Wertstellung",
			"Buchungstext",
			"Auftraggeber / Begünstigter",
			"Verwendungszweck",
			"Betrag (*",
		],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			bookingDay: "Buchungstag",
			valueDay: "Wertstellung",
			bookingText: "Buchungstext",
			name: "Auftraggeber / Begünstigter",
			remittance: ["Verwendungszweck"],
			iban: "Kontonummer",
			bic: "BLZ",
			amount: "Betrag (*",
			creditorId: "Gläubiger-ID",
			mandateId: "Mandatsreferenz",
			endToEndId: "Kundenreferenz",
		},
		closing: ["Kontostand vom"],
		dayBalances: ["Tagessaldo"],
	},
};
