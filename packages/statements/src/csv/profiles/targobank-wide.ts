import type { CsvProfile } from "../profile.ts";

/** Targobank with one more empty column: no header; the own account in apostrophes at the end; the parts of the text stand three blanks apart. */
export const profile: CsvProfile = {
	id: "targobank-wide",
	bank: { de: "Targobank (8 Spalten)", en: "Targobank (8 columns)" },
	mapping: {
		row: ["date", "text", "amount", "amount", "any", "any", "any", "iban"],
		dateOrder: "DMY",
		columns: { bookingDay: 1, remittance: [2], amount: 3, credit: 4, account: 8 },
		currency: "EUR",
		partedBy: 3,
	},
};
