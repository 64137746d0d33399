import { Bytes, type Operation, Upload } from "@kontor/protocol";
import * as z from "zod";
import { testManifest } from "./test-shop.ts";

interface JsonSchema {
	readonly [keyword: string]: unknown;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly items?: JsonSchema;
	readonly anyOf?: readonly JsonSchema[];
	readonly oneOf?: readonly JsonSchema[];
	readonly allOf?: readonly JsonSchema[];
	readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** What a parameter or a field of this name is given; undefined where any text will do. */
export type IdOf = (name: string) => string | undefined;

/** What schemas name by reference only, since it is checked in a second step. */
const REFERENCED: Readonly<Record<string, unknown>> = {
	Manifest: testManifest(),
	OrderItem: { ref: "1", gone: true },
};

/** Texts that a pattern asks for; the first that fits is taken. */
const TEXTS = ["text", "EUR", "DE", "CODE", "9", "long-enough-for-a-nonce", "https://text.example"];

/** A request that fits the operation's schemas in every field, with the ids of whom it is to be about. */
export function sampleRequest(
	operation: Operation,
	idOf: IdOf,
): { path: string; body: string | Uint8Array<ArrayBuffer> | undefined; type: string } {
	const params = Object.keys(operation.params.shape);
	const path = params.reduce(
		(filled, name) => filled.replace(`{${name}}`, encodeURIComponent(named(idOf, name))),
		operation.path,
	);
	const schema = operation.body as z.ZodType;
	if (schema === Bytes || schema === Upload)
		return { path, body: new Uint8Array([1]), type: "application/octet-stream" };
	if (schema instanceof z.ZodUndefined) return { path, body: undefined, type: "application/json" };
	return { path, body: JSON.stringify(sampleBody(schema, idOf)), type: "application/json" };
}

function sampleBody(schema: z.ZodType, idOf: IdOf): unknown {
	const root = z.toJSONSchema(schema, { io: "input" }) as JsonSchema;
	return sampleOf(root, "body");

	function sampleOf(given: JsonSchema, name: string): unknown {
		const { $ref, default: fallback, ...own } = given;
		if (typeof $ref === "string") return referenced($ref, name);
		const [first] = own.anyOf ?? own.oneOf ?? own.allOf ?? [];
		if (first !== undefined) return sampleOf(first, name);
		if (own.const !== undefined) return own.const;
		if (Array.isArray(own.enum)) return own.enum[0];
		if (fallback !== undefined && own.format === undefined && own.type !== "array") return fallback;
		switch (own.type) {
			case "object":
				return Object.fromEntries(
					Object.entries(own.properties ?? {}).map(([key, property]) => [key, sampleOf(property as JsonSchema, key)]),
				);
			case "array":
				return own.items === undefined ? [] : [sampleOf(own.items, name.replace(/s$/, ""))];
			case "integer":
			case "number":
				return Number(own.minimum ?? own.exclusiveMinimum ?? 0) + (own.exclusiveMinimum === undefined ? 0 : 1);
			case "boolean":
				return true;
			case "string":
				return textOf(own, name);
			default:
				return {};
		}
	}

	function referenced($ref: string, name: string): unknown {
		const target = $ref.split("/").at(-1) ?? "";
		const definition = root.$defs?.[target];
		return definition === undefined ? REFERENCED[target] : sampleOf(definition, name);
	}

	function textOf({ format, pattern, minLength = 0 }: JsonSchema, name: string): string {
		const id = format === "uuid" ? named(idOf, name) : idOf(name);
		if (id !== undefined) return id;
		if (format === "date-time") return "2026-11-02T08:00:00Z";
		if (format === "date") return "2026-11-02";
		if (format === "uri") return "https://text.example";
		if (format === "email") return "somebody@text.example";
		const text = TEXTS.find(
			(one) => one.length >= Number(minLength) && new RegExp(typeof pattern === "string" ? pattern : "").test(one),
		);
		if (text === undefined) throw new Error(`no sample text for ${name}: ${String(pattern)}`);
		return text;
	}
}

function named(idOf: IdOf, name: string): string {
	const id = idOf(name);
	if (id === undefined) throw new Error(`give the victim a row that "${name}" can mean`);
	return id;
}
