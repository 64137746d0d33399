import type { Candidate } from "./candidate.ts";
import { bitsElsewhere } from "./elsewhere.ts";
import type { Evidence } from "./evidence.ts";
import { namedTogether, type Proposal, several, single } from "./propose.ts";
import type { Situation } from "./situation.ts";
import { sumsOfPayer } from "./sums-of-payer.ts";
import { NOTHING } from "./weights.ts";

/** One thing the posting may be: the payment of an order, of several, or of one that is paid already. */
export interface Explanation {
	readonly candidates: readonly Candidate[];
	/** How it would be booked; null for an order that cannot be paid. */
	readonly proposal: Proposal | null;
	readonly bits: number;
	/** Among all explanations, "nothing that is known" included. */
	readonly probability: number;
	/** May only be offered to a person, however likely. */
	readonly onlyOffered: boolean;
}

export interface Ranked {
	/** The likeliest, as many as are shown, likeliest first. */
	readonly explanations: readonly Explanation[];
	/** By how much the first is ahead of the second, as a difference of probabilities. */
	readonly margin: number;
}

/** An explanation before it is compared with others: one order, or several by a proposal. */
interface Idea {
	readonly candidate: Candidate;
	/** Null for one order. */
	readonly together: Proposal | null;
	readonly bits: number;
	readonly onlyOffered: boolean;
}

/** As many as a person is shown. */
const MOST_RANKED = 5;

/** Everything that could explain a posting, likeliest first (Fellegi and Sunter, with a hypothesis for "none of these"). */
export function explanationsOf(situation: Situation): Ranked {
	const { named, closed, unnamed } = situation;
	const ideas: Idea[] = [];
	for (const candidates of [named, unnamed, closed]) {
		for (const candidate of candidates) {
			ideas.push({ candidate, together: null, bits: candidate.bits, onlyOffered: false });
		}
	}
	if (named.length + unnamed.length > 1) addTogether(ideas, situation);

	let highest = NOTHING;
	for (const { bits } of ideas) if (bits > highest) highest = bits;
	let total = 2 ** (NOTHING - highest);
	for (const candidates of [named, unnamed]) {
		for (const candidate of candidates) total += 2 ** (bitsElsewhere(candidate, situation) - highest);
	}
	for (const { bits } of ideas) total += 2 ** (bits - highest);
	const explanations = likeliest(ideas).map((idea) => explanation(idea, round(2 ** (idea.bits - highest) / total)));
	const [first, second] = explanations;
	return { explanations, margin: (first?.probability ?? 0) - (second?.probability ?? 0) };
}

/** What spoke for an explanation. */
export function evidenceFor({ candidates, proposal }: Explanation, { read }: Situation): readonly Evidence[] {
	if (proposal === null || proposal.kind === "single") return candidates[0]?.evidence ?? [];
	// How the amount fits each alone says nothing of them together.
	const apart = candidates.flatMap(({ evidence }) => evidence.filter(({ field }) => field !== "amount"));
	if (proposal.kind === "otherSum") return apart;
	const discounted = proposal.placed.some(({ discount }) => discount !== null);
	const finding = discounted ? "amountsLessDiscount" : "amountAddsUp";
	return [{ field: "amount", finding, matched: read.posting.amount, expected: "", weight: 14 }, ...apart];
}

/** Several orders: those that are named, and those of the payer that merely add up. */
function addTogether(ideas: Idea[], situation: Situation): void {
	const together = several(situation);
	const apart = together === null ? namedTogether(situation) : null;
	if (together !== null) addIdea(ideas, together, false);
	if (apart !== null) addIdea(ideas, apart, true);
	for (const proposal of sumsOfPayer(situation)) {
		if (together === null || !isSameSet(proposal, together)) addIdea(ideas, proposal, true);
	}
}

function addIdea(ideas: Idea[], together: Proposal, onlyOffered: boolean): void {
	const candidate = together.placed[0]?.candidate;
	if (candidate !== undefined) ideas.push({ candidate, together, bits: together.bits, onlyOffered });
}

function likeliest(ideas: readonly Idea[]): Idea[] {
	const best: Idea[] = [];
	for (const idea of ideas) {
		let place = best.length;
		for (let before = best[place - 1]; before !== undefined && isLikelier(idea, before); before = best[place - 1])
			place--;
		if (place === MOST_RANKED) continue;
		best.splice(place, 0, idea);
		if (best.length > MOST_RANKED) best.pop();
	}
	return best;
}

/** Of equal ones, what was found first stays first. */
function isLikelier(one: Idea, other: Idea): boolean {
	return one.bits > other.bits || (one.bits === other.bits && one.candidate.indexed.id < other.candidate.indexed.id);
}

function explanation({ candidate, together, bits, onlyOffered }: Idea, probability: number): Explanation {
	if (together !== null) {
		const candidates = together.placed.map((placed) => placed.candidate);
		return { candidates, proposal: together, bits, probability, onlyOffered };
	}
	const proposal = candidate.fit.kind === "nothingOpen" ? null : single(candidate);
	return { candidates: [candidate], proposal, bits, probability, onlyOffered };
}

function isSameSet({ placed: a }: Proposal, { placed: b }: Proposal): boolean {
	return a.length === b.length && a.every(({ candidate }) => b.some((other) => other.candidate === candidate));
}

function round(probability: number): number {
	return Math.round(probability * 1e6) / 1e6;
}
