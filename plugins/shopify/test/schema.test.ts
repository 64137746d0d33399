import { readFileSync } from "node:fs";
import { buildSchema, Kind, parse, printSchema, validate, visit } from "graphql";
import { describe, expect, it } from "vitest";
import { API_VERSION } from "../src/client.ts";
import * as documents from "../src/documents.ts";
import { ALL_DOCUMENTS } from "./schema/all-documents.ts";
import { complaints, OWN, officialSchema } from "./schema/official.ts";
import { reduce } from "./schema/reduce.ts";

describe("Shopify's own schema", () => {
	const schema = officialSchema(API_VERSION);

	it("has every field and argument of every document", () => {
		expect(ALL_DOCUMENTS.length).toBeGreaterThan(Object.keys(documents).length / 2);
		expect(complaints(schema)).toEqual([]);
	});

	it("of the newest version has them, too: the next change of version breaks nothing", () => {
		expect(complaints(officialSchema("2026-10"))).toEqual([]);
	});

	it("is the one of which the fake answers with a part", () => {
		const [own, part] = [readFileSync(OWN, "utf8"), reduce(schema, ALL_DOCUMENTS)].map((text) =>
			printSchema(buildSchema(text)),
		);
		expect(own, "pnpm write:schema makes it anew").toBe(part);
	});

	it("would find a field that no version has", () => {
		const wrong = visit(parse(ALL_DOCUMENTS[0] ?? ""), {
			Field: (field) => ({ ...field, name: { kind: Kind.NAME, value: `${field.name.value}Typo` } }),
		});
		for (const one of [schema, buildSchema(readFileSync(OWN, "utf8"))]) {
			expect(validate(one, wrong)).not.toEqual([]);
		}
	});
});
