import type { CsvProfile } from "../profile.ts";

/** Commerzbank. Name, account, purpose and references stand in one text; without points between thousands. */
export const profile: CsvProfile = {
	id: "commerzbank",
	bank: { de: "Commerzbank", en: "Commerzbank" },
	mapping: {
		header: ["Buchungstag", "Wertstellung", "Umsatzart", "Buchungstext", "Betrag"],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			bookingDay: "Buchungstag",
			valueDay: "Wertstellung",
			bookingText: "Umsatzart",
			remittance: ["Buchungstext"],
			amount: "Betrag",
			currency: "Währung",
			account: ["IBAN Auftraggeberkonto", "IBAN Kontoinhaber"],
		},
		currency: "EUR",
		labels: {
			"End-to-End-Ref.:": "endToEndId",
			"Kundenreferenz:": "customerReference",
			"Mandatsref:": "mandateId",
			"Mandatsref.:": "mandateId",
			"Gläubiger-ID:": "creditorId",
		},
		partyLeads: true,
	},
};
