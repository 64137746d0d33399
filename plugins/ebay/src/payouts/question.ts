import { Day, Money, OrderRef } from "@kontor/connector";
import * as z from "zod";

/** A posting that may be a payout of eBay's, as it stands in the bank statement. */
export const PayoutQuestion = z.object({
	posting: z.object({
		counterparty: z.string().max(500),
		/** The remittance text, and whatever references the bank gives besides. */
		text: z.string().max(5000),
	}),
	amount: Money,
	bookedOn: Day,
});
export type PayoutQuestion = z.infer<typeof PayoutQuestion>;

/** What of a payout belongs to one order, in the payout's currency. `gross` + `fees` = `net`; the nets make up the payout. */
export const PayoutLine = z.object({
	orderRef: OrderRef,
	/** What eBay booked for the order, by its transactions. */
	kind: z.enum(["sale", "refund", "other"]),
	/** What the buyer paid, without the tax that eBay kept; negative: what he got back. */
	gross: Money,
	/** What eBay kept of it; positive where it gave fees back. */
	fees: Money,
	net: Money,
	/** Tax that the buyer paid besides and eBay paid to the authorities: part of the order's amount, never of a payout. */
	taxKeptByEbay: Money,
	transactionIds: z.array(z.string()).min(1),
});
export type PayoutLine = z.infer<typeof PayoutLine>;

/** What belongs to no order: subscriptions, listing fees, shipping labels, credits, the fee of an instant payout. */
export const PayoutCharge = z.object({
	/** eBay's own word: "NON_SALE_CHARGE", "SHIPPING_LABEL", "PAYOUT_FEE". */
	kind: z.string(),
	net: Money,
	transactionId: z.string().nullable(),
	memo: z.string().optional(),
});
export type PayoutCharge = z.infer<typeof PayoutCharge>;

export const PayoutAnswer = z.discriminatedUnion("outcome", [
	/** Nothing in the posting says that it comes from eBay: eBay was not asked. */
	z.object({ outcome: z.literal("no-payout") }),
	/** It looks like one, and eBay has none that fits: not (yet) known, of another seller, or another amount. */
	z.object({ outcome: z.literal("not-found"), tried: z.array(z.string()) }),
	/** Found, but eBay's transactions do not make up its amount to the cent: a person has to look. */
	z.object({ outcome: z.literal("incomplete"), payoutId: z.string(), difference: Money }),
	z.object({
		outcome: z.literal("split"),
		payoutId: z.string(),
		payoutDate: z.iso.datetime(),
		/** By the payout's id or the bank's reference in the text; or only by amount and date, which a person should see. */
		foundBy: z.enum(["payout-id", "bank-reference", "amount-and-date"]),
		amount: Money,
		lines: z.array(PayoutLine),
		charges: z.array(PayoutCharge),
	}),
]);
export type PayoutAnswer = z.infer<typeof PayoutAnswer>;
