import type { CsvProfile } from "../profile.ts";

/** DKB credit cards since 2023. */
export const profile: CsvProfile = {
	id: "dkb-card",
	bank: { de: "DKB Kreditkarte", en: "DKB credit card" },
	mapping: {
		header: ["Belegdatum", "Wertstellung", "Status", "Beschreibung", "Umsatztyp", "Betrag*"],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			bookingDay: "Wertstellung",
			valueDay: "Belegdatum",
			bookingText: "Umsatztyp",
			remittance: ["Beschreibung"],
			amount: "Betrag*",
			originalAmount: "Fremdwährungsbetrag",
		},
		currency: "EUR",
		accountNumber: ["Karte"],
		status: { column: "Status", pending: ["Vorgemerkt"] },
		closing: ["Saldo vom"],
	},
};
