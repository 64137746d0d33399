import { Money } from "@kontor/connector";
import * as z from "zod";
import { Expression } from "./expression.ts";

const NotNegative = Money.extend({ minor: z.int().min(0) });

/** A difference up to this counts as paid exactly (PRODUCT M5); where both are given, both have to hold. */
export const Tolerance = z
	.object({
		amount: NotNegative.optional(),
		/** Of the order's open amount. */
		percent: z.number().min(0).max(10).optional(),
	})
	.refine(isNotEmpty, "expected an amount, a percentage, or both");

/** A posting is no payment of an order where everything given here holds (PRODUCT M6). */
export const IgnoreRule = z
	.object({
		iban: z.string().min(1).max(50).optional(),
		/** Words of the counterparty's name. */
		name: z.string().min(1).max(200).optional(),
		/** All of them stand in the remittance text. */
		words: z.array(z.string().min(1).max(100)).min(1).max(20).optional(),
		/** A regular expression over the remittance text, without regard to case. */
		pattern: Expression.optional(),
		/** Exactly this amount; negative where it is money out. */
		amount: Money.optional(),
	})
	.refine(isNotEmpty, "expected at least one condition")
	.meta({ id: "IgnoreRule" });

/** What the merchant lets the machine do with postings. */
export const AssignmentSettings = z
	.object({
		tolerance: Tolerance.nullable().default(null),
		/** What a payer's bank may have taken off, per payment (PRODUCT M5). */
		charges: NotNegative.nullable().default(null),
		ignore: z.array(IgnoreRule).max(200).default([]),
	})
	.meta({ id: "AssignmentSettings" });

function isNotEmpty(given: object): boolean {
	return Object.values(given).some((value) => value !== undefined);
}
