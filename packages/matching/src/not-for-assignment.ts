import { evidenceOf } from "./candidate-evidence.ts";
import type { Decision } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import { lookAtNamed } from "./gather.ts";
import type { NotAPayment } from "./nature.ts";
import type { NamedCandidate, Surroundings } from "./situation.ts";
import { suggestion } from "./suggest.ts";
import { NOTHING } from "./weights.ts";

const MOST_SHOWN = 5;
const NOTHING_SHOWN: ReadonlySet<NotAPayment["guard"]> = new Set(["outgoing", "ignored"]);

/**
 * The orders that are shown with what is no payment. A return is shown with all that it names; of the rest only what names an order by
 * a full reference and fits it to the cent.
 */
export function concernedBy({ guard }: NotAPayment, setting: Surroundings): NamedCandidate[] {
	if (NOTHING_SHOWN.has(guard)) return [];
	const { read, index, takesPart } = setting;
	const minor = Math.abs(read.posting.amount.minor);
	const isReturn = guard === "returned";
	// Numbers of a list are told by each other, also by those of other amounts.
	const isList = read.ranges.length + read.shortEnds.length > 0;
	const { named } = lookAtNamed(
		isReturn || isList
			? setting
			: { ...setting, takesPart: (slot) => index.openMinor(slot) === minor && takesPart(slot) },
	);
	return [...named.named, ...named.closed].filter(
		({ hit, indexed }) => hit.strong && (isReturn || indexed.openMinor === minor),
	);
}

/** Returns, payouts and other business are never payments by guess. */
export function notForAssignment(
	{ guard, matched }: NotAPayment,
	setting: Surroundings,
	candidates: readonly NamedCandidate[],
): Decision {
	const { posting } = setting.read;
	const concerned = candidates.toSorted((a, b) => b.bits - a.bits).slice(0, MOST_SHOWN);
	const total = concerned.reduce((sum, { bits }) => sum + 2 ** bits, 2 ** NOTHING);
	const suggestions = concerned.map((candidate) =>
		suggestion(
			candidate,
			posting.amount.minor,
			evidenceComparedWithCost(candidate, setting),
			2 ** candidate.bits / total,
		),
	);
	return {
		posting: posting.id,
		outcome: suggestions.length > 0 ? "review" : "none",
		assignments: [],
		suggestions,
		reasons: [ofPosting(guard, matched)],
		probability: 0,
		margin: 0,
	};
}

/** What came back is compared with what the order cost. It may hold charges: only an equal amount says something. */
function evidenceComparedWithCost(candidate: NamedCandidate, setting: Surroundings): Evidence[] {
	const evidence = evidenceOf(candidate, setting);
	const { amount } = setting.read.posting;
	if (amount.minor > 0) return evidence;
	const cost = candidate.indexed.amount;
	const paid = { minor: -amount.minor, currency: amount.currency };
	const equal = paid.minor === cost.minor && paid.currency === cost.currency;
	return evidence.flatMap((one): Evidence[] => {
		if (one.field !== "amount") return [one];
		return equal ? [{ ...one, finding: "amountEqual", matched: paid, expected: cost, weight: 0 }] : [];
	});
}

export function ofPosting(finding: Evidence["finding"], matched: string): Evidence {
	return { field: "posting", finding, matched, expected: "", weight: 0 };
}
