import { follows, together } from "./claims.ts";
import { IMPLICATIONS } from "./conditions.ts";
import { claimOf, type Rule } from "./rule.ts";

/** Whether `general` holds wherever `special` does. */
export function covers(general: Rule, special: Rule): boolean {
	const claims = together(special.conditions.map(claimOf), IMPLICATIONS);
	return general.conditions.every((condition) => follows(claimOf(condition), claims));
}
