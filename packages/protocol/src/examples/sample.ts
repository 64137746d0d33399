import * as z from "zod";

interface Schema {
	readonly [keyword: string]: unknown;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly items?: Schema;
	readonly anyOf?: readonly Schema[];
	readonly oneOf?: readonly Schema[];
	readonly allOf?: readonly Schema[];
	readonly $defs?: Readonly<Record<string, Schema>>;
}

const ID = "0198c1a2-7b3c-7d4e-8f50-617283940a5b";

/** By the field's name, where any text would fit and a telling one helps; the first that fits is taken. */
const BY_NAME: Readonly<Record<string, readonly string[]>> = {
	de: ["Text auf Deutsch"],
	en: ["text in English"],
	name: ["Laden GmbH", "acme"],
	plugin: ["acme"],
	number: ["R-1001"],
	orderNumber: ["R-1001"],
	iban: ["DE02120300000000202051"],
	bic: ["BYLADEM1001"],
	timeZone: ["Europe/Berlin"],
	email: ["erika@example.org"],
	recipient: ["erika@example.org"],
	remittance: ["Bestellung R-1001"],
};
const TEXTS = [
	"text",
	"EUR",
	"DE",
	"CODE",
	"DE02120300000000202051",
	"0123456789abcdef",
	"long-enough-for-a-nonce",
	"https://shop.example/",
];
const BY_FORMAT: Readonly<Record<string, string>> = {
	uuid: ID,
	"date-time": "2026-11-02T08:00:00Z",
	date: "2026-11-02",
	uri: "https://shop.example/",
	email: "erika@example.org",
};

/** Data that fits a schema, the same every time: every field that has to be there, and those that say something. */
export function sampleOf(schema: z.ZodType, io: "input" | "output"): unknown {
	const root = z.toJSONSchema(schema, { io }) as Schema;
	return sample(root, "", 0);

	function sample(given: Schema, name: string, depth: number): unknown {
		const { $ref, ...own } = given;
		if (typeof $ref === "string") return sample(root.$defs?.[$ref.split("/").at(-1) ?? ""] ?? {}, name, depth + 1);
		if (own.default !== undefined) return own.default;
		if (own.const !== undefined) return own.const;
		if (Array.isArray(own.enum)) return own.enum[0];
		const [first] = own.anyOf ?? own.oneOf ?? own.allOf ?? [];
		if (first !== undefined) return sample(first, name, depth);
		// "string or null" is told by a string.
		const type: unknown = Array.isArray(own.type) ? own.type[0] : own.type;
		switch (type) {
			case "object":
				return fields(own, depth);
			case "array":
				// What refers to itself ends somewhere.
				return own.items === undefined || depth > 6 ? [] : [sample(own.items, name.replace(/s$/, ""), depth + 1)];
			case "integer":
			case "number":
				return Math.max(1, Number(own.minimum ?? 1));
			case "boolean":
				return true;
			case "null":
				return null;
			case "string":
				return text(own, name);
			default:
				return {};
		}
	}

	function fields({ properties = {}, required = [] }: Schema, depth: number): Record<string, unknown> {
		const wanted = Object.entries(properties).filter(([name]) => required.includes(name) || depth < 2);
		return Object.fromEntries(wanted.map(([name, field]) => [name, sample(field, name, depth + 1)]));
	}
}

function text({ format, pattern, minLength, maxLength }: Schema, name: string): string {
	if (typeof format === "string" && format in BY_FORMAT) return BY_FORMAT[format] ?? "";
	const wanted = new RegExp(typeof pattern === "string" ? pattern : "");
	const fits = (one: string) =>
		wanted.test(one) &&
		one.length >= Number(minLength ?? 0) &&
		one.length <= Number(maxLength ?? Number.POSITIVE_INFINITY);
	return [...(BY_NAME[name] ?? []), ...TEXTS].find(fits) ?? "";
}
