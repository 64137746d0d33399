import * as z from "zod";
import { Amount } from "../shapes.ts";

/** The Finances API's answers, as far as they are read. */
export const Payout = z.object({
	payoutId: z.string(),
	payoutDate: z.string(),
	payoutStatus: z.string(),
	/** What reaches the bank. */
	amount: Amount,
	/** What an instant payout costs, which is taken off before it reaches the bank. */
	totalFee: Amount.optional(),
	bankReference: z.string().optional(),
	payoutReference: z.string().optional(),
	transactionCount: z.int().optional(),
});
export type Payout = z.infer<typeof Payout>;

/** 204 without a body where there is none. */
export const Payouts = z.object({ payouts: z.array(Payout).optional(), total: z.int().optional() }).optional();

export const Transaction = z.object({
	transactionId: z.string(),
	transactionType: z.string(),
	/** CREDIT to the seller, or DEBIT. */
	bookingEntry: z.enum(["CREDIT", "DEBIT"]),
	orderId: z.string().optional(),
	/** What was booked, after fees; never negative. */
	amount: Amount,
	/** Kept of a sale, given back with a refund. */
	totalFeeAmount: Amount.optional(),
	eBayCollectedTaxAmount: Amount.optional(),
	feeType: z.string().optional(),
	transactionMemo: z.string().optional(),
	references: z
		.array(z.object({ referenceId: z.string().optional(), referenceType: z.string().optional() }))
		.optional(),
});
export type Transaction = z.infer<typeof Transaction>;

export const Transactions = z
	.object({ transactions: z.array(Transaction).optional(), total: z.int().optional() })
	.optional();
