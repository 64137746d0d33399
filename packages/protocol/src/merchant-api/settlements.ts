import { Instant, Money, Text } from "@kontor/connector";
import * as z from "zod";
import { Bytes, operation } from "../operation.ts";
import { PageQuery, pageOf } from "./paging.ts";

const column = z.string().min(1).max(100);

/** How a carrier's settlement files are read: CSV with a line of titles (PRODUCT D3). */
export const SettlementLayout = z
	.object({
		/** Whose files they are, as the merchant calls them. */
		source: column,
		separator: z.enum([";", ",", "\t"]).default(";"),
		decimal: z.enum([",", "."]).default(","),
		currency: z
			.string()
			.regex(/^[A-Z]{3}$/)
			.default("EUR"),
		columns: z.object({
			/** The order's number, or its parcel's. */
			reference: column,
			/** What was collected from the customer. */
			amount: column,
			/** What is deducted of it; null: nothing is. */
			fee: column.nullable().default(null),
		}),
	})
	.meta({ id: "SettlementLayout" });
export type SettlementLayout = z.infer<typeof SettlementLayout>;

const Layouts = z.object({ items: z.array(SettlementLayout).max(50) });

/**
 * A collective payout in its parts, by the data of whoever paid it: what it would book, or why it cannot be booked as it is. A carrier's
 * pays its orders; a marketplace's orders are paid there, and its payout is booked on them without settling anything.
 */
export const Settlement = z
	.object({
		id: z.uuid(),
		source: z.string(),
		/** `proposed` fits to the cent and can be booked; `review` says why not (yet). */
		state: z.enum(["proposed", "review", "booked", "dismissed"]),
		/** Whose plugin split it by its platform's books; null: a file. */
		connection: z.uuid().nullable(),
		/** A marketplace's payout; `amount-and-date`: nothing in the posting's text names it, so that a person has to see it. */
		payout: z
			.object({
				id: z.string(),
				paidOutAt: Instant,
				foundBy: z.enum(["payout-id", "bank-reference", "amount-and-date"]),
			})
			.nullable(),
		/** The posting it explains, where it is known. */
		posting: z.uuid().nullable(),
		gross: Money,
		fee: Money,
		/** What arrives: gross less fee, to the cent. */
		net: Money,
		lines: z.array(
			z.object({
				reference: z.string(),
				/** A `charge` is no order's. */
				kind: z.enum(["sale", "refund", "other", "charge"]),
				order: z.uuid().nullable(),
				gross: Money,
				fee: Money,
				net: Money,
				problem: Text.nullable(),
			}),
		),
		/** Why it is for a person, beside what its lines say. */
		problems: z.array(Text),
		createdAt: Instant,
		bookedAt: Instant.nullable(),
	})
	.meta({ id: "Settlement" });
export type Settlement = z.infer<typeof Settlement>;

const params = z.object({ settlement: z.uuid() });

export const getSettlementLayouts = operation({
	id: "getSettlementLayouts",
	method: "get",
	path: "/v1/settlement-layouts",
	audience: "merchant",
	summary: "How the settlement files of carriers are read.",
	result: Layouts,
});

export const putSettlementLayouts = operation({
	id: "putSettlementLayouts",
	method: "put",
	path: "/v1/settlement-layouts",
	audience: "merchant",
	summary: "Sets how the settlement files of carriers are read.",
	body: Layouts,
	result: Layouts,
});

export const uploadSettlement = operation({
	id: "uploadSettlement",
	method: "post",
	path: "/v1/settlements",
	audience: "merchant",
	summary:
		"Reads a carrier's settlement file and proposes how its payout is split; the same file again is the same settlement.",
	query: z.object({ source: column }),
	body: Bytes,
	result: Settlement,
	status: 201,
});

export const listSettlements = operation({
	id: "listSettlements",
	method: "get",
	path: "/v1/settlements",
	audience: "merchant",
	summary: "Settlements, newest first.",
	query: z.object(PageQuery),
	result: pageOf(Settlement),
});

export const getSettlement = operation({
	id: "getSettlement",
	method: "get",
	path: "/v1/settlements/{settlement}",
	audience: "merchant",
	summary: "One settlement, judged by what postings and orders there are now.",
	params,
	result: Settlement,
});

export const bookSettlement = operation({
	id: "bookSettlement",
	method: "post",
	path: "/v1/settlements/{settlement}/book",
	audience: "merchant",
	summary: "Books a proposed settlement: its posting on its orders, its fees as charges.",
	params,
	body: z.object({
		/** Left out: the one that was found. */
		posting: z.uuid().optional(),
		/** Lines of a marketplace's payout that cannot be booked on an order are booked on none, instead of holding up the others. */
		leaveOut: z.boolean().optional(),
	}),
	result: Settlement,
});

export const undoSettlement = operation({
	id: "undoSettlement",
	method: "post",
	path: "/v1/settlements/{settlement}/undo",
	audience: "merchant",
	summary: "Takes a booked settlement back as a whole, also in the shops; it is open again.",
	params,
	result: Settlement,
});

export const dismissSettlement = operation({
	id: "dismissSettlement",
	method: "post",
	path: "/v1/settlements/{settlement}/dismiss",
	audience: "merchant",
	summary: "Puts a settlement aside that is not to be booked.",
	params,
	result: Settlement,
});
