import type { Matchable } from "@kontor/statements";
import type { DeliveredEntry } from "./read-file.ts";

/** What `rowsOf` gives, as SQL takes it out of JSON. */
export const FIELDS = `"bookingDay" date, "valueDay" date, amount bigint, currency text, name text, iban text, remittance text,
	"endToEndId" text, code text, "returnReason" text, status text, representation text, "strongId" text,
	"contentKey" text, occurrence int, detail text, body jsonb`;

/** The postings of an entry, as rows of FIELDS. */
export function rowsOf(entry: DeliveredEntry, key: { contentKey: string; occurrence: number }): object[] {
	return entry.matchables.map((matchable, index) => ({
		...rowOf(matchable),
		status: entry.pending ? "pending" : "booked",
		bookingDay: entry.bookingDay,
		representation: entry.representation,
		strongId: entry.strongId,
		...key,
		body: {
			...bodyOf(matchable),
			line: entry.line,
			// The record is the entry's: once is enough.
			...(index === 0 && { raw: entry.raw }),
			...(matchable.subKey !== "" && { entry: { text: entry.text, endToEndId: entry.endToEndId } }),
		},
	}));
}

function rowOf({ subKey, posting }: Matchable): object {
	const { gvc, domain, proprietary, swift } = posting.transactionCode;
	return {
		detail: subKey,
		valueDay: posting.valueDay,
		amount: posting.amount.minor,
		currency: posting.amount.currency,
		name: posting.counterparty.name,
		iban: posting.counterparty.iban,
		remittance: posting.remittance,
		endToEndId: posting.endToEndId,
		code: [gvc, domain, proprietary, swift].filter((code) => code !== undefined).join(" ") || undefined,
		returnReason: posting.returnReason,
	};
}

/** What no column holds. */
function bodyOf({ posting }: Matchable): object {
	return {
		searchText: posting.searchText,
		valueDayRaw: posting.valueDayRaw,
		reversal: posting.reversal,
		counterparty: posting.counterparty,
		bookingText: posting.bookingText,
		mandateId: posting.mandateId,
		creditorId: posting.creditorId,
		customerReference: posting.customerReference,
		references: posting.references,
		transactionCode: posting.transactionCode,
		charges: posting.charges,
		originalAmount: posting.originalAmount,
		exchangeRate: posting.exchangeRate,
		bankReference: posting.bankReference,
		transactionId: posting.transactionId,
		uniqueId: posting.uniqueId,
	};
}
