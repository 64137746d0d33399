/** A decision whose truth is known: the probability it was given, and whether a person left or made it so. */
export interface ConfirmedOutcome {
	/** `probability` of the decision, 0 to 1. */
	readonly probability: number;
	/** What was booked, or would have been booked, is what a person let stand or chose. */
	readonly right: boolean;
}

/** How right the machine was on a merchant's own history (PRODUCT M13). */
export interface Guarantee {
	/** From which probability on the machine books by itself. */
	readonly threshold: number;
	/** Confirmed outcomes at or above the threshold, and how many of them were wrong. */
	readonly confirmed: number;
	readonly wrong: number;
	/** The share of wrong bookings is at most this, with 95 % confidence. 1 where nothing is confirmed. */
	readonly upperBound: number;
}

/**
 * Where nothing is known of a merchant: of 156,000 postings of `eval` (base, seeds 1 to 10) booked at this or a higher probability
 * four were wrong.
 */
export const START_THRESHOLD = 0.9975;
/** Lower ones, in the order in which they are opened; higher ones, in which they are fallen back on. */
const LOWER = [0.99, 0.98, 0.95] as const;
const HIGHER = [START_THRESHOLD, 0.999, 0.9999, 0.99999] as const;
/** At most one wrong booking in 2,000: what has to be shown before the threshold is lowered. */
const TARGET = 1 / 2_000;
/** And at most one in 200 of those alone that are booked only because of it: the others prove nothing about them. */
const TARGET_OF_NEW = 1 / 200;
const CONFIDENCE = 0.95;

/**
 * The lowest threshold at which a merchant's own confirmed outcomes bound the share of wrong bookings under the target, never
 * chosen for the most bookings: without enough history it is the starting one. One correction takes a lowered threshold back; a
 * wrong booking above the starting one raises it over its probability, until enough right ones stand against it.
 */
export function guaranteeOf(outcomes: readonly ConfirmedOutcome[]): Guarantee {
	const at = (threshold: number): Guarantee => ({ threshold, ...showing(outcomes, threshold) });
	const proven = ({ upperBound }: Guarantee) => upperBound <= TARGET;
	let held = HIGHER.map(at).find((guarantee) => guarantee.wrong === 0 || proven(guarantee));
	if (held === undefined) return at(HIGHER[HIGHER.length - 1] ?? 1);
	if (held.threshold > START_THRESHOLD) return held;
	// One after the other, until the first that is not proven: so each may be tested at the full confidence.
	for (const lower of LOWER.map(at)) {
		if (!proven(lower) || boundBetween(outcomes, lower.threshold, held.threshold) > TARGET_OF_NEW) break;
		held = lower;
	}
	return held;
}

function showing(outcomes: readonly ConfirmedOutcome[], threshold: number): Omit<Guarantee, "threshold"> {
	const above = outcomes.filter(({ probability }) => probability >= threshold);
	const wrong = above.filter(({ right }) => !right).length;
	return { confirmed: above.length, wrong, upperBound: upperBoundOf(wrong, above.length, CONFIDENCE) };
}

function boundBetween(outcomes: readonly ConfirmedOutcome[], from: number, to: number): number {
	return showing(
		outcomes.filter(({ probability }) => probability < to),
		from,
	).upperBound;
}

/**
 * The largest share of wrong ones that `wrong` of `total` do not contradict: one-sided Clopper and Pearson (1934), exact for any number.
 * 1 where there are none.
 */
export function upperBoundOf(wrong: number, total: number, confidence = CONFIDENCE): number {
	if (wrong >= total) return 1;
	let [low, high] = [wrong / total, 1];
	// Halved until the bound is known to 12 digits.
	for (let i = 0; i < 60; i++) {
		const middle = (low + high) / 2;
		if (chanceOfAtMost(wrong, total, middle) > 1 - confidence) low = middle;
		else high = middle;
	}
	return high;
}

/** That at most `most` of `total` happen, each with this probability. In logarithms, since the terms are tiny. */
function chanceOfAtMost(most: number, total: number, probability: number): number {
	let term = total * Math.log1p(-probability);
	let sum = Math.exp(term);
	const odds = Math.log(probability) - Math.log1p(-probability);
	for (let i = 1; i <= most; i++) {
		term += Math.log((total - i + 1) / i) + odds;
		sum += Math.exp(term);
	}
	return sum;
}
