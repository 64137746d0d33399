import { Day, Instant, Money, Text } from "@kontor/connector";
import * as z from "zod";
import { Bytes, operation } from "../operation.ts";
import { PageQuery, pageOf } from "./paging.ts";

const account = z.string().min(1).max(9);
/** "BU-Schlüssel" of DATEV. Null: none, as on automatic accounts, which know their rate. */
const taxKey = z
	.string()
	.regex(/^\d{1,4}$/)
	.nullable()
	.default(null);

/** The merchant's numbers with his tax adviser, who knows them all. */
export const DatevNumbers = z.object({
	consultant: z.int().min(1001).max(9_999_999),
	client: z.int().min(1).max(99_999),
	/** The month with which his fiscal year begins. */
	fiscalYearMonth: z.int().min(1).max(12).default(1),
	/** Digits of general ledger accounts; accounts of customers have one more. */
	accountLength: z.int().min(4).max(8).default(4),
	/** SKR03, SKR04, or another one. */
	chart: z.enum(["03", "04"]).nullable().default(null),
	/** The general ledger account of each bank account, by its IBAN. */
	banks: z.record(z.string(), account).default({}),
	accounts: z.object({
		cashDiscount: account,
		bankCharges: account,
		differences: account,
		fees: account,
		interest: account,
	}),
	/** Of the account of cash discounts: null where it is an automatic one (SKR03: 8736), or the rate's (3: 19 %, 2: 7 %). */
	cashDiscountTaxKey: taxKey,
	/** Cash discounts on what some shops sell at another tax rate: orders do not say theirs. */
	cashDiscounts: z
		.array(
			z.object({
				taxPercent: z.number().min(0).max(100),
				account,
				taxKey,
				/** The shops whose orders are of this rate. */
				shops: z.array(z.uuid()).min(1),
			}),
		)
		.default([]),
	/** The collective account of customers. */
	debtors: account,
	/** Customer numbers that are accounts of customers are booked on themselves. */
	debtorsByCustomerNumber: z.boolean().default(false),
});

export type DatevNumbers = z.input<typeof DatevNumbers>;

export const BookkeepingSettings = z
	.object({
		/** Null: exports are CSV alone. */
		datev: DatevNumbers.nullable().default(null),
	})
	.meta({ id: "BookkeepingSettings" });
export type BookkeepingSettings = z.infer<typeof BookkeepingSettings>;

/** What a period's money was, as it was handed to the books: never changed afterwards (PRODUCT L5). */
export const BookkeepingExport = z
	.object({
		id: z.uuid(),
		from: Day,
		to: Day,
		createdAt: Instant,
		createdBy: z.string(),
		entries: z.int(),
		/** Of them, those that change what an earlier export said. */
		corrections: z.int(),
		totals: z.array(z.object({ kind: z.string(), title: Text, count: z.int(), amount: Money })),
		/** What is not in the files, or not in the one for DATEV, and why. */
		leftOut: z.array(z.object({ text: Text, count: z.int(), amount: Money })),
		/** It has a file for DATEV. */
		datev: z.boolean(),
	})
	.meta({ id: "BookkeepingExport" });
export type BookkeepingExport = z.infer<typeof BookkeepingExport>;

const params = z.object({ export: z.uuid() });

export const getBookkeepingSettings = operation({
	id: "getBookkeepingSettings",
	method: "get",
	path: "/v1/bookkeeping-settings",
	audience: "merchant",
	summary: "The accounts and numbers that bookkeeping exports are written with.",
	result: BookkeepingSettings,
});

export const putBookkeepingSettings = operation({
	id: "putBookkeepingSettings",
	method: "put",
	path: "/v1/bookkeeping-settings",
	audience: "merchant",
	summary: "Sets them for the exports to come; those that were made stay as they are.",
	body: BookkeepingSettings,
	result: BookkeepingSettings,
});

export const createBookkeepingExport = operation({
	id: "createBookkeepingExport",
	method: "post",
	path: "/v1/bookkeeping-exports",
	audience: "merchant",
	summary:
		"Exports a period that is over: what was booked in it, and what changed of earlier ones. The same period again is the same export.",
	body: z.object({ from: Day, to: Day }),
	result: BookkeepingExport,
	status: 201,
});

export const listBookkeepingExports = operation({
	id: "listBookkeepingExports",
	method: "get",
	path: "/v1/bookkeeping-exports",
	audience: "merchant",
	summary: "The exports that were made, newest first.",
	query: z.object(PageQuery),
	result: pageOf(BookkeepingExport),
});

export const getBookkeepingCsv = operation({
	id: "getBookkeepingCsv",
	method: "get",
	path: "/v1/bookkeeping-exports/{export}/csv",
	audience: "merchant",
	summary: "An export for a spreadsheet, always the same.",
	params,
	result: Bytes,
	mediaType: "text/csv",
});

export const getDatevFile = operation({
	id: "getDatevFile",
	method: "get",
	path: "/v1/bookkeeping-exports/{export}/datev",
	audience: "merchant",
	summary: "An export as booking batch for DATEV (EXTF, Windows-1252), always the same.",
	params,
	result: Bytes,
});
