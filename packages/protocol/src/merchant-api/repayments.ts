import { Day, Instant, Money, Text } from "@kontor/connector";
import * as z from "zod";
import { Bytes, operation } from "../operation.ts";
import { PageQuery, pageOf } from "./paging.ts";

/** A repayment in a file for the bank, and what the bank booked of it. */
const RepaymentTransfer = z.object({
	/** In the file, and in the postings: each transfer has its own. */
	endToEndId: z.string(),
	batch: z.uuid(),
	sentAt: Instant,
	amount: Money,
	/** The posting with which it left; null: the bank has not booked it, as far as is known. */
	left: z.uuid().nullable(),
	/** The posting with which it came back, and what the bank kept of it. */
	returned: z.object({ posting: z.uuid(), charges: Money }).nullable(),
});

/** Money that is to go back to a customer (PRODUCT K). */
export const Repayment = z
	.object({
		id: z.uuid(),
		order: z.uuid(),
		orderNumber: z.string(),
		amount: Money,
		/** Empty while it is `asked`. */
		payee: z.string(),
		iban: z.string(),
		text: z.string(),
		/** `asked`: the customer was asked for his bank details; `sent` is its place in a file for the bank; `done` when its posting is there. */
		state: z.enum(["asked", "arranged", "approved", "sent", "done", "withdrawn"]),
		arrangedBy: z.string(),
		arrangedAt: Instant,
		approvedBy: z.string().nullable(),
		/** The first day on which it may leave; null before it is approved. */
		leavesOn: Day.nullable(),
		/** The last file it stands in. */
		batch: z.uuid().nullable(),
		/** The last posting it left or came back with. */
		posting: z.uuid().nullable(),
		/** The bank sent it back: its details have to be corrected. */
		bouncedAt: Instant.nullable(),
		/** Each of its ways to the bank, the newest first: it has more than one where it came back. */
		transfers: z.array(RepaymentTransfer),
	})
	.meta({ id: "Repayment" });
export type Repayment = z.infer<typeof Repayment>;

const Details = z.object({
	amount: Money,
	/** The account holder, exactly as the bank has him registered. */
	payee: z.string().max(200),
	iban: z.string().max(50),
	/** Left out: the order's number. */
	text: z.string().max(140).optional(),
	/** So much is meant, though it is more than was received, or more than twice the order. */
	confirmed: z.boolean().default(false),
});

const params = z.object({ repayment: z.uuid() });

export const arrangeRepayment = operation({
	id: "arrangeRepayment",
	method: "post",
	path: "/v1/orders/{order}/repayments",
	audience: "merchant",
	summary: "Arranges that money goes back to the customer; it leaves once it was approved.",
	params: z.object({ order: z.uuid() }),
	body: Details,
	result: Repayment,
	status: 201,
});

export const askForBankDetails = operation({
	id: "askForBankDetails",
	method: "post",
	path: "/v1/orders/{order}/repayments/ask",
	audience: "merchant",
	summary:
		"Asks the customer by e-mail where money may go back to. He answers on a page behind a signed link; then the repayment is arranged, and has to be approved.",
	params: z.object({ order: z.uuid() }),
	body: Details.omit({ payee: true, iban: true }),
	result: Repayment,
	status: 201,
});

export const listRepayments = operation({
	id: "listRepayments",
	method: "get",
	path: "/v1/repayments",
	audience: "merchant",
	summary: "Repayments, newest first.",
	query: z.object({ ...PageQuery, order: z.uuid().optional(), state: Repayment.shape.state.optional() }),
	result: pageOf(Repayment),
});

export const changeRepayment = operation({
	id: "changeRepayment",
	method: "put",
	path: "/v1/repayments/{repayment}",
	audience: "merchant",
	summary: "Changes a repayment that has not left, or came back; it has to be approved anew.",
	params,
	body: Details,
	result: Repayment,
});

export const approveRepayment = operation({
	id: "approveRepayment",
	method: "post",
	path: "/v1/repayments/{repayment}/approve",
	audience: "merchant",
	summary: "Approves a repayment, by a second person where the merchant wants it so.",
	params,
	result: Repayment,
});

export const withdrawRepayment = operation({
	id: "withdrawRepayment",
	method: "post",
	path: "/v1/repayments/{repayment}/withdraw",
	audience: "merchant",
	summary: "Takes a repayment back that has not left.",
	params,
	result: Repayment,
});

export const matchRepayment = operation({
	id: "matchRepayment",
	method: "post",
	path: "/v1/repayments/{repayment}/posting",
	audience: "merchant",
	summary:
		"Says that a repayment left, or came back, with a posting: one that the bank booked without its id. Less than was sent came back where the bank kept charges.",
	params,
	body: z.object({ posting: z.uuid() }),
	result: Repayment,
});

export const undoRepaymentPosting = operation({
	id: "undoRepaymentPosting",
	method: "post",
	path: "/v1/repayments/{repayment}/undo-posting",
	audience: "merchant",
	summary: "Takes back that a repayment left, or came back, with its last posting, which waits in review from then on.",
	params,
	result: Repayment,
});

export const RepaymentBatch = z
	.object({
		id: z.uuid(),
		account: z.uuid(),
		createdAt: Instant,
		createdBy: z.string(),
		payments: z.int(),
		total: Money,
	})
	.meta({ id: "RepaymentBatch" });
export type RepaymentBatch = z.infer<typeof RepaymentBatch>;

export const createRepaymentBatch = operation({
	id: "createRepaymentBatch",
	method: "post",
	path: "/v1/repayment-batches",
	audience: "merchant",
	summary: "Puts all approved repayments that may leave into one SEPA file; each is in one file only.",
	body: z.object({ account: z.uuid() }),
	result: z.object({
		/** Null: nothing may leave. */
		batch: RepaymentBatch.nullable(),
		/** What was left out, and why. */
		leftOut: z.array(z.object({ repayment: z.uuid(), text: Text })),
	}),
	status: 201,
});

export const listRepaymentBatches = operation({
	id: "listRepaymentBatches",
	method: "get",
	path: "/v1/repayment-batches",
	audience: "merchant",
	summary: "The files that were made, newest first.",
	query: z.object(PageQuery),
	result: pageOf(RepaymentBatch),
});

export const getRepaymentFile = operation({
	id: "getRepaymentFile",
	method: "get",
	path: "/v1/repayment-batches/{batch}/file",
	audience: "merchant",
	summary: "The file for the bank (pain.001), always the same.",
	params: z.object({ batch: z.uuid() }),
	result: Bytes,
	mediaType: "application/xml",
});
