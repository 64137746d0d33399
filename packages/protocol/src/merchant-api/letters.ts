import { Instant, Text } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";

/** Who prints and posts the merchant's letters. What is secret of it is kept apart and never shown. */
export const LetterService = z
	.object({
		/** An HTTP service as LetterXpress offers it (LXP API v3). */
		service: z.literal("letterxpress"),
		url: z.url({ protocol: /^https?$/ }).default("https://api.letterxpress.de/v3"),
		user: z.string().min(1).max(254),
		/** `test`: letters are put into the service's basket, where nothing is printed. */
		mode: z.enum(["live", "test"]).default("live"),
		color: z.boolean().default(false),
		duplex: z.boolean().default(true),
	})
	.meta({ id: "LetterService" });
export type LetterService = z.infer<typeof LetterService>;

export const LetterServiceState = z
	.object({
		/** Null: the operator's print folder is used, where he has one. */
		service: LetterService.nullable(),
		/** Somebody sends letters for the merchant. */
		sends: z.boolean(),
		/** Why no letter leaves at the moment. */
		problem: z.object({ text: Text, at: Instant }).nullable(),
		pausedUntil: Instant.nullable(),
	})
	.meta({ id: "LetterServiceState" });
export type LetterServiceState = z.infer<typeof LetterServiceState>;

export const getLetterService = operation({
	id: "getLetterService",
	method: "get",
	path: "/v1/letter-service",
	audience: "merchant",
	summary: "Who sends letters, and whether they leave.",
	result: LetterServiceState,
});

export const putLetterService = operation({
	id: "putLetterService",
	method: "put",
	path: "/v1/letter-service",
	audience: "merchant",
	summary:
		"Sets the merchant's letter service, or null for the operator's print folder; what waits is tried with it at once.",
	body: z.object({
		service: LetterService.nullable(),
		/** Left out: stays as it is, while address and user are the same. */
		secrets: z.object({ apiKey: z.string().min(1).max(1000).optional() }).default({}),
	}),
	result: LetterServiceState,
});
