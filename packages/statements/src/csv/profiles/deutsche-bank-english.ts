import type { CsvProfile } from "../profile.ts";

/** Deutsche Bank with the English user interface: month first, decimal point. */
export const profile: CsvProfile = {
	id: "deutsche-bank-english",
	bank: { de: "Deutsche Bank (englisch)", en: "Deutsche Bank (English)" },
	mapping: {
		header: ["Booking date", "Value date", "Payment Details", "Debit", "Credit"],
		columns: {
			bookingDay: "Booking date",
			valueDay: "Value date",
			bookingText: "Transaction Type",
			name: "Beneficiary / Originator",
			ultimateName: ["Ultimate debtor", "Ultimate creditor"],
			remittance: ["Payment Details"],
			iban: ["IBAN / Account Number", "IBAN"],
			bic: "BIC",
			endToEndId: "Customer Reference",
			mandateId: "Mandate Reference",
			creditorId: "Creditor ID",
			fee: "Compensation amount",
			debit: "Debit",
			credit: "Credit",
			originalAmount: "Original Amount",
			currency: "Currency",
		},
		dateOrder: "MDY",
		decimal: ".",
		currency: "EUR",
		opening: ["Last Account Balance", "Last Balance"],
		closing: ["Account balance", "Balance"],
	},
};
