import type { CsvProfile } from "../profile.ts";

/** Deutsche Bank, Postbank since 2023, norisbank. `Betrag`, `Soll` and `Haben` are all signed. */
export const profile: CsvProfile = {
	id: "deutsche-bank",
	bank: { de: "Deutsche Bank, Postbank, norisbank", en: "Deutsche Bank, Postbank, norisbank" },
	mapping: {
		header: ["Buchungstag", "Wert", "Verwendungszweck", "Soll", "Haben"],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			bookingDay: "Buchungstag",
			valueDay: "Wert",
			bookingText: "Umsatzart",
			name: ["Begünstigter / Auftraggeber", "Begünstigter/Auftraggeber"],
			ultimateName: ["Abweichender Auftraggeber", "Abweichender Empfänger"],
			remittance: ["Verwendungszweck"],
			iban: ["IBAN / Kontonummer", "IBAN"],
			bic: "BIC",
			endToEndId: "Kundenreferenz",
			mandateId: "Mandatsreferenz",
			creditorId: ["Gläubiger ID", "Gläubiger-ID"],
			fee: "Fremde Gebühren",
			amount: "Betrag",
			originalAmount: "Betrag",
			debit: "Soll",
			credit: "Haben",
			currency: "Währung",
		},
		currency: "EUR",
		opening: ["Letzter Kontostand", "Alter Kontostand"],
		closing: ["Kontostand", "Neuer Kontostand"],
	},
};
