import type { CsvProfile } from "../profile.ts";

/** N26 since 2024. */
export const profile: CsvProfile = {
	id: "n26",
	bank: { de: "N26", en: "N26" },
	mapping: {
		header: ["Booking Date", "Partner Name", "Payment Reference", "Amount (*"],
		dateOrder: "YMD",
		decimal: ".",
		columns: {
			bookingDay: "Booking Date",
			valueDay: "Value Date",
			name: "Partner Name",
			iban: "Partner Iban",
			bookingText: "Type",
			remittance: ["Payment Reference"],
			amount: "Amount (*",
			originalAmount: "Original Amount",
			originalCurrency: "Original Currency",
			exchangeRate: "Exchange Rate",
		},
	},
};
