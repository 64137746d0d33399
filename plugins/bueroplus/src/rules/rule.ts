import { type Text, titled } from "@kontor/connector";
import * as z from "zod";
import type { Claim } from "./claims.ts";
import { negated } from "./claims.ts";
import { CONDITIONS, type ConditionName } from "./conditions.ts";
import type { Facts } from "./facts.ts";

const NAMES = Object.keys(CONDITIONS) as [ConditionName, ...ConditionName[]];

function schemaOf(name: ConditionName) {
	const { title, parameters } = CONDITIONS[name];
	return z
		.object({
			is: z.literal(name),
			/** Turned round: it must not hold. */
			not: z
				.boolean()
				.optional()
				.meta(titled({ de: "Nicht", en: "Not" })),
			with: parameters as z.ZodObject,
		})
		.meta(titled(title));
}

const [first, ...rest] = NAMES;

/** A condition of a rule: which, with which parameters. One form for each entry of the table. */
export const Condition = z.discriminatedUnion("is", [schemaOf(first), ...rest.map(schemaOf)]);

/** As the schema checks it: the parameters fit the named condition. */
export interface Condition {
	readonly is: ConditionName;
	readonly not?: boolean | undefined;
	readonly with: Readonly<Record<string, unknown>>;
}

export const Rule = z.object({
	/** Stable while the rule is edited: histories name it. */
	id: z
		.string()
		.min(1)
		.max(40)
		.meta(titled({ de: "Kennung", en: "Id" })),
	from: z
		.string()
		.min(1)
		.max(60)
		.meta(titled({ de: "Quell-Status", en: "Source status" })),
	to: z
		.string()
		.min(1)
		.max(60)
		.meta(titled({ de: "Ziel-Status", en: "Target status" })),
	/** All of them must hold. */
	conditions: z
		.array(Condition)
		.max(20)
		.meta(titled({ de: "Bedingungen", en: "Conditions" })),
	/** Tell the customer by e-mail, with a layout of büro⁺ (PRODUCT J4). */
	inform: z
		.object({ layout: z.string().min(1).max(200) })
		.nullable()
		.meta(
			titled({
				de: "Kunde per E-Mail darüber informieren, wenn der Vorgangsstatus geändert wird",
				en: "Inform the customer by e-mail when the status changes",
			}),
		),
	/** Without it no tracking number is sent (PRODUCT J5). */
	transferShipments: z.boolean().meta(
		titled({
			de: "Versanddatensätze übertragen, wenn der Vorgangsstatus geändert wird",
			en: "Transfer shipment records when the status changes",
		}),
	),
});
export type Rule = Omit<z.infer<typeof Rule>, "conditions"> & { readonly conditions: readonly Condition[] };

/** The rules of one platform. Their order decides where several hold (PRODUCT J2). */
export const RuleSet = z.object({
	platform: z
		.string()
		.min(1)
		.max(60)
		.meta(titled({ de: "Plattform", en: "Platform" })),
	/** Source statuses that are switched on. */
	active: z
		.array(z.string())
		.max(50)
		.meta(titled({ de: "Aktive Quell-Status", en: "Active source statuses" })),
	rules: z
		.array(Rule)
		.max(200)
		.meta(titled({ de: "Regeln", en: "Rules" })),
});
export interface RuleSet {
	readonly platform: string;
	readonly active: readonly string[];
	readonly rules: readonly Rule[];
}

/** What the editor starts a rule with that transfers shipment records (PRODUCT J6). */
export const RECOMMENDED_WITH_SHIPMENTS: readonly Condition[] = [{ is: "shipment-done", with: {} }];

/** Whether the rule waits for a shipment record that is done (PRODUCT J6). */
export function waitsForShipment({ conditions }: Rule): boolean {
	return conditions.some(({ is, not }) => is === "shipment-done" && not !== true);
}

/** An entry of the table with its parameters' type forgotten: the schema has checked that they fit. */
interface Entry {
	readonly title: Text;
	readonly holds: (given: never) => (facts: Facts) => boolean;
	readonly claims: (given: never) => Claim;
	readonly saw: (facts: Facts) => Text;
}

export function entryOf({ is }: Condition): Entry {
	return CONDITIONS[is];
}

export function claimOf(condition: Condition): Claim {
	const claim = entryOf(condition).claims(condition.with as never);
	return condition.not === true ? negated(claim) : claim;
}

export function testOf(condition: Condition): (facts: Facts) => boolean {
	const test = entryOf(condition).holds(condition.with as never);
	return condition.not === true ? (facts) => !test(facts) : test;
}
