import { describe, expect, test } from "vitest";
import { GUARD_NAMES, type GuardName } from "../src/index.ts";
import { FOUND, type GoldenCase, GUARDED, LEFT } from "./golden.ts";
import { decide, inShort } from "./shop.ts";

describe("booked without a person", () => {
	test.each(FOUND)("$name", ({ orders, posting, decision }) => {
		expect(inShort(decide(orders, posting))).toBe(decision);
	});
});

describe("stopped by a guard", () => {
	test.each(GUARDED)("$guard: $name", ({ orders, posting, policy, decision }) => {
		expect(inShort(decide(orders, posting, { policy }))).toBe(decision);
	});
});

describe("left to a person, or no payment at all", () => {
	test.each(LEFT)("$name", ({ orders, posting, decision }) => {
		expect(inShort(decide(orders, posting))).toBe(decision);
	});
});

describe("every guard is needed: without it one of its cases is booked otherwise", () => {
	const booked = ({ orders, posting, policy }: GoldenCase, without: readonly GuardName[]) => {
		const { outcome, assignments } = decide(orders, posting, { without, policy });
		return JSON.stringify({ outcome, assignments });
	};

	test.each(GUARD_NAMES)("%s", (guard) => {
		const own = GUARDED.filter((golden) => golden.guard === guard);
		expect(own.some((golden) => booked(golden, [guard]) !== booked(golden, []))).toBe(true);
	});
});
