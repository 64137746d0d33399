import { describe, expect, test } from "vitest";
import { SCENARIOS } from "../../eval/data.ts";
import { casesOf } from "./all.ts";
import { answer, decideCase } from "./case.ts";
import { PENDING } from "./pending.ts";

describe.each(SCENARIOS)("%s", (scenario) => {
	const cases = casesOf(scenario);
	const isPending = (name: string) => PENDING.includes(`${scenario}: ${name}`);

	test("has five cases or more, each with a name of its own", () => {
		expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
		expect(cases.length).toBeGreaterThanOrEqual(5);
	});

	test.each(cases.filter(({ name }) => !isPending(name)))("$name", (one) => {
		expect(answer(decideCase(one), one.expected)).toBe(one.expected);
	});

	const pending = cases.filter(({ name }) => isPending(name));
	// `fails`: a case that has come right has to leave the list.
	if (pending.length > 0) {
		test.fails.each(pending)("$name", (one) => {
			expect(answer(decideCase(one), one.expected)).toBe(one.expected);
		});
	}
});

test("nothing is pending that is no case", () => {
	const names = SCENARIOS.flatMap((scenario) => casesOf(scenario).map(({ name }) => `${scenario}: ${name}`));
	expect(PENDING.filter((pending) => !names.includes(pending))).toEqual([]);
});
