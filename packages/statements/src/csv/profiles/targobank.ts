import type { CsvProfile } from "../profile.ts";

/** Targobank: no header; the own account in apostrophes at the end; the parts of the text stand three blanks apart. */
export const profile: CsvProfile = {
	id: "targobank",
	bank: { de: "Targobank", en: "Targobank" },
	mapping: {
		row: ["date", "text", "amount", "amount", "any", "any", "iban"],
		dateOrder: "DMY",
		columns: { bookingDay: 1, remittance: [2], amount: 3, credit: 4, account: 7 },
		currency: "EUR",
		partedBy: 3,
	},
};
