import fc from "fast-check";
import { anyPosting, type Possible } from "./any-posting.ts";
import type { PrintedEntry, PrintedPosting, PrintedStatement } from "./printed.ts";
import { printedEntry } from "./printed.ts";
import { currency, day, minor, ownIban } from "./values.ts";

/** One or two statements of a file. */
export function anyStatements(possible: Possible): fc.Arbitrary<PrintedStatement[]> {
	return fc.array(
		currency.chain((code) => anyStatement(possible, code)),
		{ minLength: 1, maxLength: 2 },
	);
}

export function anyStatement(possible: Possible, currency: string): fc.Arbitrary<PrintedStatement> {
	const single = anyPosting(possible, currency).map((posting): PrintedEntry => ({ ...posting, details: [] }));
	const batch = fc.array(anyPosting(possible, currency), { minLength: 2, maxLength: 4 }).map(batchOf);
	return fc.record({
		account: ownIban,
		currency: fc.constant(currency),
		opening: fc.record({
			amount: fc.record({ minor: minor.map((size) => size - 50_000), currency: fc.constant(currency) }),
			day,
		}),
		entries: fc.array(possible.asCamt ? fc.oneof({ weight: 4, arbitrary: single }, batch) : single, { maxLength: 4 }),
	});
}

/** A booking of these payments at once: they go its way, on its day, and it says of them only what holds for all. */
function batchOf(postings: readonly PrintedPosting[]): PrintedEntry {
	const [first] = postings;
	if (first === undefined) throw new Error("a batch has payments");
	const { bookingDay, valueDay, status, reversal, amount, transactionCode } = first;
	const sign = amount.minor < 0 ? -1 : 1;
	const details = postings.map((posting): PrintedPosting => {
		const own = { ...posting.amount, minor: sign * Math.abs(posting.amount.minor) };
		const { originalAmount } = posting;
		const original = originalAmount && { ...originalAmount, minor: sign * Math.abs(originalAmount.minor) };
		return { ...posting, amount: own, originalAmount: original, bookingDay, valueDay, status, reversal };
	});
	const sum = details.reduce((total, one) => total + one.amount.minor, 0);
	const total = { ...amount, minor: sum };
	const batch = printedEntry({ amount: total, bookingDay, valueDay, status, reversal, transactionCode, details });
	const { bookingText, bankReference, customerReference } = first;
	return { ...batch, bookingText, bankReference, customerReference };
}
