import { Day, Instant, Money, Text } from "@kontor/connector";
import * as z from "zod";
import { operation, Upload } from "../operation.ts";

/** How far what is stored of an account reaches (PRODUCT F8). */
export const Freshness = z
	.object({
		/** When a statement file was last imported. */
		importedAt: Instant.nullable(),
		/** When a feed last fetched all there was. */
		fetchedAt: Instant.nullable(),
		/** Until when the bank may be asked; null: no consent is needed, or none given. */
		consentEndsAt: Instant.nullable(),
		newestBookingDay: Day.nullable(),
		/** The one that reaches furthest; reports of the day and notifications are none. */
		newestStatement: z
			.object({
				from: Day,
				to: Day,
				opening: Money.nullable(),
				closing: Money.nullable(),
				/** By how much its closing balance is not its opening balance and its entries; null: they agree, or it has none. */
				difference: Money.nullable(),
			})
			.nullable(),
		/**
		 * Where a statement of the last 400 days begins with another balance than the one before it ended with: what was
		 * booked between them is missing. The newest first; gone once the missing statement is imported.
		 */
		gaps: z.array(z.object({ after: Day, before: Day, difference: Money, text: Text })),
	})
	.meta({ id: "Freshness" });
export type Freshness = z.infer<typeof Freshness>;

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
		/** The billing countries it is for (ISO 3166); empty: all (PRODUCT C2). */
		countries: z.array(z.string().regex(/^[A-Z]{2}$/)).default([]),
		/** How this bank's CSV files are read where no known layout fits (`CsvMapping` of @kontor/statements); null: by the known ones. */
		csvMapping: z.record(z.string(), z.unknown()).nullable().default(null),
		/**
		 * The holder exactly as the bank has it registered: payers' banks compare it (PRODUCT M12). Null: the merchant's name. Payment
		 * information, codes and files for the bank name it.
		 */
		payeeName: z.string().trim().min(1).max(70).nullable().default(null),
		/** ISO 9362, 8 or 11 characters; null where it is not needed. */
		bic: z.string().trim().max(20).nullable().default(null),
		/** By how many banking days its postings may lag behind before nobody is reminded any more (PRODUCT F8). */
		lagDays: z.int().min(0).max(10).default(1),
		freshness: Freshness,
	})
	.meta({ id: "Account" });
export type Account = z.infer<typeof Account>;

export const createAccount = operation({
	id: "createAccount",
	method: "post",
	path: "/v1/accounts",
	audience: "merchant",
	summary: "Adds a bank account.",
	body: Account.omit({ id: true, freshness: true }).partial({ assignFrom: true }),
	result: Account,
	status: 201,
});

export const patchAccount = operation({
	id: "patchAccount",
	method: "patch",
	path: "/v1/accounts/{account}",
	audience: "merchant",
	summary:
		"Renames an account, limits it to shops or billing countries, says how its CSV files are read, whose it is by the bank's register, its BIC, and how far it may lag; what is left out stays.",
	params: z.object({ account: z.uuid() }),
	body: z.object({
		name: Account.shape.name.optional(),
		connections: z.array(z.uuid()).optional(),
		countries: z.array(z.string().regex(/^[A-Z]{2}$/)).optional(),
		csvMapping: z.record(z.string(), z.unknown()).nullable().optional(),
		payeeName: Account.shape.payeeName.unwrap().optional(),
		bic: Account.shape.bic.unwrap().optional(),
		lagDays: Account.shape.lagDays.unwrap().optional(),
	}),
	result: Account,
});

export const listAccounts = operation({
	id: "listAccounts",
	method: "get",
	path: "/v1/accounts",
	audience: "merchant",
	summary: "The merchant's bank accounts, and how far what is stored of each reaches.",
	result: z.object({ items: z.array(Account) }),
});

/** PRODUCT C2: the one that is for the order's shop and country before one for any. */
export const choosePaymentAccount = operation({
	id: "choosePaymentAccount",
	method: "get",
	path: "/v1/payment-account",
	audience: "merchant",
	summary: "The account that an order of a shop and billing country is to be paid to; null where none is for it.",
	query: z.object({
		connection: z.uuid(),
		country: z.string().regex(/^[A-Z]{2}$/),
		currency: z
			.string()
			.regex(/^[A-Z]{3}$/)
			.default("EUR"),
	}),
	result: z.object({ account: Account.nullable() }),
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
	summary:
		"Imports a bank statement file (MT940, MT942, camt.052, .053, .054, CSV, or a ZIP of them) of up to 4 GiB; the same again changes nothing.",
	params: z.object({ account: z.uuid() }),
	query: z.object({ fileName: z.string().max(200).optional() }),
	body: Upload,
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

/** PRODUCT C4. */
export const assignOldPostings = operation({
	id: "assignOldPostings",
	method: "post",
	path: "/v1/accounts/{account}/assign-old",
	audience: "merchant",
	summary: "Has held postings booked on or after a day assigned, too.",
	params: z.object({ account: z.uuid() }),
	body: z.object({ from: Day }),
	result: z.object({ released: z.int() }),
});
