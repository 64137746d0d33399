import { Day, Instant, Money, Text } from "@kontor/connector";
import * as z from "zod";
import { Bytes, operation } from "../operation.ts";
import { Assignment, Reason } from "./orders.ts";
import { PageQuery, pageOf } from "./paging.ts";

export const Account = z
	.object({
		id: z.uuid(),
		name: z.string().min(1).max(200),
		/** IBAN, or what the bank calls the account. */
		number: z.string().min(1).max(64),
		currency: z
			.string()
			.regex(/^[A-Z]{3}$/)
			.default("EUR"),
		/** Older postings are stored and wait for the merchant (PRODUCT C4); left out: the day it is added. */
		assignFrom: Day,
		/** The shops it is limited to (PRODUCT C2); empty: all. */
		connections: z.array(z.uuid()).default([]),
	})
	.meta({ id: "Account" });
export type Account = z.infer<typeof Account>;

export const createAccount = operation({
	id: "createAccount",
	method: "post",
	path: "/v1/accounts",
	audience: "merchant",
	summary: "Adds a bank account.",
	body: Account.omit({ id: true }).partial({ assignFrom: true }),
	result: Account,
	status: 201,
});

export const listAccounts = operation({
	id: "listAccounts",
	method: "get",
	path: "/v1/accounts",
	audience: "merchant",
	summary: "The merchant's bank accounts.",
	result: z.object({ items: z.array(Account) }),
});

/** Postings of one day that may be new or the same as stored ones. */
export const Question = z
	.object({
		id: z.uuid(),
		account: z.uuid(),
		bookingDay: Day,
		text: Text,
		postings: z.array(z.object({ amount: Money, counterparty: z.string().nullable(), remittance: z.string() })),
		answer: z.enum(["same", "new"]).nullable(),
	})
	.meta({ id: "Question" });
export type Question = z.infer<typeof Question>;

export const ImportReport = z
	.object({
		import: z.uuid(),
		format: z.string(),
		statements: z.int(),
		/** Stored now. */
		created: z.int(),
		/** Stored before: the same posting in another file or format. */
		known: z.int(),
		/** Pending before, booked now. */
		booked: z.int(),
		/** Older than the account's connection: stored, waiting for the merchant (PRODUCT C4). */
		held: z.int(),
		questions: z.array(Question),
		warnings: z.array(Text),
		/** Statements that could not be read; nothing of them is stored. */
		errors: z.array(z.object({ position: z.string(), text: Text })),
	})
	.meta({ id: "ImportReport" });
export type ImportReport = z.infer<typeof ImportReport>;

export const importStatement = operation({
	id: "importStatement",
	method: "post",
	path: "/v1/accounts/{account}/statements",
	audience: "merchant",
	summary: "Imports a bank statement file (MT940, MT942, camt.052, .053, .054); the same again changes nothing.",
	params: z.object({ account: z.uuid() }),
	query: z.object({ fileName: z.string().max(200).optional() }),
	body: Bytes,
	result: ImportReport,
});

export const listQuestions = operation({
	id: "listQuestions",
	method: "get",
	path: "/v1/questions",
	audience: "merchant",
	summary: "Unanswered questions about postings that could be twins.",
	result: z.object({ items: z.array(Question) }),
});

export const answerQuestion = operation({
	id: "answerQuestion",
	method: "post",
	path: "/v1/questions/{question}/answer",
	audience: "merchant",
	summary: "Says whether the asked-about postings are new or the same as the stored ones.",
	params: z.object({ question: z.uuid() }),
	body: z.object({ answer: z.enum(["same", "new"]) }),
	result: Question,
});

export const assignOldPostings = operation({
	id: "assignOldPostings",
	method: "post",
	path: "/v1/accounts/{account}/assign-old",
	audience: "merchant",
	summary: "Has held postings booked on or after a day assigned, too (PRODUCT C4).",
	params: z.object({ account: z.uuid() }),
	body: z.object({ from: Day }),
	result: z.object({ released: z.int() }),
});

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
		status: z.enum(["booked", "pending"]),
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
