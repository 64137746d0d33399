import { settles } from "./amount-fit.ts";
import { findNamed, type NamedOrder } from "./find-named.ts";
import { unnamedOrders } from "./find-unnamed.ts";
import type { NamedCandidate, Setting, Situation } from "./situation.ts";
import { unplacedReference } from "./unplaced-reference.ts";
import { type Candidate, weighOrder } from "./weigh.ts";
import { mostOfUnnamed } from "./weights.ts";

/** An explanation that is this many bits behind does not count, whatever else there may be. */
const FAR_BEHIND = 14;

/** Every order that a posting could mean, weighed. */
export function lookAround(setting: Omit<Setting, "otherNumber">): Situation {
	const { read, index, takesPart } = setting;
	const mentioned = findNamed(read, index, takesPart);
	let other: string | null | undefined;
	const full: Setting = { ...setting, otherNumber: () => (other ??= otherNumberOf(setting, mentioned)) };

	const candidates = mentioned.map(({ indexed, hit }): NamedCandidate => ({ ...weighOrder(full, indexed, hit), hit }));
	const named = candidates.filter(({ indexed }) => indexed.standing !== "closed");
	const closed = candidates.filter(({ indexed }) => indexed.standing === "closed");
	const unnamed = isClear(full, named)
		? []
		: unnamedOrders(full, candidates).map((indexed) => weighOrder(full, indexed, null));
	return { ...full, named, closed, unnamed };
}

/** One order is named and paid to the cent, so well that no order that is not named can come near. */
function isClear({ read, index }: Setting, named: readonly NamedCandidate[]): boolean {
	const most = mostOfUnnamed(index, read.posting.amount);
	return named.some((candidate) => isSettled(candidate) && candidate.bits - most >= FAR_BEHIND);
}

function isSettled({ hit, fit }: Candidate): boolean {
	return hit?.strong === true && settles(fit);
}

function otherNumberOf(setting: Omit<Setting, "otherNumber">, named: readonly NamedOrder[]): string | null {
	const called = named.find(({ hit }) => hit.strong && !hit.bare);
	return called?.hit.matched ?? unplacedReference(setting, named) ?? null;
}
