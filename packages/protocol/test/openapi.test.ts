import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { OPERATIONS, openapi } from "../src/index.ts";

describe("the OpenAPI document", () => {
	const document = openapi(OPERATIONS, "0.1.0");

	it("is the one that is checked in (`pnpm generate` writes it)", () => {
		const checkedIn = JSON.parse(readFileSync(new URL("../openapi.json", import.meta.url), "utf8"));
		expect(JSON.parse(JSON.stringify(document))).toEqual(checkedIn);
	});

	it("names every operation once and resolves every reference", () => {
		const ids = OPERATIONS.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		const { schemas } = document.components as { schemas: Record<string, unknown> };
		const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? "");
		expect(references.length).toBeGreaterThan(20);
		for (const reference of references) {
			expect(reference).toMatch(/^#\/components\/schemas\//);
			expect(Object.keys(schemas)).toContain(reference.replace("#/components/schemas/", ""));
		}
	});
});
