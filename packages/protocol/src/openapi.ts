import * as z from "zod";
import { exampleOf } from "./examples/example-of.ts";
import { ManifestOnWire } from "./host-api/hello.ts";
import { OrderItem } from "./host-api/orders.ts";
import { IntegratedPostings } from "./merchant-api/integrated-accounts.ts";
import { Bytes, type Operation, SignedJson, Upload } from "./operation.ts";
import { Problem } from "./problem.ts";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the operations: schemas with an id become components, as a partner's generator wants them. */
export function openapi(operations: readonly Operation[], version: string): Json {
	const components: Json = {};
	// Named by reference: items of batches are checked one by one, a manifest after its major, postings after their signature.
	for (const schema of [OrderItem, ManifestOnWire, IntegratedPostings]) schemaOf(schema, "input", components);
	const paths: Record<string, Json> = {};
	for (const operation of operations) {
		paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation, components) };
	}
	return {
		openapi: "3.1.0",
		info: {
			title: "Kontor hub",
			version,
			description: "Assigns bank postings to the open orders of online shops and tells the shop what was paid.",
		},
		components: {
			securitySchemes: { key: { type: "http", scheme: "bearer" } },
			schemas: Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1))),
		},
		paths,
	};
}

function describe(operation: Operation, components: Json): Json {
	const { body, result, status } = operation;
	const example = exampleOf(operation);
	return {
		operationId: operation.id,
		summary: operation.summary,
		tags: [operation.audience],
		security: operation.audience === "public" ? [] : [{ key: [] }],
		parameters: [
			...parameters(operation.params, "path", components),
			...parameters(operation.query, "query", components),
		],
		...(body instanceof z.ZodUndefined
			? {}
			: { requestBody: { required: true, content: content(body, "input", components, example.body) } }),
		responses: {
			[status]:
				result instanceof z.ZodUndefined
					? { description: "Done" }
					: {
							description: "Done",
							content: content(result, "output", components, example.result, operation.mediaType),
						},
			default: {
				description: "A problem",
				content: { "application/problem+json": { schema: schemaOf(Problem, "output", components) } },
			},
		},
	};
}

function content(
	schema: z.ZodType,
	io: "input" | "output",
	components: Json,
	example: unknown,
	mediaType = "application/octet-stream",
): Json {
	if (schema === SignedJson) return { "application/json": { schema: {} } };
	if (schema === Bytes || schema === Upload) return { [mediaType]: { schema: { type: "string", format: "binary" } } };
	return { "application/json": { schema: schemaOf(schema, io, components), example } };
}

function parameters(schema: z.ZodObject, where: "path" | "query", components: Json): Json[] {
	return Object.entries(schema.shape).map(([name, type]) => ({
		name,
		in: where,
		required: where === "path",
		schema: schemaOf(type as z.ZodType, "input", components),
	}));
}

/** JSON Schema with its definitions moved to the document's components. */
function schemaOf(schema: z.ZodType, io: "input" | "output", components: Json): unknown {
	const { $defs, $schema: _, ...root } = z.toJSONSchema(schema, { io, reused: "inline" }) as Json;
	const named = z.globalRegistry.get(schema)?.id;
	const definitions: Json = { ...(named === undefined ? {} : { [named]: root }), ...($defs as Json | undefined) };
	for (const [name, definition] of Object.entries(definitions)) components[name] ??= moved(definition);
	return named === undefined ? moved(root) : { $ref: `#/components/schemas/${named}` };
}

function moved(schema: unknown): unknown {
	return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'), (key, value) =>
		key === "id" && typeof value === "string" ? undefined : value,
	);
}
