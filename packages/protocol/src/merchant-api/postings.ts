import { Day, Instant, Money } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";
import { Assignment, Reason } from "./orders.ts";
import { PageQuery, pageOf } from "./paging.ts";

export const Suggestion = z
	.object({
		orders: z.array(z.object({ order: z.uuid(), number: z.string(), amount: Money })),
		/** 0 to 1. */
		probability: z.number(),
		reasons: z.array(Reason),
	})
	.meta({ id: "Suggestion" });
export type Suggestion = z.infer<typeof Suggestion>;

export const Posting = z
	.object({
		id: z.uuid(),
		account: z.uuid(),
		bookingDay: Day,
		amount: Money,
		/** What of it is assigned. */
		assigned: Money,
		counterparty: z.object({ name: z.string().nullable(), iban: z.string().nullable() }),
		remittance: z.string(),
		/** `pending`: announced, settles nothing. `lapsed`: announced, and the bank went on without booking it. */
		status: z.enum(["booked", "pending", "lapsed"]),
		/** Null: not decided yet. */
		outcome: z.enum(["assigned", "review", "none"]).nullable(),
		decidedBy: z.enum(["machine", "person"]).nullable(),
		decidedAt: Instant.nullable(),
		held: z.boolean(),
		assignments: z.array(Assignment),
		suggestions: z.array(Suggestion),
		/** Why this outcome. */
		reasons: z.array(Reason),
	})
	.meta({ id: "Posting" });
export type Posting = z.infer<typeof Posting>;

export const listPostings = operation({
	id: "listPostings",
	method: "get",
	path: "/v1/postings",
	audience: "merchant",
	summary: "Postings, newest first; `outcome=review` is the review list.",
	query: z.object({
		...PageQuery,
		outcome: z.enum(["assigned", "review", "none", "undecided"]).optional(),
		account: z.uuid().optional(),
	}),
	result: pageOf(Posting),
});

const params = z.object({ posting: z.uuid() });

export const getPosting = operation({
	id: "getPosting",
	method: "get",
	path: "/v1/postings/{posting}",
	audience: "merchant",
	summary: "One posting, with the reasons of its outcome.",
	params,
	result: Posting,
});

export const assignPosting = operation({
	id: "assignPosting",
	method: "post",
	path: "/v1/postings/{posting}/assignments",
	audience: "merchant",
	summary: "A person assigns a posting: accepts a suggestion or names orders. Never overridden by the machine.",
	params,
	body: z.object({
		orders: z
			.array(
				z.object({
					order: z.uuid(),
					/** In the posting's minor units; left out: what the order still needs, at most what is left. */
					minor: z.int().positive().optional(),
				}),
			)
			.min(1)
			.max(500),
	}),
	result: Posting,
	status: 201,
});

export const rejectPosting = operation({
	id: "rejectPosting",
	method: "post",
	path: "/v1/postings/{posting}/reject",
	audience: "merchant",
	summary: "A person says that the posting pays no order.",
	params,
	result: Posting,
});

export const undoAssignment = operation({
	id: "undoAssignment",
	method: "delete",
	path: "/v1/assignments/{assignment}",
	audience: "merchant",
	summary:
		"Takes an assignment back, also in the shop; the posting waits in review. Null where there is none behind it.",
	params: z.object({ assignment: z.uuid() }),
	result: Posting.nullable(),
});
