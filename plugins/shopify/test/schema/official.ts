import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery, parse, validate } from "graphql";
import { ALL_DOCUMENTS } from "./all-documents.ts";

/** The part of Shopify's schema that the plugin uses. */
export const OWN = join(import.meta.dirname, "admin.graphql");

/** Shopify's own schema of a version of the Admin API: the introspection that it ships with `@shopify/dev-mcp`. */
export function officialSchema(version: string): GraphQLSchema {
	const main = fileURLToPath(import.meta.resolve("@shopify/dev-mcp"));
	const text = gunzipSync(readFileSync(join(main, `../data/admin_${version}.json.gz`))).toString("utf8");
	const { data }: { data: IntrospectionQuery } = JSON.parse(text);
	return buildClientSchema(data);
}

/** What is wrong with any document of the plugin. */
export function complaints(schema: GraphQLSchema): string[] {
	return ALL_DOCUMENTS.flatMap((text) => validate(schema, parse(text)).map(({ message }) => message));
}
