import type { CsvProfile } from "../profile.ts";

/** "CSV-CAMT" in its versions V2 and V8: the same columns, pending rows included. */
export const profile: CsvProfile = {
	id: "sparkasse-camt",
	bank: { de: "Sparkasse (CSV-CAMT)", en: "Sparkasse (CSV-CAMT)" },
	mapping: {
		header: ["Auftragskonto", "Buchungstag", "Valutadatum", "Buchungstext", "Kundenreferenz (End-to-End)", "Betrag"],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			account: "Auftragskonto",
			bookingDay: "Buchungstag",
			valueDay: "Valutadatum",
			bookingText: "Buchungstext",
			remittance: ["Verwendungszweck"],
			creditorId: ["Glaeubiger ID", "Gläubiger ID"],
			mandateId: "Mandatsreferenz",
			endToEndId: "Kundenreferenz (End-to-End)",
			customerReference: "Sammlerreferenz",
			originalAmount: "Lastschrift Ursprungsbetrag",
			fee: ["Auslagenersatz Ruecklastschrift", "Auslagenersatz Rücklastschrift"],
			name: ["Beguenstigter/Zahlungspflichtiger", "Begünstigter/Zahlungspflichtiger"],
			iban: ["Kontonummer/IBAN", "Kontonummer"],
			bic: ["BIC (SWIFT-Code)", "BLZ"],
			amount: "Betrag",
			currency: ["Waehrung", "Währung"],
		},
		status: { column: "Info", pending: ["Umsatz vorgemerkt", "vorgemerkt"] },
	},
};
