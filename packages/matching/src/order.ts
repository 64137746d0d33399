import type { Money, PaymentCode, PaymentTerm } from "@kontor/connector";

/** An order as the engine sees it. A field that is left out is never evidence. */
export interface MatchOrder {
	/** Opaque; comes back in decisions. */
	readonly id: string;
	/** The connection it was read from: the same number in two shops is two orders (A10). */
	readonly shop: string;
	/** As the buyer sees it: "AU-2025-10023", "#1001", "10023". */
	readonly number: string;
	readonly invoiceNumber?: string | undefined;
	readonly customerNumber?: string | undefined;
	readonly name?: string | undefined;
	readonly company?: string | undefined;
	readonly email?: string | undefined;
	readonly postcode?: string | undefined;
	readonly city?: string | undefined;
	/** Other people who may pay (G14). */
	readonly additionalNames?: readonly string[] | undefined;
	/** Other numbers a payer may quote: project, ticket, file number (G14). */
	readonly additionalNumbers?: readonly string[] | undefined;
	/** What is owed in total. */
	readonly amount: Money;
	/** What a posting can still pay. Left out: all of `amount` (nothing where the order is closed). */
	readonly open?: Money | undefined;
	/** Day or UTC instant. Left out: no check against the booking date. */
	readonly placedAt?: string | undefined;
	readonly paymentCode?: PaymentCode | undefined;
	/** Cash discount within `days` of the order (F12); a term without discount is ignored here. */
	readonly terms?: readonly PaymentTerm[] | undefined;
	/** Left out: "open". */
	readonly standing?: Standing | undefined;
	/** A8: takes no part in assignment. */
	readonly testSystem?: boolean | undefined;
}

/**
 * - `open`: can be paid, also where it is not managed, overdue or with a collection partner.
 * - `closed`: paid or repaid; never assigned, speaks against others that its number could mean.
 * - `cancelled`: a payment waits for a person's decision (D6; overdue cash on delivery likewise). Where the merchant's
 *   setting books such payments, the caller gives `open` instead.
 */
export type Standing = "open" | "closed" | "cancelled";
