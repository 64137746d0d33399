import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery, parse, validate } from "graphql";
import { API_VERSION } from "../../src/client.ts";
import { ALL_DOCUMENTS } from "./all-documents.ts";
import { reduce } from "./reduce.ts";

/**
 * Checks every document against Shopify's own schema, and whether admin.graphql is still a part of it:
 *
 *     node test/schema/official.ts admin_2026-07.json.gz [--write]
 *
 * The file is an introspection as Shopify publishes it (npm `@shopify/dev-mcp`, dist/data; too heavy to depend on). With
 * `--write` admin.graphql is made anew from it.
 */
const OWN = join(import.meta.dirname, "admin.graphql");

const { positionals, values } = parseArgs({ options: { write: { type: "boolean" } }, allowPositionals: true });
for (const file of positionals) {
	const schema = officialSchema(file);
	const errors = ALL_DOCUMENTS.flatMap((text) => validate(schema, parse(text)).map(({ message }) => message));
	const reduced = reduce(schema, ALL_DOCUMENTS);
	if (values.write === true) writeFileSync(OWN, reduced);
	else if (file.includes(API_VERSION) && reduced !== readFileSync(OWN, "utf8"))
		errors.push("admin.graphql is not the part of this schema that is used");
	for (const message of errors) console.error(`${file}: ${message}`);
	console.log(`${file}: ${ALL_DOCUMENTS.length} documents, ${errors.length} errors`);
	if (errors.length > 0) process.exitCode = 1;
}

function officialSchema(file: string): GraphQLSchema {
	const bytes = readFileSync(file);
	const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
	const { data }: { data: IntrospectionQuery } = JSON.parse(text);
	return buildClientSchema(data);
}
