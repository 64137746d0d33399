import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ConfirmedOutcome, guaranteeOf, START_THRESHOLD, upperBoundOf } from "../src/index.ts";

describe("the bound on wrong bookings (Clopper and Pearson)", () => {
	test.each([
		// wrong, total, bound: the rule of three, and values of the usual tables (one-sided, 95 %)
		[0, 30_000, 0.0000998],
		[1, 47_500, 0.0000998],
		[0, 10, 0.25887],
		[2, 20, 0.28262],
		[5, 5, 1],
		[0, 0, 1],
	])("%i wrong of %i", (wrong, total, bound) => {
		expect(upperBoundOf(wrong, total)).toBeCloseTo(bound, 4);
	});

	test("falls with every right one, rises with every wrong one", () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 21, max: 5_000 }), (wrong, total) => {
				const bound = upperBoundOf(wrong, total);
				expect(upperBoundOf(wrong, total + 1)).toBeLessThan(bound);
				expect(upperBoundOf(wrong + 1, total)).toBeGreaterThan(bound);
				expect(bound).toBeGreaterThan(wrong / total);
			}),
		);
	});
});

describe("the threshold of a merchant", () => {
	const right = (count: number, probability: number) =>
		Array.from({ length: count }, (): ConfirmedOutcome => ({ probability, right: true }));
	const wrong = (probability: number): ConfirmedOutcome => ({ probability, right: false });

	test("starts careful", () => {
		expect(guaranteeOf([])).toEqual({ threshold: START_THRESHOLD, confirmed: 0, wrong: 0, upperBound: 1 });
		expect(guaranteeOf(right(1_000, 0.985)).threshold).toBe(START_THRESHOLD);
	});

	const sure = right(8_000, 0.9999);

	test("is lowered only where his own outcomes prove it", () => {
		expect(guaranteeOf([...sure, ...right(700, 0.985)]).threshold).toBe(START_THRESHOLD);
		expect(guaranteeOf([...sure, ...right(700, 0.993)])).toMatchObject({ threshold: 0.99, confirmed: 8_700 });
		expect(guaranteeOf([...sure, ...right(500, 0.993)]).threshold).toBe(START_THRESHOLD);
		expect(guaranteeOf([...right(3_000, 0.9999), ...right(700, 0.993)]).threshold).toBe(START_THRESHOLD);
	});

	test("a correction takes it back, and many right ones let it fall again", () => {
		const lowered = [...sure, ...right(700, 0.993)];
		expect(guaranteeOf([...lowered, wrong(0.992)]).threshold).toBe(START_THRESHOLD);
		expect(guaranteeOf([...lowered, wrong(0.992), ...right(2_000, 0.993)]).threshold).toBe(0.99);
	});

	test("a wrong booking above the start raises it over what was wrong", () => {
		expect(guaranteeOf([...right(500, 0.9999), wrong(0.998)]).threshold).toBe(0.999);
		expect(guaranteeOf([...right(500, 1), wrong(0.99995)]).threshold).toBe(0.99999);
	});
});
