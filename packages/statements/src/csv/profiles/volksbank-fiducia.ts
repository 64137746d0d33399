import type { CsvProfile } from "../profile.ts";

/**
 * Volksbanken before Atruvia: amounts without sign, S or H in the last column, which often has no header. The text is
 * wrapped at 27 characters, its first line the booking text.
 */
export const profile: CsvProfile = {
	id: "volksbank-fiducia",
	bank: { de: "Volksbank, Raiffeisenbank (bis 2022)", en: "Volksbank, Raiffeisenbank (until 2022)" },
	mapping: {
		header: ["Buchungstag", "Valuta", "Vorgang/Verwendungszweck", "Umsatz"],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			bookingDay: "Buchungstag",
			valueDay: "Valuta",
			name: ["Empfänger/Zahlungspflichtiger", "Zahlungsempfänger", "Auftraggeber/Zahlungsempfänger"],
			iban: ["IBAN", "ZahlungsempfängerIBAN", "Konto-Nr."],
			bic: ["BIC", "ZahlungsempfängerBIC", "BLZ"],
			bookingText: "Textschlüssel",
			remittance: ["Vorgang/Verwendungszweck"],
			customerReference: "Kundenreferenz",
			currency: "Währung",
			amount: "Umsatz",
		},
		currency: "EUR",
		sign: { column: ["Soll/Haben", " "] },
		opening: ["Anfangssaldo"],
		closing: ["Endsaldo"],
		accountNumber: ["Konto:"],
		bankCode: ["BLZ:"],
		ownerName: ["Kontoinhaber:"],
		wrappedAt: 27,
		bookingTextLeads: true,
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
