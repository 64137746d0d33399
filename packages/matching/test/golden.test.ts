import { describe, expect, test } from "vitest";
import { GUARD_NAMES } from "../src/index.ts";
import { FOUND, GUARDED, LEFT } from "./golden.ts";
import { decide, inShort } from "./shop.ts";

describe("booked without a person", () => {
	test.each(FOUND)("$name", ({ orders, posting, decision }) => {
		expect(inShort(decide(orders, posting))).toBe(decision);
	});
});

describe("stopped by a guard", () => {
	test.each(GUARDED)("$guard: $name", ({ orders, posting, decision }) => {
		expect(inShort(decide(orders, posting))).toBe(decision);
	});
});

describe("left to a person, or no payment at all", () => {
	test.each(LEFT)("$name", ({ orders, posting, decision }) => {
		expect(inShort(decide(orders, posting))).toBe(decision);
	});
});

describe("every guard is needed: without it a golden case comes out wrong", () => {
	test.each(GUARD_NAMES)("%s", (guard) => {
		const wrong = GUARDED.filter(
			({ orders, posting, decision }) => inShort(decide(orders, posting, [guard])) !== decision,
		);
		expect(wrong.map((golden) => golden.guard)).toContain(guard);
	});
});
