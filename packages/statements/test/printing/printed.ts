import type { Balance, Posting } from "../../src/index.ts";

/**
 * What is printed and expected back: the model without what only a file gives (`raw`, positions) or what follows from the
 * rest (`searchText`, `valueDayRaw`).
 */
export type PrintedPosting = Omit<Posting, "searchText" | "valueDayRaw">;

export interface PrintedEntry extends PrintedPosting {
	readonly details: readonly PrintedPosting[];
}

export interface PrintedStatement {
	/** IBAN of one's own account. */
	readonly account: string;
	readonly currency: string;
	readonly opening: Balance;
	readonly entries: readonly PrintedEntry[];
}

/** An entry that says nothing but what is given. */
export function printedEntry(given: Pick<PrintedEntry, "amount" | "bookingDay"> & Partial<PrintedEntry>): PrintedEntry {
	return {
		status: "booked",
		reversal: false,
		counterparty: {},
		remittance: "",
		references: [],
		transactionCode: {},
		charges: [],
		details: [],
		...given,
	};
}

/** Opening and booked entries, on the last booking day. */
export function closingOf({ opening, entries }: PrintedStatement): Balance {
	const booked = entries.filter(({ status }) => status === "booked");
	const minor = booked.reduce((sum, { amount }) => sum + amount.minor, opening.amount.minor);
	const day =
		booked
			.map(({ bookingDay }) => bookingDay)
			.toSorted()
			.at(-1) ?? opening.day;
	return { amount: { ...opening.amount, minor }, day };
}
