import type { Evidence } from "./evidence.ts";

export interface Decision {
	/** The posting's id. */
	readonly posting: string;
	readonly outcome: Outcome;
	/** What is booked. Empty unless `assigned`. The `payment` and `surplus` parts add up to the posting's amount, exactly. */
	readonly assignments: readonly Assignment[];
	/** What a person is offered, best first; at most five. Empty unless `review`. */
	readonly suggestions: readonly Suggestion[];
	/** Why it was decided so: for `assigned` what spoke for it, else what spoke against booking without a person. */
	readonly reasons: readonly Evidence[];
	/** That the best way to book it is what the payer meant, 0 to 1; 0 where there is none. */
	readonly probability: number;
	/** By how much the best explanation is ahead of the next one: a difference of probabilities, 0 to 1. */
	readonly margin: number;
}

/** `review`: a person decides. `none`: no payment of an order, as far as anything known says. */
export type Outcome = "assigned" | "review" | "none";

/**
 * - `payment`: the part of the posting that settles the order. `surplus`: what this order was paid too much.
 * - Not part of the posting's amount, but settling the order besides: `cashDiscount`, `charges`, `tolerance`.
 */
export type AssignmentKind = "payment" | "surplus" | "cashDiscount" | "charges" | "tolerance";

export interface Assignment {
	readonly order: string;
	/** In the smallest unit of the posting's currency; 0 for what is not part of the posting. */
	readonly minor: number;
	/** In the smallest unit of the order's currency. */
	readonly orderMinor: number;
	readonly kind: AssignmentKind;
}

/** One way the posting could be booked. */
export interface Suggestion {
	/** `minor` in the posting's currency. */
	readonly orders: readonly { readonly order: string; readonly minor: number }[];
	/** That this is what the payer meant, 0 to 1. */
	readonly probability: number;
	readonly evidence: readonly Evidence[];
}
