import type { Money, Text } from "@kontor/connector";

/**
 * What happened to an order's money, for the books (L5). Amounts are positive; negative where it was taken back (an assignment
 * undone, a returned debit).
 */
export interface BookkeepingEntry {
	/** Ours, stable: an exported entry can be found again. */
	readonly id: string;
	readonly kind: EntryKind;
	/** The posting's booking day; of what has no posting, the day it was decided. */
	readonly day: string;
	readonly amount: Money;
	readonly order: {
		readonly number: string;
		readonly shop: string;
		readonly invoiceNumber?: string | undefined;
		readonly customerNumber?: string | undefined;
		readonly customerName?: string | undefined;
		/** The customer's own account in the books; else the collective one. */
		readonly debtorAccount?: string | undefined;
	};
	/** Tax rate of what was sold, where a cash discount is not of the usual one. */
	readonly taxPercent?: number | undefined;
	/** IBAN of the bank account where money moved. */
	readonly bankAccount?: string | undefined;
	/** What the payer wrote, or why. */
	readonly text?: string | undefined;
}

/** Every entry stands against the customer's account: on which account and side it is booked otherwise. */
export const ENTRY_KINDS = {
	assignment: { title: { de: "Zahlung", en: "Payment" }, account: "bank", side: "S" },
	cashDiscount: { title: { de: "Skonto", en: "Cash discount" }, account: "cashDiscount", side: "S" },
	bankCharges: { title: { de: "Bankgebühren", en: "Bank charges" }, account: "bankCharges", side: "S" },
	tolerance: { title: { de: "Zahlungsdifferenz", en: "Payment difference" }, account: "differences", side: "S" },
	fee: { title: { de: "Mahngebühr", en: "Reminder fee" }, account: "fees", side: "H" },
	interest: { title: { de: "Verzugszinsen", en: "Default interest" }, account: "interest", side: "H" },
	repayment: { title: { de: "Rückzahlung", en: "Repayment" }, account: "bank", side: "H" },
} as const satisfies Readonly<Record<string, { title: Text; account: AccountRole; side: "S" | "H" }>>;

export type EntryKind = keyof typeof ENTRY_KINDS;
export type AccountRole = "bank" | "cashDiscount" | "bankCharges" | "differences" | "fees" | "interest";
