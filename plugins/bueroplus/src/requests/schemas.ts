import { Text } from "@kontor/connector";
import * as z from "zod";
import { RuleSet } from "../rules/index.ts";

export const Finding = z.object({
	severity: z.enum(["error", "warning", "recommendation"]),
	code: z.string(),
	/** Whose rules it is about: their ids are told apart within it only. */
	platform: z.string(),
	rules: z.array(z.string()),
	text: Text,
});

/** `ruleSets`: a draft; null: the rules as they are saved. */
export const TryInput = z.object({
	ruleSets: z.array(RuleSet).max(20).nullable(),
	/** How many Vorgänge at most, the newest first; left out: 50. */
	most: z.int().min(1).max(200).optional(),
});

const Tried = z.object({
	orderNumber: z.string(),
	platform: z.string(),
	status: z.string(),
	/** What would change; null: nothing. */
	would: z
		.object({
			rule: z.string(),
			to: z.string(),
			trackingNumbers: z.array(z.string()),
			layout: z.string().nullable(),
			/** It would have to wait: a record is done and has no number. */
			held: z.boolean(),
		})
		.nullable(),
	why: z.array(
		z.object({
			rule: z.string(),
			to: z.string(),
			fired: z.boolean(),
			conditions: z.array(z.object({ holds: z.boolean(), text: Text })),
		}),
	),
});

export const TryAnswer = z.object({ findings: z.array(Finding), vorgaenge: z.array(Tried) });
export type TryAnswer = z.infer<typeof TryAnswer>;
