import { Text } from "@kontor/connector";
import * as z from "zod";
import { CONDITIONS } from "../rules/conditions.ts";
import { Condition, RECOMMENDED_WITH_SHIPMENTS } from "../rules/rule.ts";
import type { Settings } from "../settings.ts";
import { PLATFORMS } from "../statuses.ts";

/** All that a form for rules is made from: nothing of it is known anywhere else. */
export const RuleEditor = z.object({
	conditions: z.array(
		z.object({
			name: z.string(),
			title: Text,
			/** JSON Schema of the parameters, titles in both languages. */
			parameters: z.record(z.string(), z.unknown()),
			/** What it reads of a Vorgang. */
			reads: z.array(z.string()),
		}),
	),
	/** The first status of each is where every order begins. */
	platforms: z.array(
		z.object({
			id: z.string(),
			title: z.string(),
			/** Whether the merchant's configuration names it: else no Vorgang of it is looked at. */
			inUse: z.boolean(),
			statuses: z.array(z.object({ id: z.string(), title: Text })),
		}),
	),
	/** The conditions of a new rule that transfers shipment records (PRODUCT J6). */
	recommendedWithShipments: z.array(Condition),
});

/** As they write themselves. */
const TITLES: Readonly<Record<string, string>> = {
	woocommerce: "WooCommerce",
	shopware: "Shopware",
	shopify: "Shopify",
	ebay: "eBay",
};

export function ruleEditor({ platforms }: Pick<Settings, "platforms">): z.infer<typeof RuleEditor> {
	const used = new Set(platforms.map(({ plugin }) => plugin));
	return {
		conditions: Object.entries(CONDITIONS).map(([name, { title, parameters, reads }]) => ({
			name,
			title,
			parameters: z.toJSONSchema(parameters),
			reads: [...reads],
		})),
		platforms: Object.entries(PLATFORMS).map(([id, statuses]) => ({
			id,
			title: TITLES[id] ?? id,
			inUse: used.has(id),
			statuses: Object.entries(statuses).map(([status, { title }]) => ({ id: status, title })),
		})),
		recommendedWithShipments: RECOMMENDED_WITH_SHIPMENTS.map((condition) => ({
			...condition,
			with: { ...condition.with },
		})),
	};
}
