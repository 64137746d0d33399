import { Text } from "@kontor/connector";
import * as z from "zod";

/**
 * What a plugin with rules tells the form, takes in and answers (`RULE_REQUESTS`). The form knows no condition, no status and no
 * platform by itself: a plugin that has other ones shows in the same form.
 */

/** A condition of a rule: which, with which parameters; `not`: it must not hold. What a plugin keeps besides stays as it is. */
const Condition = z.looseObject({
	is: z.string(),
	not: z.boolean().optional(),
	with: z.record(z.string(), z.unknown()),
});
export type Condition = z.infer<typeof Condition>;

/** From one status to another when all conditions hold, and what goes with it (PRODUCT J2, J4, J5). */
const Rule = z.looseObject({
	id: z.string(),
	from: z.string(),
	to: z.string(),
	conditions: z.array(Condition),
	inform: z.looseObject({ layout: z.string() }).nullable(),
	transferShipments: z.boolean(),
});
export type Rule = z.infer<typeof Rule>;

/** The rules of one platform, in the order that decides between them; `active`: the source statuses that are switched on. */
const RuleSet = z.looseObject({ platform: z.string(), active: z.array(z.string()), rules: z.array(Rule) });
export type RuleSet = z.infer<typeof RuleSet>;

/** The part of the configuration that the form edits. */
export const Rules = z.object({ ruleSets: z.array(RuleSet).default([]) });

const Status = z.object({ id: z.string(), title: Text });
export type Status = z.infer<typeof Status>;

const ConditionKind = z.object({
	name: z.string(),
	title: Text,
	/** JSON Schema of the parameters. */
	parameters: z.record(z.string(), z.unknown()),
	reads: z.array(z.string()),
});
export type ConditionKind = z.infer<typeof ConditionKind>;

const Platform = z.object({
	id: z.string(),
	title: z.string(),
	/** Whether the connection has orders of it. */
	inUse: z.boolean(),
	statuses: z.array(Status),
});
export type Platform = z.infer<typeof Platform>;

/** What the form is made from. */
export const Editor = z.object({
	conditions: z.array(ConditionKind),
	platforms: z.array(Platform),
	recommendedWithShipments: z.array(Condition),
});
export type Editor = z.infer<typeof Editor>;

const Finding = z.object({
	severity: z.enum(["error", "warning", "recommendation"]),
	code: z.string(),
	platform: z.string(),
	/** Of the platform's set; empty: it is about the set as a whole. */
	rules: z.array(z.string()),
	text: Text,
});
export type Finding = z.infer<typeof Finding>;

export const Findings = z.object({ findings: z.array(Finding) });

const Verdict = z.object({
	rule: z.string(),
	to: z.string(),
	fired: z.boolean(),
	conditions: z.array(z.object({ holds: z.boolean(), text: Text })),
});
export type Verdict = z.infer<typeof Verdict>;

const Tried = z.object({
	orderNumber: z.string(),
	platform: z.string(),
	status: z.string(),
	would: z
		.object({
			rule: z.string(),
			to: z.string(),
			trackingNumbers: z.array(z.string()),
			layout: z.string().nullable(),
			held: z.boolean(),
		})
		.nullable(),
	why: z.array(Verdict),
});
export type Tried = z.infer<typeof Tried>;

/** What rules would do with real Vorgänge, and why (PRODUCT J7). */
export const Trial = z.object({ vorgaenge: z.array(Tried) });
export type Trial = z.infer<typeof Trial>;

export const Layouts = z.object({ layouts: z.array(z.string()) });
