import type { Suggestion } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import type { Ranked } from "./explanations.ts";
import type { Situation } from "./situation.ts";
import type { Candidate } from "./weigh.ts";

const MOST_SUGGESTIONS = 5;

/** What a person is offered (PRODUCT D4), likeliest first. */
export function suggestionsOf({ explanations }: Ranked, { read }: Situation): Suggestion[] {
	const { minor } = read.posting.amount;
	return explanations.slice(0, MOST_SUGGESTIONS).flatMap(({ candidates: [first], proposal, evidence, probability }) => {
		if (proposal !== null && proposal.kind !== "single") {
			const orders = proposal.placed.map(({ candidate, payment }) => ({
				order: candidate.indexed.order.id,
				minor: payment,
			}));
			return [{ orders, probability: rounded(probability), evidence }];
		}
		return first === undefined ? [] : [suggestion(first, minor, evidence, probability)];
	});
}

/** One order alone. */
export function suggestion(
	{ indexed, fit }: Candidate,
	minor: number,
	evidence: readonly Evidence[],
	probability: number,
): Suggestion {
	return {
		orders: [{ order: indexed.order.id, minor: fit.payment === 0 ? minor : fit.payment }],
		probability: rounded(probability),
		evidence,
	};
}

function rounded(probability: number): number {
	return Math.round(probability * 10_000) / 10_000;
}
