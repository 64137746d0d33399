import type { PayoutQuestion } from "@kontor/connector";

/** What in a posting's text points to a payout of eBay's. */
export interface PayoutTrace {
	/** Numbers that may be a payout's id, in the order in which they stand. */
	readonly payoutIds: readonly string[];
}

/** eBay's payments companies, as they stand in statements: "eBay S.a r.l.", "eBay Commerce UK Ltd", "EBAYPAYOUT". */
const NAMED = /(?<![\p{L}\p{N}])ebay(?![\p{Ll}]{0,2}(?:r|kleinanzeigen))/iu;

/** eBay's classifieds were sold long ago, and what they pay out is their own. */
const NOT_EBAY = /kleinanzeigen/i;

/** A payout's id is a number of about ten digits; account and card numbers are longer, dates and postcodes shorter. */
const PAYOUT_ID = /(?<!\d)\d{9,13}(?!\d)/g;
const MOST_IDS = 5;

/**
 * Whether a posting may be a payout of eBay's, by its words alone: money that came in, and somebody called eBay. Banks break lines
 * anywhere and drop spaces, so numbers are also looked for with single spaces inside them taken out. Null where it is none.
 */
export function payoutTraceIn({ posting, amount }: Pick<PayoutQuestion, "posting" | "amount">): PayoutTrace | null {
	const all = `${posting.counterparty}\n${posting.text}`;
	if (amount.minor <= 0 || !NAMED.test(all) || NOT_EBAY.test(posting.counterparty)) return null;
	const joined = posting.text.replace(/(?<=\d)\s(?=\d)/g, "");
	const numbers = [...posting.text.matchAll(PAYOUT_ID), ...joined.matchAll(PAYOUT_ID)].map(([number]) => number);
	return { payoutIds: [...new Set(numbers)].slice(0, MOST_IDS) };
}

/** Whether the text carries the reference that eBay's bank gave it; compared without spaces, signs and case. */
export function carriesReference({ posting }: Pick<PayoutQuestion, "posting">, reference: string): boolean {
	const wanted = bare(reference);
	return wanted.length >= 6 && bare(`${posting.counterparty} ${posting.text}`).includes(wanted);
}

function bare(text: string): string {
	return text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
}
