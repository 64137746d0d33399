/**
 * What a condition claims of one fact, in a form in which several can be compared: for the search for rules that
 * contradict each other. Each is about one `fact`, a name that conditions share where they read the same.
 */
export type Claim =
	| { readonly fact: string; readonly is: boolean }
	| { readonly fact: string; readonly oneOf: readonly string[] }
	| { readonly fact: string; readonly noneOf: readonly string[] }
	| { readonly fact: string; readonly from: number }
	| { readonly fact: string; readonly below: number };

export function negated(claim: Claim): Claim {
	const { fact } = claim;
	if ("is" in claim) return { fact, is: !claim.is };
	if ("oneOf" in claim) return { fact, noneOf: claim.oneOf };
	if ("noneOf" in claim) return { fact, oneOf: claim.noneOf };
	return "from" in claim ? { fact, below: claim.from } : { fact, from: claim.below };
}

/** What follows from what: a record that is done exists, and where none exists none is done. */
export type Implications = readonly (readonly [fact: string, follows: string])[];

/** What all claims together leave possible for one fact. */
interface Possible {
	is?: boolean;
	oneOf?: ReadonlySet<string>;
	noneOf: ReadonlySet<string>;
	from: number;
	below: number;
}

/** All claims together; null where they cannot all be true. */
export type Claims = ReadonlyMap<string, Possible> | null;

export function together(claims: readonly Claim[], implications: Implications): Claims {
	const possible = new Map<string, Possible>();
	for (const claim of claims) if (!narrow(possible, claim)) return null;
	for (let changed = true; changed; ) {
		changed = false;
		for (const claim of implied(possible, implications)) {
			if (!narrow(possible, claim)) return null;
			changed = true;
		}
	}
	return possible;
}

/** Whether a claim holds wherever the others do. */
export function follows(claim: Claim, claims: Claims): boolean {
	if (claims === null) return true;
	const known = claims.get(claim.fact);
	if (known === undefined) return false;
	if ("is" in claim) return known.is === claim.is;
	if ("from" in claim) return known.from >= claim.from;
	if ("below" in claim) return known.below <= claim.below;
	if ("oneOf" in claim) return known.oneOf !== undefined && [...known.oneOf].every((one) => claim.oneOf.includes(one));
	const { oneOf, noneOf } = known;
	return claim.noneOf.every((one) => noneOf.has(one) || (oneOf !== undefined && !oneOf.has(one)));
}

/** @returns false where nothing is left possible */
function narrow(possible: Map<string, Possible>, claim: Claim): boolean {
	const known = possible.get(claim.fact) ?? { noneOf: new Set(), from: -Infinity, below: Infinity };
	const next = { ...known };
	if ("is" in claim) {
		if (known.is !== undefined && known.is !== claim.is) return false;
		next.is = claim.is;
	} else if ("oneOf" in claim) {
		next.oneOf = new Set(claim.oneOf.filter((one) => known.oneOf === undefined || known.oneOf.has(one)));
	} else if ("noneOf" in claim) next.noneOf = new Set([...known.noneOf, ...claim.noneOf]);
	else if ("from" in claim) next.from = Math.max(known.from, claim.from);
	else next.below = Math.min(known.below, claim.below);
	possible.set(claim.fact, next);
	if (next.oneOf !== undefined && [...next.oneOf].every((one) => next.noneOf.has(one))) return false;
	return next.from < next.below;
}

function implied(possible: ReadonlyMap<string, Possible>, implications: Implications): Claim[] {
	const is = (fact: string) => possible.get(fact)?.is;
	return implications.flatMap(([fact, other]): Claim[] => {
		if (is(fact) === true && is(other) !== true) return [{ fact: other, is: true }];
		if (is(other) === false && is(fact) !== false) return [{ fact, is: false }];
		return [];
	});
}
