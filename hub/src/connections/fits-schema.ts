import { problem } from "@kontor/protocol";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";

type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * A manifest's schema as it came over the wire. Titles in two languages are no string, hence no check against the
 * meta-schema; compiling still finds what cannot be a schema.
 * @throws Error saying what is wrong with the schema.
 */
export function compileSchema(schema: JsonSchema): ValidateFunction {
	// One for each schema: a plugin's next release brings another one under the same `$id`.
	const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
	formats.default(ajv);
	return ajv.compile(schema);
}

/**
 * @param where the value's place in the request: "body.secrets".
 * @throws ProblemError 400 that names every field at fault, never a value: it may be a secret.
 */
export function assertFits(schema: JsonSchema, value: unknown, where: string): void {
	const validate = compileSchema(schema);
	if (validate(value)) return;
	const issues = (validate.errors ?? []).map((error) => ({ path: pathOf(error, where), message: messageOf(error) }));
	throw problem("INVALID_REQUEST", { detail: `${issues[0]?.path}: ${issues[0]?.message}`, issues });
}

function pathOf({ instancePath, params }: ErrorObject, where: string): string {
	const missing: unknown = params.missingProperty ?? params.additionalProperty;
	return [where, ...instancePath.split("/").slice(1), ...(typeof missing === "string" ? [missing] : [])].join(".");
}

function messageOf({ keyword, message }: ErrorObject): string {
	if (keyword === "required") return "is missing";
	if (keyword === "additionalProperties") return "is not known";
	return message ?? "does not fit";
}
