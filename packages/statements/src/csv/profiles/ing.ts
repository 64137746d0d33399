import type { CsvProfile } from "../profile.ts";

/** ING. Accounts exported together stand below one another, each with its own head. The column `Währung` stands twice; some rows lack the booking text's cell; no account of the other party. */
export const profile: CsvProfile = {
	id: "ing",
	bank: { de: "ING", en: "ING" },
	mapping: {
		header: ["Buchung", ["Valuta", "Wertstellungsdatum"], "Auftraggeber/Empfänger", "Verwendungszweck", "Betrag"],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			bookingDay: "Buchung",
			valueDay: ["Valuta", "Wertstellungsdatum"],
			name: "Auftraggeber/Empfänger",
			bookingText: "Buchungstext",
			remittance: ["Verwendungszweck"],
			balance: "Saldo",
			amount: "Betrag",
			currency: "Währung",
			endToEndId: "Kundenreferenz",
			mandateId: "Mandatsreferenz",
			creditorId: "Gläubiger-ID",
		},
		currency: "EUR",
		ownerName: ["Kunde"],
		mayLack: "Buchungstext",
		section: ["Umsatzanzeige"],
	},
};
