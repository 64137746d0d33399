import type { Condition, Rule, RuleSet } from "./shapes.ts";

/** Rules as they are edited: pure functions from one draft to the next. */

export function setOf(ruleSets: readonly RuleSet[], platform: string): RuleSet {
	return ruleSets.find((set) => set.platform === platform) ?? { platform, active: [], rules: [] };
}

/** A platform without any rule and with nothing switched on has no set. */
export function withSet(ruleSets: readonly RuleSet[], set: RuleSet): RuleSet[] {
	const isEmpty = set.active.length === 0 && set.rules.length === 0;
	const known = ruleSets.some(({ platform }) => platform === set.platform);
	const replaced = ruleSets.map((one) => (one.platform === set.platform ? set : one));
	const all = known ? replaced : [...ruleSets, set];
	return isEmpty ? all.filter((one) => one !== set) : all;
}

export function withActive(set: RuleSet, status: string, on: boolean): RuleSet {
	const others = set.active.filter((one) => one !== status);
	return { ...set, active: on ? [...others, status] : others };
}

/** The rules that begin at a status, in the order that decides. */
export function rulesFrom({ rules }: RuleSet, from: string): Rule[] {
	return rules.filter((rule) => rule.from === from);
}

/** The statuses that it is switched on to go to from this one: those that a rule leads to (PRODUCT J2). */
export function targetsFrom(set: RuleSet, from: string): string[] {
	return [...new Set(rulesFrom(set, from).map(({ to }) => to))];
}

export function withRule(set: RuleSet, rule: Rule): RuleSet {
	return { ...set, rules: set.rules.map((one) => (one.id === rule.id ? rule : one)) };
}

/** One more rule, the last of its status; without a condition, which the merchant chooses next. */
export function withNewRule(set: RuleSet, from: string, to: string): RuleSet {
	const rule: Rule = { id: freshId(set, from, to), from, to, conditions: [], inform: null, transferShipments: false };
	return { ...set, rules: [...set.rules, rule] };
}

export function withoutRule(set: RuleSet, id: string): RuleSet {
	return { ...set, rules: set.rules.filter((rule) => rule.id !== id) };
}

/** A target that is switched off has no rules any more. */
export function withoutTarget(set: RuleSet, from: string, to: string): RuleSet {
	return { ...set, rules: set.rules.filter((rule) => rule.from !== from || rule.to !== to) };
}

/** One place up or down among the rules of its own status; the same where there is none. */
export function withRuleMoved(set: RuleSet, id: string, by: -1 | 1): RuleSet {
	const at = set.rules.findIndex((rule) => rule.id === id);
	const moved = set.rules[at];
	if (moved === undefined) return set;
	let other = at + by;
	while (set.rules[other] !== undefined && set.rules[other]?.from !== moved.from) other += by;
	const neighbour = set.rules[other];
	if (neighbour === undefined) return set;
	return { ...set, rules: set.rules.with(at, neighbour).with(other, moved) };
}

/** Shipment records are transferred, or not any more; with them come the recommended conditions (PRODUCT J6). */
export function withTransfer(rule: Rule, on: boolean, recommended: readonly Condition[]): Rule {
	const changed = { ...rule, transferShipments: on };
	return on ? withConditions(changed, missingIn(changed, recommended)) : changed;
}

export function withConditions(rule: Rule, added: readonly Condition[]): Rule {
	return { ...rule, conditions: [...rule.conditions, ...added] };
}

/** The recommended conditions that a rule lacks which transfers shipment records. */
export function missingIn(rule: Rule, recommended: readonly Condition[]): Condition[] {
	if (!rule.transferShipments) return [];
	return recommended.filter(({ is }) => !rule.conditions.some((one) => one.is === is && one.not !== true));
}

export function isSame(one: readonly RuleSet[], other: readonly RuleSet[]): boolean {
	return canonical(one) === canonical(other);
}

/** Which statuses are switched on, and which platform comes first, has no order; rules and conditions have. */
function canonical(ruleSets: readonly RuleSet[]): string {
	const sets = ruleSets.map((set) => ({
		...set,
		active: set.active.toSorted(),
		rules: set.rules.map((rule) => ({
			...rule,
			conditions: rule.conditions.map(({ not, ...condition }) => (not === true ? { ...condition, not } : condition)),
		})),
	}));
	return JSON.stringify(sorted(sets.toSorted((a, b) => (a.platform < b.platform ? -1 : 1))));
}

/** Fields written in another order are the same. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== "object" || value === null) return value;
	return Object.entries(value)
		.toSorted(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, one]) => [name, sorted(one)]);
}

/** Names that say what the rule does, since histories and findings name it; 40 characters fit. */
function freshId({ rules }: RuleSet, from: string, to: string): string {
	const taken = new Set(rules.map(({ id }) => id));
	const name = `${from.slice(0, 17)}-${to.slice(0, 17)}`;
	for (let count = 1; ; count++) {
		const id = count === 1 ? name : `${name}-${count}`;
		if (!taken.has(id)) return id;
	}
}
