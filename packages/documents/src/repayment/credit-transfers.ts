import type { Money } from "@kontor/connector";
import type { Payee } from "../payment/account.ts";
import type { PostalAddress } from "../payment/address.ts";
import type { SepaCharset } from "./sepa-text.ts";

/** Repayments as one file for the bank (K1). Ids come from the caller, so that the same repayments give the same file. */
export interface CreditTransfers {
	/** Unique per file for the bank, up to 35 characters: it refuses a second file of the same id. */
	readonly messageId: string;
	/** UTC, with Z. */
	readonly createdAt: string;
	/** Who hands the file in; as registered with the bank. */
	readonly initiator: string;
	readonly batches: readonly TransferBatch[];
	/** `german` only for German banks; default `basic`. */
	readonly charset?: SepaCharset | undefined;
}

/** Payments of one day from one account. */
export interface TransferBatch {
	readonly id: string;
	readonly debtor: Payee & { readonly address?: SepaAddress | undefined };
	/** When the bank is to carry it out, `YYYY-MM-DD`. */
	readonly day: string;
	/** One posting for the whole batch, or one for each payment (default): only then is each assigned back by itself. */
	readonly oneBooking?: boolean | undefined;
	/** SCT Inst: there in seconds, at any hour, at the price of any other transfer. */
	readonly instant?: boolean | undefined;
	readonly payments: readonly Transfer[];
}

export interface Transfer {
	/** The repayment's own id, up to 35 characters: comes back with its posting and with a rejection. */
	readonly endToEndId: string;
	/** EUR 0.01 to 999,999,999.99. */
	readonly amount: Money;
	readonly payee: Payee & { readonly address?: SepaAddress | undefined };
	/** Up to 140 characters; or an ISO 11649 reference, not both. */
	readonly text?: string | undefined;
	readonly reference?: string | undefined;
	/** ISO 20022 external purpose code, up to 4 characters. */
	readonly purpose?: string | undefined;
}

/**
 * Structured; with `lines` (up to two) hybrid, which not every bank takes. Leave it out where it is not needed: since 15 Nov 2026
 * an order with an unstructured address is rejected.
 */
export type SepaAddress = PostalAddress & { readonly lines?: readonly string[] | undefined };
