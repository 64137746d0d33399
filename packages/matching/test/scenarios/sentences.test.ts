import { expect, test } from "vitest";
import { SCENARIOS, type ScenarioName } from "../../eval/data.ts";
import { type Evidence, type Language, sentence } from "../../src/index.ts";
import { inShort } from "../shop.ts";
import { casesOf } from "./all.ts";
import { decideCase, type ScenarioCase } from "./case.ts";

/** Of each scenario, for the eye; the other tests here read all. */
const SHOWN = 3;

/** What a person reads of the first cases of every scenario, to be read by eye. `vitest run -u` writes the files anew. */
test.each<Language>(["de", "en"])("the sentences of every scenario, in %s", async (language) => {
	const text = SCENARIOS.flatMap((scenario) =>
		casesOf(scenario)
			.slice(0, SHOWN)
			.map((one) => told(scenario, one, language)),
	);
	await expect(text.join("\n")).toMatchFileSnapshot(`sentences.${language}.txt`);
});

test.each<Language>(["de", "en"])("every sentence is complete, in %s", (language) => {
	const sentences = new Set(
		SCENARIOS.flatMap((scenario) => casesOf(scenario).flatMap((one) => sentencesOf(one, language))),
	);
	const broken = [...sentences].filter(
		(text) => !/^[„"\p{Lu}\d].*[^.][.?!]$/u.test(text) || /undefined|null|NaN|\[object|„“|""| {2}|\n/.test(text),
	);
	expect(broken).toEqual([]);
});

test.each<Language>(["de", "en"])("nothing is said twice of one order, in %s", (language) => {
	const twice = SCENARIOS.flatMap((scenario) =>
		casesOf(scenario)
			.filter((one) => {
				const { reasons, suggestions } = decideCase(one);
				return [reasons, ...suggestions.map(({ evidence }) => evidence)].some((said) => {
					const texts = said.map((each) => `${each.order} ${sentence(each, language)}`);
					return new Set(texts).size < texts.length;
				});
			})
			.map(({ name }) => `${scenario}: ${name}`),
	);
	expect(twice).toEqual([]);
});

function told(scenario: ScenarioName, one: ScenarioCase, language: Language): string {
	const { remittance = "", counterparty, amount } = one.posting;
	const decision = decideCase(one);
	const said = (evidence: readonly Evidence[], indent: string) =>
		evidence.map((each) => `${indent}${sentence(each, language)}\n`).join("");
	const suggestions = decision.suggestions
		.slice(0, 1)
		.map(({ orders, evidence }) => `  ? ${orders.map(({ order }) => order).join(" + ")}\n${said(evidence, "    ")}`);
	return [
		`${scenario}: ${one.name}\n`,
		`  < ${(amount.minor / 100).toFixed(2)} ${amount.currency}, ${counterparty?.name ?? ""}: ${remittance.replaceAll(/\s+/g, " ")}\n`,
		`  > ${inShort(decision)}\n`,
		said(decision.reasons, "    "),
		...suggestions,
	].join("");
}

function sentencesOf(one: ScenarioCase, language: Language): string[] {
	const { reasons, suggestions } = decideCase(one);
	return [...reasons, ...suggestions.flatMap(({ evidence }) => evidence)].map((each) => sentence(each, language));
}
