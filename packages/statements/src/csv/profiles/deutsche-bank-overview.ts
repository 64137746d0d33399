import type { CsvProfile } from "../profile.ts";

/** Deutsche Bank, the overview of all accounts: no value date, the own account by product only. */
export const profile: CsvProfile = {
	id: "deutsche-bank-overview",
	bank: { de: "Deutsche Bank (Kontenübersicht)", en: "Deutsche Bank (overview of accounts)" },
	mapping: {
		header: ["Datum", "Auftraggeber / Empfänger", "Verwendungszweck", "IBAN / Kontonummer", "Produkt", "Betrag"],
		dateOrder: "DMY",
		decimal: ",",
		columns: {
			bookingDay: "Datum",
			name: "Auftraggeber / Empfänger",
			remittance: ["Verwendungszweck"],
			account: "IBAN / Kontonummer",
			amount: "Betrag",
			currency: "Währung",
		},
		currency: "EUR",
	},
};
