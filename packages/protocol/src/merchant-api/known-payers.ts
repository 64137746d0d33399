import { Day } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";
import { PageQuery, pageOf } from "./paging.ts";

/** Whose account has paid for which customer, by bookings that were confirmed (PRODUCT D2). */
export const KnownPayer = z
	.object({
		id: z.uuid(),
		iban: z.string(),
		/** Null where the customer's orders bear none: then his name counts. */
		customerNumber: z.string().nullable(),
		name: z.string().nullable(),
		/** How many payments were confirmed. */
		payments: z.int(),
		lastPaidOn: Day,
	})
	.meta({ id: "KnownPayer" });
export type KnownPayer = z.infer<typeof KnownPayer>;

export const listKnownPayers = operation({
	id: "listKnownPayers",
	method: "get",
	path: "/v1/known-payers",
	audience: "merchant",
	summary: "Whose accounts are taken for which customer's, those learned last first.",
	query: z.object({ ...PageQuery, iban: z.string().optional() }),
	result: pageOf(KnownPayer),
});

export const revokeKnownPayer = operation({
	id: "revokeKnownPayer",
	method: "delete",
	path: "/v1/known-payers/{payer}",
	audience: "merchant",
	summary: "The account is not this customer's: what was learned before counts no more.",
	params: z.object({ payer: z.uuid() }),
});
