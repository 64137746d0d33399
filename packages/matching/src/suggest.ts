import type { Candidate } from "./candidate.ts";
import type { Suggestion } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import { evidenceFor, type Ranked } from "./explanations.ts";
import type { Situation } from "./situation.ts";

/** What a person is offered (PRODUCT D4), likeliest first. */
export function suggestionsOf({ explanations }: Ranked, situation: Situation): Suggestion[] {
	const { minor } = situation.read.posting.amount;
	return explanations.flatMap((explanation) => {
		const { candidates, proposal, probability } = explanation;
		const [first] = candidates;
		const evidence = evidenceFor(explanation, situation);
		if (proposal !== null && proposal.kind !== "single") {
			const orders = proposal.placed.map(({ candidate, payment }) => ({
				order: candidate.indexed.id,
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
		orders: [{ order: indexed.id, minor: fit.payment === 0 ? minor : fit.payment }],
		probability: rounded(probability),
		evidence,
	};
}

function rounded(probability: number): number {
	return Math.round(probability * 10_000) / 10_000;
}
