import type { LabelledSet } from "../data.ts";
import { type Limits, type Setup, searchAndScore } from "./flexsearch.ts";

/** Of what is booked without a person, so much has to be right. */
const PRECISION = 0.999;
const STEP = 0.01;
const MOST_MARGIN = 0.5;

/** Never books: where no limits reach the precision. */
const NEVER: Limits = { threshold: Number.POSITIVE_INFINITY, margin: 0 };

/**
 * The limits with which FlexSearch books most at 99.9 % precision on a set. Give it a set of another seed than the one it is
 * measured on. Bounced repayments agree in everything with the order they come from: no limits would keep them out, so that
 * they are left aside here.
 */
export function tuneFlexSearch(setup: Setup, set: LabelledSet): Limits {
	const scoreOf = searchAndScore(set, setup);
	const outcomes = set.postings.flatMap(({ posting, truth, scenario }) => {
		const [first, second] = posting.amount.minor > 0 && scenario !== "bounced-refund" ? scoreOf(posting) : [];
		if (first === undefined) return [];
		const right = truth.orders.length === 1 && truth.orders[0]?.order === first.order;
		return [{ score: first.score, lead: first.score - (second?.score ?? 0), right }];
	});
	outcomes.sort((a, b) => b.score - a.score);
	let best = { limits: NEVER, booked: 0 };
	for (let margin = 0; margin <= MOST_MARGIN; margin += STEP) {
		let booked = 0;
		let right = 0;
		// From the best score down: each score reached is a threshold.
		for (const [i, outcome] of outcomes.entries()) {
			if (outcome.lead >= margin) {
				booked++;
				if (outcome.right) right++;
			}
			const last = outcomes[i + 1]?.score !== outcome.score;
			if (last && booked > best.booked && right >= booked * PRECISION) {
				best = { limits: { threshold: outcome.score, margin }, booked };
			}
		}
	}
	return best.limits;
}
