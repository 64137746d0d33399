import { Text } from "@kontor/connector";
import * as z from "zod";
import type { Condition, ConditionKind } from "./shapes.ts";

/** What a parameter is. */
type FieldKind =
	| { readonly kind: "texts" }
	| { readonly kind: "choices"; readonly of: readonly string[] }
	| { readonly kind: "number"; readonly least: number; readonly most: number }
	| { readonly kind: "money" }
	| { readonly kind: "text" };

/** One parameter of a condition, as a form asks for it. */
export type Field = { readonly name: string; readonly title: Text } & FieldKind;

/** As far as forms look at it. */
interface Schema {
	readonly $ref?: string;
	readonly $defs?: Readonly<Record<string, Schema>>;
	readonly title?: unknown;
	readonly type?: string;
	readonly enum?: readonly string[];
	readonly items?: Schema;
	readonly allOf?: readonly Schema[];
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly minimum?: number;
	readonly maximum?: number;
}

/** The fields of a condition's parameters, by their JSON Schema. */
export function fieldsOf({ parameters }: Pick<ConditionKind, "parameters">): Field[] {
	const root = parameters as Schema;
	return Object.entries(root.properties ?? {}).map(([name, given]) => {
		const title = Text.safeParse(given.title).data ?? { de: name, en: name };
		return { name, title, ...kindOf(resolved(given, root), root) };
	});
}

function resolved(schema: Schema, root: Schema): Schema {
	const { $ref, allOf = [] } = schema;
	const target = $ref === undefined ? {} : (root.$defs?.[$ref.split("/").at(-1) ?? ""] ?? {});
	return Object.assign({}, target, ...allOf.map((one) => resolved(one, root)), schema) as Schema;
}

function kindOf(schema: Schema, root: Schema): FieldKind {
	const { type, properties, minimum, maximum } = schema;
	if (properties?.minor !== undefined && properties.currency !== undefined) return { kind: "money" };
	if (type === "integer" || type === "number") {
		return { kind: "number", least: minimum ?? Number.MIN_SAFE_INTEGER, most: maximum ?? Number.MAX_SAFE_INTEGER };
	}
	if (type !== "array") return { kind: "text" };
	const { enum: of } = resolved(schema.items ?? {}, root);
	return of === undefined ? { kind: "texts" } : { kind: "choices", of };
}

const Money = z.object({ minor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) });

/** Whether all that a condition asks for is filled in: only then it can be looked at, or saved. */
export function isFilledIn(condition: Condition, fields: readonly Field[]): boolean {
	return fields.every((field) => isGiven(field, condition.with[field.name]));
}

function isGiven(field: Field, value: unknown): boolean {
	switch (field.kind) {
		case "texts":
		case "choices":
			return Array.isArray(value) && value.length > 0;
		case "number":
			return typeof value === "number" && Number.isInteger(value) && value >= field.least && value <= field.most;
		case "money":
			return Money.safeParse(value).success;
		case "text":
			return typeof value === "string" && value !== "";
	}
}
