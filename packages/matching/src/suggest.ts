import type { Suggestion } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import type { Ranked } from "./explanations.ts";
import type { Situation } from "./situation.ts";
import type { Candidate } from "./weigh.ts";

const MOST_SUGGESTIONS = 5;

/** What a person is offered (PRODUCT D4), likeliest first. */
export function suggestionsOf({ explanations }: Ranked, { read }: Situation): Suggestion[] {
	return explanations
		.slice(0, MOST_SUGGESTIONS)
		.map(({ candidates, evidence, probability }) =>
			suggestion(candidates, read.posting.amount.minor, evidence, probability),
		);
}

export function suggestion(
	candidates: readonly Candidate[],
	minor: number,
	evidence: readonly Evidence[],
	probability: number,
): Suggestion {
	return {
		orders: candidates.map(({ indexed, fit }) => ({
			order: indexed.order.id,
			minor: candidates.length > 1 ? indexed.open.minor : fit.payment === 0 ? minor : fit.payment,
		})),
		probability: Math.round(probability * 10_000) / 10_000,
		evidence,
	};
}
