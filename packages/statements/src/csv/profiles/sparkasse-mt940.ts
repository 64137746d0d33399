import type { CsvProfile } from "../profile.ts";

/** "CSV-MT940": the tags of the purpose run together in the text (`EREF+...MREF+...SVWZ+...`). */
export const profile: CsvProfile = {
	id: "sparkasse-mt940",
	bank: { de: "Sparkasse (CSV-MT940)", en: "Sparkasse (CSV-MT940)" },
	mapping: {
		header: ["Auftragskonto", "Buchungstag", ["Valutadatum", "Valuta"], "Buchungstext", "Verwendungszweck", "Betrag"],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			account: "Auftragskonto",
			bookingDay: "Buchungstag",
			valueDay: ["Valutadatum", "Valuta"],
			bookingText: "Buchungstext",
			remittance: ["Verwendungszweck"],
			name: ["Beguenstigter/Zahlungspflichtiger", "Begünstigter/Zahlungspflichtiger"],
			iban: ["Kontonummer", "Kontonummer/IBAN"],
			bic: ["BLZ", "BLZ/BIC", "BIC (SWIFT-Code)"],
			endToEndId: "Kundenreferenz",
			mandateId: "Mandatsreferenz",
			creditorId: ["Glaeubiger ID", "Gläubiger ID"],
			amount: "Betrag",
			currency: ["Waehrung", "Währung"],
		},
		currency: "EUR",
		status: { column: "Info", pending: ["Umsatz vorgemerkt", "vorgemerkt"] },
	},
};
