import type { CsvProfile } from "../profile.ts";

/** Credit cards of the Sparkassen. */
export const profile: CsvProfile = {
	id: "sparkasse-card",
	bank: { de: "Sparkasse Kreditkarte", en: "Sparkasse credit card" },
	mapping: {
		header: ["Umsatz getätigt von", "Belegdatum", "Buchungsdatum", "Buchungsbetrag", "Transaktionsbeschreibung"],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			account: "Umsatz getätigt von",
			bookingDay: "Buchungsdatum",
			valueDay: "Belegdatum",
			amount: "Buchungsbetrag",
			currency: "Buchungswährung",
			originalAmount: "Originalbetrag",
			originalCurrency: "Originalwährung",
			exchangeRate: "Umrechnungskurs",
			remittance: ["Transaktionsbeschreibung", "Transaktionsbeschreibung Zusatz"],
			bankReference: "Buchungsreferenz",
		},
	},
};
