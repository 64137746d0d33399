import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SCENARIOS, type ScenarioName } from "../../eval/data.ts";
import { casesOf } from "./all.ts";
import { answer, decideCase, type ScenarioCase } from "./case.ts";
import { decideAmongStrangers } from "./strangers.ts";

/** Cases the engine does not answer as it should yet, a line each. `vitest run -u` writes the list anew. */
const PENDING = "pending.txt";
const pending = new Set(readFileSync(new URL(PENDING, import.meta.url), "utf8").split("\n"));
const answered = new Map<ScenarioCase, Answers>();

describe.each(SCENARIOS)("%s", (scenario) => {
	const cases = casesOf(scenario);
	const isPending = (one: ScenarioCase) => pending.has(lineOf(scenario, one));

	test("has five cases or more, each with a name of its own", () => {
		expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
		expect(cases.length).toBeGreaterThanOrEqual(5);
	});

	test.for(cases.filter((one) => !isPending(one)))("$name", (one) => {
		expect(answersOf(one)).toEqual(wantedOf(one));
	});
});

test("what is still answered otherwise is listed, and nothing else", { timeout: 60_000 }, async () => {
	const failing = SCENARIOS.flatMap((scenario) =>
		casesOf(scenario)
			.filter((one) => Object.values(answersOf(one)).some((given) => given !== one.expected))
			.map((one) => lineOf(scenario, one)),
	);
	await expect(failing.join("\n")).toMatchFileSnapshot(PENDING);
});

interface Answers {
	readonly alone: string;
	readonly amongStrangers: string;
}

function wantedOf({ expected }: ScenarioCase): Answers {
	return { alone: expected, amongStrangers: expected };
}

function answersOf(one: ScenarioCase): Answers {
	const known = answered.get(one);
	if (known !== undefined) return known;
	const answers = {
		alone: answer(decideCase(one), one.expected),
		amongStrangers: answer(decideAmongStrangers(one), one.expected),
	};
	answered.set(one, answers);
	return answers;
}

function lineOf(scenario: ScenarioName, { name }: ScenarioCase): string {
	return `${scenario}: ${name}`;
}
