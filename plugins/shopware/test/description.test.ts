import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { OrderRow } from "./order-schema.ts";

/** Of a JSON Schema, what is looked at here. */
interface Described {
	readonly $ref?: string;
	readonly type?: string | readonly string[];
	readonly properties?: Readonly<Record<string, Described>>;
	readonly items?: Described;
	readonly anyOf?: readonly Described[];
}

/** Shopware's own description of the Admin API of 6.7, as `@shopware/api-client` ships it. */
const { components } = JSON.parse(
	readFileSync(
		join(fileURLToPath(import.meta.resolve("@shopware/api-client")), "../../api-types/adminApiSchema.json"),
		"utf8",
	),
) as { readonly components: { readonly schemas: Readonly<Record<string, Described>> } };

function resolved({ $ref, ...described }: Described): Described {
	return $ref === undefined ? described : (components.schemas[$ref.replace(/^.*\//, "")] ?? {});
}

/** PHP's lists, which the description calls objects. */
const LISTS = /\.(calculatedTaxes|taxRules)$/;

/** Stands in every answer (`application/json`) and in no description. */
const UNDESCRIBED = "apiAlias";

/** Where ours has a field that the description lacks, or one of another type; each by its path. */
function departures(ours: Described, theirs: Described, path: string): string[] {
	const kinds = ours.anyOf ?? [ours];
	const official = resolved(theirs);
	// What was not asked for is null everywhere.
	const types = kinds.flatMap(({ type = [] }) => type).filter((type) => type !== "null");
	const expected = [official.type ?? types].flat();
	const fits = types.some((type) => expected.includes(type) || (type === "integer" && expected.includes("number")));
	if (types.length > 0 && !fits && !LISTS.test(path)) return [`${path}: ${types.join()}, not ${expected.join()}`];
	return kinds.flatMap(({ properties = {}, items }) => [
		...Object.entries(properties).flatMap(([name, one]) => {
			const known = official.properties?.[name];
			if (known !== undefined) return departures(one, known, `${path}.${name}`);
			const isDescribed = official.properties === undefined || name === UNDESCRIBED;
			return isDescribed ? [] : [`${path}.${name} is not described`];
		}),
		...(items === undefined || official.items === undefined ? [] : departures(items, official.items, `${path}[]`)),
	]);
}

const ours = (schema: z.ZodType) => z.toJSONSchema(schema, { unrepresentable: "any", reused: "inline" }) as Described;
const order: Described = { $ref: "#/components/schemas/Order" };

describe("what the fake's orders are held against", () => {
	it("has no field that Shopware's description lacks, and none of another type", () => {
		expect(departures(ours(OrderRow), order, "order")).toEqual([]);
	});

	it("would be found out otherwise", () => {
		const transaction = z.strictObject({ id: z.int(), stateMachineState: z.strictObject({ pets: z.string() }) });
		const wrong = OrderRow.extend({ amountTotal: z.string(), transactions: z.array(transaction).nullable() });
		expect(departures(ours(wrong), order, "order")).toEqual([
			"order.amountTotal: string, not number",
			"order.transactions[].id: integer, not string",
			"order.transactions[].stateMachineState.pets is not described",
		]);
	});
});
