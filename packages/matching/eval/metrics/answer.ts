import type { Decision, Outcome } from "../../src/index.ts";
import type { TruePart } from "../data.ts";

/** What the engine or a peer answers to a posting, in one form for both. */
export interface Answer {
	readonly outcome: Outcome;
	/** What is booked without a person; one part for each order. */
	readonly booked: readonly TruePart[];
	/** Sets of order ids, best first; what is booked is the first. */
	readonly ranked: readonly (readonly string[])[];
	/** That the first of them is right. Null where nothing is claimed. */
	readonly probability: number | null;
}

export function answerOf(decision: Decision): Answer {
	const booked = new Map<string, { minor: number; settles: number }>();
	for (const { order, minor, orderMinor, kind } of decision.assignments) {
		const part = booked.get(order) ?? { minor: 0, settles: 0 };
		part.minor += minor;
		if (kind !== "surplus") part.settles += orderMinor;
		booked.set(order, part);
	}
	const suggested = decision.suggestions.map(({ orders }) => orders.map(({ order }) => order));
	return {
		outcome: decision.outcome,
		booked: [...booked].map(([order, part]) => ({ order, ...part })),
		ranked: booked.size > 0 ? [[...booked.keys()], ...suggested] : suggested,
		probability: decision.probability,
	};
}
