import { titled } from "@kontor/connector";
import { ProblemError } from "@kontor/protocol";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { assertFits, compileSchema } from "../src/connections/fits-schema.ts";

const schema = z.toJSONSchema(
	z.object({
		url: z.url().meta(titled({ de: "Adresse", en: "Address" })),
		key: z.string().regex(/^ck_/),
		nested: z.object({ port: z.int().max(65535) }).optional(),
		kind: z.enum(["a", "b"]).optional(),
	}),
);

function issuesOf(value: unknown) {
	try {
		assertFits(schema, value, "body.secrets");
	} catch (error) {
		if (error instanceof ProblemError) return error.problem.issues;
		throw error;
	}
	return [];
}

describe("values by a manifest's schema", () => {
	it("fit", () => {
		expect(issuesOf({ url: "https://shop.example", key: "ck_1", nested: { port: 80 }, kind: "a" })).toEqual([]);
	});

	it("are refused by the name of each field at fault, in nested ones too", () => {
		expect(issuesOf({ url: "nowhere", nested: { port: 70000 }, surplus: 1 })).toEqual([
			{ path: "body.secrets.key", message: "is missing" },
			{ path: "body.secrets.surplus", message: "is not known" },
			{ path: "body.secrets.url", message: 'must match format "uri"' },
			{ path: "body.secrets.nested.port", message: "must be <= 65535" },
		]);
	});

	it("are not repeated in the answer: they may be secret", () => {
		const issues = issuesOf({ url: "CANARY", key: "CANARY", kind: "CANARY", nested: "CANARY" });
		expect(issues).toHaveLength(4);
		expect(JSON.stringify(issues)).not.toContain("CANARY");
	});

	it("cannot be checked by what is no schema", () => {
		expect(() => compileSchema({ type: "objekt" })).toThrow(/type/);
		expect(() => compileSchema({ $ref: "#/$defs/missing" })).toThrow(/resolve/);
	});
});
