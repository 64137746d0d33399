import type { Text } from "@kontor/connector";
import { type Decision, type Evidence, sentence } from "@kontor/matching";

/** A decision as a line of JSON, without line feed: the same decision is the same text. */
export function decisionLine({ posting, outcome, probability, assignments, suggestions, reasons }: Decision): string {
	return JSON.stringify({
		posting,
		outcome,
		probability: rounded(probability),
		assignments: assignments.map(({ order, minor, orderMinor, kind }) => ({ order, minor, orderMinor, kind })),
		suggestions: suggestions.map((suggestion) => ({
			orders: suggestion.orders.map(({ order, minor }) => ({ order, minor })),
			probability: rounded(suggestion.probability),
			reasons: suggestion.evidence.map(reason),
		})),
		reasons: reasons.map(reason),
	});
}

interface Reason extends Evidence {
	readonly text: Text;
}

/** As data, and as the sentence that a merchant reads. */
function reason(evidence: Evidence): Reason {
	const { field, finding, order, matched, expected, weight } = evidence;
	return {
		field,
		finding,
		...(order === undefined ? {} : { order }),
		matched,
		expected,
		weight: Math.round(weight * 100) / 100,
		text: { de: sentence(evidence, "de"), en: sentence(evidence, "en") },
	};
}

/** Further digits mean nothing; what is not certain never becomes 1. */
function rounded(probability: number): number {
	const near = Math.round(probability * 1e6) / 1e6;
	return near === 1 && probability < 1 ? 0.999999 : near;
}
