import * as z from "zod";
import { Money } from "./money.ts";
import { OrderRef } from "./order.ts";
import { Day } from "./time.ts";

/**
 * A posting that may be a payout of this platform's: what it collected for many orders, less what it keeps (PRODUCT D3). As it stands
 * in the bank statement.
 */
export const PayoutQuestion = z
	.object({
		posting: z.object({
			counterparty: z.string().max(500),
			/** The remittance text, and whatever references the bank gives besides. */
			text: z.string().max(5000),
		}),
		/** What arrived. */
		amount: Money,
		bookedOn: Day,
	})
	.meta({ id: "PayoutQuestion" });
export type PayoutQuestion = z.infer<typeof PayoutQuestion>;

/** What of a payout belongs to one order, in the payout's currency. `gross` + `fees` = `net`. */
export const PayoutLine = z.object({
	/** Of the connection that is asked; its order says itself that it was paid (`receivedInShop`). */
	orderRef: OrderRef,
	/** What the platform booked for the order: a sale, money that went back to the buyer, or costs alone. */
	kind: z.enum(["sale", "refund", "other"]),
	/** What the buyer paid, as far as it is the seller's; negative: what he got back. */
	gross: Money,
	/** What the platform kept of it, as a negative amount; positive where it gave fees back. */
	fees: Money,
	net: Money,
	/** Tax that the buyer paid besides and the platform passed on to the authorities: part of the order's amount, never of a payout. */
	taxKept: Money.optional(),
	/** As the platform numbers what it booked. */
	transactionIds: z.array(z.string().max(190)).min(1),
});
export type PayoutLine = z.infer<typeof PayoutLine>;

/** What belongs to no order: subscriptions, listing fees, credits, the fee of an instant payout. */
export const PayoutCharge = z.object({
	/** The platform's own word for it: "NON_SALE_CHARGE". */
	kind: z.string().min(1).max(100),
	/** Negative where the platform kept it. */
	net: Money,
	transactionId: z.string().max(190).nullable(),
	memo: z.string().max(500).optional(),
});
export type PayoutCharge = z.infer<typeof PayoutCharge>;

/** What the platform's own books say of a posting; never a guess. */
export const PayoutAnswer = z
	.discriminatedUnion("outcome", [
		/** Nothing in the posting says that it comes from this platform, which was not asked. */
		z.object({ outcome: z.literal("no-payout") }),
		/** It looks like one, and the platform has none that fits: not known (yet), of another seller, or another amount. Asked again. */
		z.object({ outcome: z.literal("not-found"), tried: z.array(z.string().max(190)) }),
		/** Found, but the platform's books do not make up its amount to the cent (yet). Asked again, and shown to the merchant. */
		z.object({
			outcome: z.literal("incomplete"),
			payoutId: z.string().min(1).max(190),
			/** The payout's amount less its parts. */
			difference: Money,
		}),
		z.object({
			outcome: z.literal("split"),
			/** The same payout has the same id, whichever posting it is asked by. */
			payoutId: z.string().min(1).max(190),
			payoutDate: z.iso.datetime(),
			/** By the payout's id or the bank's reference in the text; or only by amount and date, which a person has to see. */
			foundBy: z.enum(["payout-id", "bank-reference", "amount-and-date"]),
			/** The posting's; the nets of `lines` and `charges` make it up to the cent. */
			amount: Money,
			lines: z.array(PayoutLine).max(50_000),
			charges: z.array(PayoutCharge).max(50_000),
		}),
	])
	.meta({ id: "PayoutAnswer" });
export type PayoutAnswer = z.infer<typeof PayoutAnswer>;
