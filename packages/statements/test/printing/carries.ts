import type { Detail, Entry } from "../../src/index.ts";
import type { PrintedPosting } from "./printed.ts";

type Said = Entry | Detail | PrintedPosting;

/** What a posting can say, one value each. */
const FIELDS = {
	amount: ({ amount }: Said) => amount,
	bookingDay: ({ bookingDay }: Said) => bookingDay,
	valueDay: ({ valueDay }: Said) => valueDay,
	status: ({ status }: Said) => status,
	reversal: ({ reversal }: Said) => reversal,
	name: ({ counterparty }: Said) => counterparty.name,
	iban: ({ counterparty }: Said) => counterparty.iban,
	account: ({ counterparty }: Said) => counterparty.account,
	bic: ({ counterparty }: Said) => counterparty.bic,
	bankCode: ({ counterparty }: Said) => counterparty.bankCode,
	ultimateName: ({ counterparty }: Said) => counterparty.ultimateName,
	remittance: ({ remittance }: Said) => remittance,
	additionalRemittance: ({ additionalRemittance }: Said) => additionalRemittance,
	bookingText: ({ bookingText }: Said) => bookingText,
	endToEndId: ({ endToEndId }: Said) => endToEndId,
	mandateId: ({ mandateId }: Said) => mandateId,
	creditorId: ({ creditorId }: Said) => creditorId,
	customerReference: ({ customerReference }: Said) => customerReference,
	references: ({ references }: Said) => references,
	gvc: ({ transactionCode }: Said) => transactionCode.gvc,
	swift: ({ transactionCode }: Said) => transactionCode.swift,
	domain: ({ transactionCode }: Said) => transactionCode.domain,
	returnReason: ({ returnReason }: Said) => returnReason,
	charges: ({ charges }: Said) => charges,
	originalAmount: ({ originalAmount }: Said) => originalAmount,
	exchangeRate: ({ exchangeRate }: Said) => exchangeRate,
	bankReference: ({ bankReference }: Said) => bankReference,
	transactionId: ({ transactionId }: Said) => transactionId,
	uniqueId: ({ uniqueId }: Said) => uniqueId,
} as const;
export type Field = keyof typeof FIELDS;

/** What comes back of a posting that was printed in a format and read again. */
export interface Carried {
	readonly exact: readonly Field[];
	/** But for white space: lines are broken and padded where texts have blanks. */
	readonly bare: readonly Field[];
	/** Whether the payments of a batch come back. */
	readonly details: boolean;
}

const BOOKING = ["amount", "bookingDay", "valueDay", "status", "reversal"] as const;
const COUNTERPARTY = ["iban", "account", "bic", "bankCode"] as const;
const TEXTS = ["name", "ultimateName", "remittance", "bookingText"] as const;
const REFERENCES = [
	"endToEndId",
	"mandateId",
	"creditorId",
	"customerReference",
	"references",
	"bankReference",
] as const;
const BESIDES = ["gvc", "swift", "returnReason", "charges", "originalAmount"] as const;

/**
 * The one table of what each format carries, given values that fit: MT940 has 14 purpose lines of 27 characters, a return
 * reason only for returns (GVC 108 to 110, ...), a structured reference only as the whole text of GVC 164 and 167.
 */
export const CARRIES = {
	mt940: {
		exact: [...BOOKING, ...COUNTERPARTY, ...REFERENCES, ...BESIDES],
		bare: TEXTS,
		details: false,
	},
	/** `:86:` without sub-fields. */
	mt940Plain: {
		exact: [...BOOKING, "bankReference", "swift"],
		bare: ["remittance"],
		details: false,
	},
	/** `:86:` in slash codes; the whole of it stays the text to search in. */
	mt940Slashes: {
		exact: [...BOOKING, "iban", "bic", "endToEndId", "mandateId", "creditorId", "bankReference", "swift"],
		bare: ["name"],
		details: false,
	},
	camt: {
		exact: [
			...BOOKING,
			...COUNTERPARTY,
			...TEXTS,
			...REFERENCES,
			...BESIDES,
			"additionalRemittance",
			"domain",
			"exchangeRate",
			"transactionId",
			"uniqueId",
		],
		bare: [],
		details: true,
	},
} as const satisfies Readonly<Record<string, Carried>>;

/** The posting reduced to what the format carries, ready to be compared. */
export function carriedOf(posting: Said, carried: Carried): object {
	const exact = carried.exact.map((field) => [field, FIELDS[field](posting)]);
	const bare = carried.bare.map((field) => [field, withoutBlanks(FIELDS[field](posting))]);
	const details =
		carried.details && "details" in posting
			? (posting.details as readonly Said[]).map((detail) => carriedOf(detail, carried))
			: [];
	return { ...Object.fromEntries([...exact, ...bare]), details };
}

function withoutBlanks(value: unknown): unknown {
	return typeof value === "string" ? value.replace(/\s/g, "") || undefined : value;
}
