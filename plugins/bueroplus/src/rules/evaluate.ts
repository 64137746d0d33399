import type { Facts } from "./facts.ts";
import { type Parcels, parcelsFor } from "./parcels.ts";
import { type Condition, type Rule, type RuleSet, testOf } from "./rule.ts";

/** What became of one rule: which of its conditions held, in their order. It fired where all did. */
export interface Verdict {
	readonly rule: Rule;
	readonly fired: boolean;
	readonly held: readonly boolean[];
}

/** The change that the rules want. */
export interface Transition {
	readonly rule: Rule;
	/** `missing`: a record is done and has no number, so nothing may go out (PRODUCT J6). */
	readonly parcels: Parcels;
}

export interface Evaluation {
	/** The first rule that fired; null where the status stays. */
	readonly transition: Transition | null;
	/** Of every rule that begins at the present status, in their order; empty where it is not switched on. */
	readonly verdicts: readonly Verdict[];
}

/** Rules made ready: any number of Vorgänge are evaluated with it. */
export type Evaluate = (facts: Facts) => Evaluation;

interface CompiledRule {
	readonly rule: Rule;
	/** Where its conditions stand among those of its status. */
	readonly conditions: readonly number[];
	/** All bits: every condition holds. */
	readonly all: number;
	/** By the bits of what held, made when first needed: few of them ever are. */
	readonly verdicts: Verdict[];
}

/** The rules that begin at one status. A condition that several of them have is asked once. */
interface CompiledSource {
	readonly tests: readonly ((facts: Facts) => boolean)[];
	readonly rules: readonly CompiledRule[];
	/** What the tests said, 0 or 1; written anew by each evaluation. */
	readonly held: Uint8Array;
}

const NOTHING: Evaluation = { transition: null, verdicts: [] };

/** Makes a platform's rules ready (PRODUCT J2): conditions are prepared here, and only asked afterwards. */
export function compileRules({ active, rules }: RuleSet): Evaluate {
	const sources = new Map(active.map((status) => [status, compileSource(rules.filter(({ from }) => from === status))]));
	return (facts) => {
		const source = sources.get(facts.status);
		return source === undefined ? NOTHING : evaluate(source, facts);
	};
}

function evaluate({ tests, rules, held }: CompiledSource, facts: Facts): Evaluation {
	let at = 0;
	for (const test of tests) held[at++] = test(facts) ? 1 : 0;
	const verdicts: Verdict[] = [];
	let first: Rule | null = null;
	for (const compiled of rules) {
		let bits = 0;
		for (const condition of compiled.conditions) bits = (bits << 1) | (held[condition] ?? 0);
		const verdict = compiled.verdicts[bits] ?? verdictOf(compiled, bits);
		if (verdict.fired && first === null) first = compiled.rule;
		verdicts.push(verdict);
	}
	return { transition: first === null ? null : { rule: first, parcels: parcelsFor(first, facts) }, verdicts };
}

function verdictOf({ rule, conditions, all, verdicts }: CompiledRule, bits: number): Verdict {
	const last = conditions.length - 1;
	const held = conditions.map((_, index) => (bits & (1 << (last - index))) !== 0);
	const verdict: Verdict = { rule, fired: bits === all, held };
	verdicts[bits] = verdict;
	return verdict;
}

function compileSource(rules: readonly Rule[]): CompiledSource {
	const distinct = new Map<string, number>();
	const tests: ((facts: Facts) => boolean)[] = [];
	const indexOf = (condition: Condition) => {
		const key = JSON.stringify(condition);
		const known = distinct.get(key) ?? tests.push(testOf(condition)) - 1;
		distinct.set(key, known);
		return known;
	};
	const compiled = rules.map((rule) => ({
		rule,
		conditions: rule.conditions.map(indexOf),
		all: 2 ** rule.conditions.length - 1,
		verdicts: [],
	}));
	return { tests, rules: compiled, held: new Uint8Array(tests.length) };
}
