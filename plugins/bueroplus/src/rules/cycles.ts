import { type Claim, together } from "./claims.ts";
import { AGE, IMPLICATIONS } from "./conditions.ts";
import { claimOf, type Rule } from "./rule.ts";

/** From here on the search says what it has: a merchant's rules are far from it. */
const MOST_STEPS = 50_000;

/**
 * Rules that lead back to where they began while nothing changes in the ERP: their conditions can all hold together, so
 * that the status, and the e-mails, would never come to rest. Each status is reported in one cycle at most.
 */
export function cyclesIn(rules: readonly Rule[]): readonly (readonly Rule[])[] {
	const bySource = Map.groupBy(rules, ({ from }) => from);
	const found: (readonly Rule[])[] = [];
	const reported = new Set<string>();
	let steps = 0;

	function search(start: string, path: readonly Rule[], claims: readonly Claim[]): readonly Rule[] | null {
		const here = path.at(-1)?.to ?? start;
		for (const rule of bySource.get(here) ?? []) {
			if (++steps > MOST_STEPS) return null;
			if (path.some(({ from }) => from === rule.to && rule.to !== start)) continue;
			const all = [...claims, ...claimsOf(rule)];
			if (together(all, IMPLICATIONS) === null || together(rule.conditions.map(claimOf), IMPLICATIONS) === null)
				continue;
			if (rule.to === start) return [...path, rule];
			const cycle = search(start, [...path, rule], all);
			if (cycle !== null) return cycle;
		}
		return null;
	}

	for (const start of bySource.keys()) {
		if (reported.has(start)) continue;
		const cycle = search(start, [], []);
		if (cycle === null) continue;
		found.push(cycle);
		for (const { from } of cycle) reported.add(from);
	}
	return found;
}

/** Time goes on by itself, and the age begins anew with every status: it keeps no cycle from closing. */
function claimsOf({ conditions }: Rule): Claim[] {
	return conditions.map(claimOf).filter(({ fact }) => fact !== AGE);
}
