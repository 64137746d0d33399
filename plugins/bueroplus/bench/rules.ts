/**
 * How many Vorgänge a second the rules decide on one core: `pnpm bench:rules [thousands of evaluations]`. One evaluation
 * is one Vorgang through all rules of its status, every rule's verdict included. `ratio`: how many times faster that is
 * than the same rules read plainly for every Vorgang, in the same run. The last line is one JSON object.
 */
import { compileRules } from "../src/rules/index.ts";
import { naive } from "../test/rules/naive.ts";
import { randomFacts, randomRuleSet, seeded } from "../test/rules/random.ts";

const EVALUATIONS = Number(process.argv[2] ?? 2000) * 1000;
/** Every way is measured this often, in turns; the median counts. */
const ROUNDS = 5;
const RULE_SETS = 50;
const FACTS = 400;

const random = seeded(20261122);
const sets = Array.from({ length: RULE_SETS }, () => randomRuleSet(random, 60));
const facts = Array.from({ length: FACTS }, () => randomFacts(random));
const compiled = sets.map(compileRules);

const ours: number[] = [];
const plain: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
	ours.push(perSecond(EVALUATIONS, (set, at) => compiled[set]?.(at).verdicts.length ?? 0));
	plain.push(
		perSecond(EVALUATIONS / 10, (set, at) => {
			const rules = sets[set];
			return rules === undefined ? 0 : naive(rules, at).why.length;
		}),
	);
}
const [rate, base] = [median(ours), median(plain)];
console.log(`rules: ${Math.round(rate)} evaluations/s, read plainly ${Math.round(base)}/s`);
console.log(
	JSON.stringify({
		bench: "rules",
		evaluationsPerSecond: Math.round(rate),
		ratio: Number((rate / base).toFixed(2)),
	}),
);

/** All rule sets in turn, each with all Vorgänge. What is evaluated is counted, so that nothing is optimised away. */
function perSecond(times: number, evaluate: (set: number, at: (typeof facts)[number]) => number): number {
	let verdicts = 0;
	let done = 0;
	const begin = performance.now();
	while (done < times) {
		for (let set = 0; set < RULE_SETS; set++) for (const at of facts) verdicts += evaluate(set, at);
		done += RULE_SETS * FACTS;
	}
	const seconds = (performance.now() - begin) / 1000;
	if (verdicts === 0) throw new Error("no rule was looked at");
	return done / seconds;
}

function median(of: readonly number[]): number {
	return of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? Number.NaN;
}
