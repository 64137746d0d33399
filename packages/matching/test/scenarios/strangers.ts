import { createEngine, type Decision, type MatchOrder } from "../../src/index.ts";
import { buy, type ScenarioCase } from "./case.ts";

const SYLLABLES = ["ka", "lo", "mi", "re", "tu", "vo", "sa", "ne", "pi", "du", "fa", "gri"];

/** Open orders that have nothing to do with any case: other numbers, other names, amounts as they come. */
const STRANGERS: readonly MatchOrder[] = Array.from({ length: 1000 }, (_, i) => {
	const name = [3, 5, 7].map((step) => SYLLABLES[Math.floor((i * step) / 7) % 12]).join("");
	return buy(`ZQ-${700_000 + i}`, 5 + ((i * 7919) % 20_000) / 100, `${name} ${name}berg`);
});

const among = engineAmong({});

/** The same decision in a shop of many orders. The case's own orders come and go: nothing of them may stay behind. */
export function decideAmongStrangers({ orders, posting, policy, known = [] }: ScenarioCase): Decision {
	const engine = policy === undefined ? among : engineAmong({ policy });
	for (const order of orders) engine.upsert(order);
	for (const payer of known) engine.learn(payer);
	const decision = engine.decide(posting);
	for (const { id } of orders) engine.remove(id);
	for (const { iban } of known) engine.forget(iban);
	return decision;
}

function engineAmong(options: Pick<ScenarioCase, "policy">) {
	const engine = createEngine(options);
	for (const order of STRANGERS) engine.upsert(order);
	return engine;
}
