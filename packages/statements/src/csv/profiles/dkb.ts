import type { CsvProfile } from "../profile.ts";

/** DKB since 2023. Zeros behind the comma are dropped, "1.000" is a thousand; who is the other party depends on the sign. */
export const profile: CsvProfile = {
	id: "dkb",
	bank: { de: "DKB", en: "DKB" },
	mapping: {
		header: [
			"Buchungsdatum",
			"Wertstellung",
			"Zahlungspflichtige*r",
			"Zahlungsempfänger*in",
			"Verwendungszweck",
			"Betrag*",
		],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			bookingDay: "Buchungsdatum",
			valueDay: "Wertstellung",
			payer: "Zahlungspflichtige*r",
			payee: "Zahlungsempfänger*in",
			remittance: ["Verwendungszweck"],
			bookingText: "Umsatztyp",
			iban: "IBAN",
			amount: "Betrag*",
			creditorId: ["Gläubiger-ID", "Glaeubiger-ID"],
			mandateId: "Mandatsreferenz",
			endToEndId: "Kundenreferenz",
		},
		currency: "EUR",
		status: { column: "Status", pending: ["Vorgemerkt"] },
		closing: ["Kontostand vom"],
	},
};
