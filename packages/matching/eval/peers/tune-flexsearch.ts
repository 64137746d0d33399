import type { LabelledSet } from "../data.ts";
import { type Limits, type Setup, searchAndScore } from "./flexsearch.ts";

/** Of what is booked without a person, so much has to be right. */
const PRECISION = 0.999;
const STEPS = 50;

/** Never books: where no limits reach the precision. */
const NEVER: Limits = { threshold: Number.POSITIVE_INFINITY, margin: 0 };

/**
 * The limits with which FlexSearch books most at 99.9 % precision on a set. Give it a set of another seed than the one it is
 * measured on.
 */
export function tuneFlexSearch(setup: Setup, set: LabelledSet): Limits {
	const scoreOf = searchAndScore(set, setup);
	const outcomes = set.postings.flatMap(({ posting, truth }) => {
		const [first, second] = posting.amount.minor > 0 ? scoreOf(posting) : [];
		if (first === undefined) return [];
		const right = truth.orders.length === 1 && truth.orders[0]?.order === first.order;
		return [{ score: first.score, lead: first.score - (second?.score ?? 0), right }];
	});
	let best = { limits: NEVER, booked: 0 };
	for (let t = 0; t <= STEPS; t++) {
		for (let m = 0; m <= STEPS / 2; m++) {
			const limits = { threshold: t / STEPS, margin: m / STEPS };
			const booked = outcomes.filter(({ score, lead }) => score >= limits.threshold && lead >= limits.margin);
			const right = booked.filter((outcome) => outcome.right).length;
			if (right >= booked.length * PRECISION && booked.length > best.booked) best = { limits, booked: booked.length };
		}
	}
	return best.limits;
}
