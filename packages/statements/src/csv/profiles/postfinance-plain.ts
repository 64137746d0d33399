import type { CsvProfile } from "../profile.ts";

/** PostFinance, exported without a header. */
export const profile: CsvProfile = {
	id: "postfinance-plain",
	bank: { de: "PostFinance (ohne Kopfzeile)", en: "PostFinance (without header)" },
	mapping: {
		row: ["date", "text", "amount", "amount", "date", "amount"],
		dateOrder: "DMY",
		decimal: ".",
		columns: { bookingDay: 1, remittance: [2], credit: 3, debit: 4, valueDay: 5, balance: 6 },
		currency: "CHF",
	},
};
