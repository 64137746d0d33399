/**
 * What a running Shopware 6.6.7.0 answered: a transaction in a state, the action, and the state after it; null where it
 * was refused with 400.
 */
export const OBSERVED_PAYMENTS: readonly (readonly [from: string, action: string, to: string | null])[] = [
	["open", "paid", "paid"],
	["open", "pay", "paid"],
	["open", "paid_partially", "paid_partially"],
	["in_progress", "paid", "paid"],
	["in_progress", "paid_partially", "paid_partially"],
	["reminded", "paid", null],
	["reminded", "pay", "paid"],
	["reminded", "paid_partially", null],
	["paid_partially", "paid", null],
	["paid_partially", "pay", "paid"],
	["paid_partially", "paid_partially", "paid_partially"],
	["paid", "paid", "paid"],
	["paid", "pay", "paid"],
	["paid", "paid_partially", null],
	["cancelled", "paid", "paid"],
	["cancelled", "pay", null],
	["cancelled", "paid_partially", null],
	["failed", "paid", "paid"],
	["failed", "pay", "paid"],
	["failed", "paid_partially", "paid_partially"],
	["authorized", "paid", "paid"],
	["authorized", "pay", null],
	["authorized", "paid_partially", "paid_partially"],
	["refunded", "paid", null],
	["refunded", "pay", null],
	["refunded", "paid_partially", null],
];
