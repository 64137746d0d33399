import type { CsvProfile } from "../profile.ts";

/** Postbank until its move to the systems of Deutsche Bank. */
export const profile: CsvProfile = {
	id: "postbank-2022",
	bank: { de: "Postbank (bis 2023)", en: "Postbank (until 2023)" },
	mapping: {
		header: [
			["Buchungsdatum", "Buchungstag"],
			["Wertstellung"],
			"Umsatzart",
			"Buchungsdetails",
			"Auftraggeber",
			"Empfänger",
			"Betrag *",
		],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			bookingDay: ["Buchungsdatum", "Buchungstag"],
			valueDay: "Wertstellung",
			bookingText: "Umsatzart",
			remittance: ["Buchungsdetails"],
			payer: "Auftraggeber",
			payee: "Empfänger",
			amount: "Betrag *",
			balance: "Saldo *",
			currency: "Währung",
		},
		currency: "EUR",
		accountNumber: ["Kontonummer"],
		ownerName: ["Name:", "Kontoinhaber"],
	},
};
