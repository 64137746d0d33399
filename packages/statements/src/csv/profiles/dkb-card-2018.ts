import type { CsvProfile } from "../profile.ts";

/** DKB credit cards until 2023. */
export const profile: CsvProfile = {
	id: "dkb-card-2018",
	bank: { de: "DKB Kreditkarte (bis 2023)", en: "DKB credit card (until 2023)" },
	mapping: {
		header: ["Umsatz abgerechnet*", "Wertstellung", "Belegdatum", "Beschreibung", "Betrag (*"],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			bookingDay: "Wertstellung",
			valueDay: "Belegdatum",
			remittance: ["Beschreibung"],
			amount: "Betrag (*",
			originalAmount: "Ursprünglicher Betrag",
		},
		accountNumber: ["Kreditkarte:"],
	},
};
