import type { CsvProfile } from "../profile.ts";

/** N26 since 2024. */
export const profile: CsvProfile = {
	id: "n26",
	bank: { de: "N26", en: "N26" },
	mapping: {
		header: [
			["Booking Date", "Buchungsdatum"],
			["Partner Name", "Partnername"],
			["Payment Reference", "Zahlungsreferenz", "Verwendungszweck"],
			["Amount (*", "Betrag (*"],
		],
		dateOrder: "YMD",
		decimal: ".",
		columns: {
			bookingDay: ["Booking Date", "Buchungsdatum"],
			valueDay: ["Value Date", "Wertstellung", "Wertstellungsdatum"],
			name: ["Partner Name", "Partnername"],
			iban: "Partner Iban",
			bookingText: ["Type", "Typ"],
			remittance: [["Payment Reference", "Zahlungsreferenz", "Verwendungszweck"]],
			amount: ["Amount (*", "Betrag (*"],
			originalAmount: ["Original Amount", "Ursprungsbetrag", "Originalbetrag"],
			originalCurrency: ["Original Currency", "Ursprungswährung", "Originalwährung"],
			exchangeRate: ["Exchange Rate", "Wechselkurs"],
		},
	},
};
