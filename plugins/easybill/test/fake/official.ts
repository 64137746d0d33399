import { readFileSync } from "node:fs";
import * as z from "zod";
import { Document, DocumentPayment, Login, WebHook } from "./schema.ts";

/**
 * Holds the fixture against easybill's own Swagger file: `pnpm check:schema <file>`. The file comes with easybill's API
 * documentation and is no part of this repository.
 */

const Property = z.looseObject({
	type: z.string().optional(),
	$ref: z.string().optional(),
	format: z.string().optional(),
	enum: z.array(z.unknown()).optional(),
	readOnly: z.boolean().optional(),
	allOf: z.array(z.looseObject({ $ref: z.string().optional() })).optional(),
});
const Swagger = z.looseObject({
	info: z.looseObject({ version: z.string() }),
	definitions: z.record(
		z.string(),
		z.looseObject({
			properties: z.record(z.string(), Property).optional(),
			allOf: z.array(z.looseObject({ $ref: z.string().optional() })).optional(),
		}),
	),
});

/** What JSON Schema says of one of our properties, without null. */
interface Ours {
	readonly type?: string | readonly string[];
	readonly enum?: readonly unknown[];
	readonly properties?: Record<string, Ours>;
	readonly anyOf?: readonly Ours[];
}

const [file] = process.argv.slice(2);
if (file === undefined) {
	console.error("usage: pnpm check:schema <easybill's swagger.json>");
	process.exit(2);
}
const swagger = Swagger.parse(JSON.parse(readFileSync(file, "utf8")));
const fixture = { Document, DocumentPayment, WebHook, Login };
const differences = Object.entries(fixture).flatMap(([name, ours]) =>
	differing(name, z.toJSONSchema(ours) as Ours, propertiesOf(name)),
);
console.log(differences.length === 0 ? `fits easybill ${swagger.info.version}` : differences.join("\n"));
process.exitCode = differences.length === 0 ? 0 : 1;

function propertiesOf(name: string): Record<string, z.infer<typeof Property>> {
	const definition = swagger.definitions[name];
	const inherited = (definition?.allOf ?? []).map(({ $ref = "" }) => propertiesOf($ref.split("/").at(-1) ?? ""));
	return Object.assign({}, ...inherited, definition?.properties);
}

function differing(path: string, { properties = {} }: Ours, theirs: ReturnType<typeof propertiesOf>): string[] {
	return Object.entries(properties).flatMap(([name, given]) => {
		const their = theirs[name];
		const at = `${path}.${name}`;
		if (their === undefined) return [`${at}: not in the Swagger file`];
		const ours = given.anyOf?.find(({ type }) => type !== "null") ?? given;
		if (their.$ref !== undefined) return differing(at, ours, propertiesOf(their.$ref.split("/").at(-1) ?? ""));
		const type = Array.isArray(ours.type) ? ours.type.find((one) => one !== "null") : ours.type;
		const wrong = type === their.type ? [] : [`${at}: ${type}, there ${their.type}`];
		const missing = (ours.enum ?? []).filter((value) => their.enum?.includes(value) === false);
		return [...wrong, ...missing.map((value) => `${at}: ${String(value)} is not in its enum`)];
	});
}
