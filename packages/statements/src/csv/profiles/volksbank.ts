import type { CsvProfile } from "../profile.ts";

/** Volksbanken, GLS, Sparda, PSD and others on Atruvia. The SEPA tags stand in the text with a colon. */
export const profile: CsvProfile = {
	id: "volksbank",
	bank: { de: "Volksbank, Raiffeisenbank, GLS, Sparda, PSD", en: "Volksbank, Raiffeisenbank, GLS, Sparda, PSD" },
	mapping: {
		header: ["Bezeichnung Auftragskonto", "IBAN Auftragskonto", "Buchungstag", "Betrag"],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			account: "IBAN Auftragskonto",
			bookingDay: "Buchungstag",
			valueDay: "Valutadatum",
			name: "Name Zahlungsbeteiligter",
			iban: "IBAN Zahlungsbeteiligter",
			bic: ["BIC (SWIFT-Code) Zahlungsbeteiligter", "BIC Zahlungsbeteiligter"],
			bookingText: "Buchungstext",
			remittance: ["Verwendungszweck"],
			amount: "Betrag",
			currency: ["Waehrung", "Währung"],
			balance: "Saldo nach Buchung",
			creditorId: ["Glaeubiger ID", "Gläubiger ID"],
			mandateId: "Mandatsreferenz",
		},
		currency: "EUR",
		labels: {
			"EREF:": "endToEndId",
			"KREF:": "customerReference",
			"MREF:": "mandateId",
			"CRED:": "creditorId",
			"SVWZ:": "remittance",
			"ABWA:": "ultimateName",
			"ABWE:": "ultimateName",
			"PURP:": "none",
			"IBAN:": "iban",
			"BIC:": "bic",
		},
	},
};
