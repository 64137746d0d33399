import { describe, expect, inject, it } from "vitest";
import { hubYear } from "./check-hub-year.ts";

describe("a merchant's year, in a hub whose processes are killed", () => {
	it("passes with nothing said too soon, twice, to the wrong one or not at all, and no cent lost", async () => {
		const { violations, done, mails, deaths } = await hubYear(inject("cluster"), 1, {
			orders: 40,
			days: 40,
			deaths: 2,
		});
		expect(violations).toEqual([]);
		expect(done).toBeGreaterThan(10);
		expect(mails).toBeGreaterThan(8);
		expect(deaths).toBe(2);
	}, 180_000);
});
