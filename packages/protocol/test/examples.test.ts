import { describe, expect, it } from "vitest";
import * as z from "zod";
import { exampleOf } from "../src/examples/example-of.ts";
import { HOST_EXAMPLES } from "../src/examples/host-api.ts";
import { ManifestOnWire, OPERATIONS, OrderItem, openapi } from "../src/index.ts";

/** A partner's generator, mock server or reader takes them for what the hub accepts and answers: so they have to be that. */
describe("the examples of the OpenAPI document", () => {
	const cases = OPERATIONS.map((operation) => [operation.id, operation] as const);

	it.each(cases)("%s: fit what is sent and what is answered", (_, operation) => {
		const { body, result } = exampleOf(operation);
		if (body !== undefined) expectFits(operation.body, body);
		if (result !== undefined) expectFits(operation.result, result);
	});

	it("stand in the document, wherever JSON is sent or answered", () => {
		const text = JSON.stringify(openapi(OPERATIONS, "0.1.0"));
		const places = text.match(/"application\/json":\{"schema":/g)?.length ?? 0;
		const signed = text.match(/"application\/json":\{"schema":\{\}\}/g)?.length ?? 0;
		expect(text.match(/,"example":/g)?.length).toBe(places - signed);
		expect(places).toBeGreaterThan(100);
	});

	it("of what hosts call are told as one shop's life, and hold what is checked one by one, too", () => {
		const known = new Set(OPERATIONS.map(({ id }) => id));
		expect(Object.keys(HOST_EXAMPLES).filter((id) => !known.has(id))).toEqual([]);
		expectFits(z.object({ manifest: ManifestOnWire }), HOST_EXAMPLES.hello?.body);
		expectFits(z.object({ items: z.array(OrderItem) }), HOST_EXAMPLES.batchOrders?.body);
	});
});

function expectFits(schema: z.ZodType, example: unknown): void {
	const { success, error } = schema.safeParse(example);
	expect(success, error?.message).toBe(true);
}
