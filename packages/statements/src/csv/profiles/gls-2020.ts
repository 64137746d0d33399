import type { CsvProfile } from "../profile.ts";

/** GLS, apoBank, EthikBank and others until they came to Atruvia's layout: the purpose in up to 14 lines of 27. */
export const profile: CsvProfile = {
	id: "gls-2020",
	bank: { de: "GLS, apoBank, EthikBank (bis 2021)", en: "GLS, apoBank, EthikBank (until 2021)" },
	mapping: {
		header: ["Kontonummer", "Buchungstag", "Wertstellung", "Auftraggeber/Empfänger", "Buchungstext", "VWZ1", "Betrag"],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			account: "Kontonummer",
			bookingDay: "Buchungstag",
			valueDay: "Wertstellung",
			name: "Auftraggeber/Empfänger",
			bookingText: "Buchungstext",
			remittance: Array.from({ length: 14 }, (_, at) => `VWZ${at + 1}`),
			amount: "Betrag",
			balance: "Kontostand",
			currency: "Währung",
		},
		currency: "EUR",
		wrappedAt: 27,
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
