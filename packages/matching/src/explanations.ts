import { bitsElsewhere } from "./elsewhere.ts";
import type { Evidence } from "./evidence.ts";
import { namedTogether, type Proposal, several, single } from "./propose.ts";
import type { Situation } from "./situation.ts";
import { sumsOfPayer } from "./sums-of-payer.ts";
import type { Candidate } from "./weigh.ts";
import { NOTHING } from "./weights.ts";

/** One thing the posting may be: the payment of an order, of several, or of one that is paid already. */
export interface Explanation {
	readonly candidates: readonly Candidate[];
	/** How it would be booked; null for an order that cannot be paid. */
	readonly proposal: Proposal | null;
	readonly evidence: readonly Evidence[];
	readonly bits: number;
	/** Among all explanations, "nothing that is known" included. */
	readonly probability: number;
	/** May only be offered to a person, however likely. */
	readonly onlyOffered: boolean;
}

export interface Ranked {
	/** Likeliest first. */
	readonly explanations: readonly Explanation[];
	/** By how much the first is ahead of the second, as a difference of probabilities. */
	readonly margin: number;
}

type Unranked = Omit<Explanation, "probability">;

/** Everything that could explain a posting, likeliest first (Fellegi and Sunter, with a hypothesis for "none of these"). */
export function explanationsOf(situation: Situation): Ranked {
	const { named, closed, unnamed } = situation;
	const found: Unranked[] = [...named, ...unnamed, ...closed].map(alone);
	const together = several(situation);
	const apart = together === null ? namedTogether(situation) : null;
	if (together !== null) found.push(sumOf(together, situation));
	if (apart !== null) found.push(otherSum(apart));
	for (const proposal of sumsOfPayer(situation)) {
		if (together !== null && isSameSet(proposal, together)) continue;
		found.push({ ...sumOf(proposal, situation), onlyOffered: true });
	}

	const ordered = found.toSorted((a, b) => b.bits - a.bits || (idOf(a) < idOf(b) ? -1 : 1));
	const highest = Math.max(NOTHING, ordered[0]?.bits ?? NOTHING);
	const elsewhere = [...named, ...unnamed].map((candidate) => bitsElsewhere(candidate, situation));
	const total = [NOTHING, ...elsewhere, ...ordered.map(({ bits }) => bits)].reduce(
		(sum, bits) => sum + 2 ** (bits - highest),
		0,
	);
	const explanations = ordered.map((one) => ({ ...one, probability: round(2 ** (one.bits - highest) / total) }));
	const [first, second] = explanations;
	return { explanations, margin: (first?.probability ?? 0) - (second?.probability ?? 0) };
}

function alone(candidate: Candidate): Unranked {
	const { evidence, bits, fit } = candidate;
	const proposal = fit.kind === "nothingOpen" ? null : single(candidate);
	return { candidates: [candidate], proposal, evidence, bits, onlyOffered: false };
}

function sumOf(proposal: Proposal, { read }: Situation): Unranked {
	const candidates = proposal.placed.map(({ candidate }) => candidate);
	const discounted = proposal.placed.some(({ discount }) => discount !== null);
	const sum: Evidence = {
		field: "amount",
		finding: discounted ? "amountsLessDiscount" : "amountAddsUp",
		matched: read.posting.amount,
		expected: "",
		weight: 14,
	};
	return {
		candidates,
		proposal,
		evidence: [sum, ...candidates.flatMap(withoutAmount)],
		bits: proposal.bits,
		onlyOffered: false,
	};
}

/** What is named together, though it does not add up. */
function otherSum(proposal: Proposal): Unranked {
	const candidates = proposal.placed.map(({ candidate }) => candidate);
	const evidence = candidates.flatMap(withoutAmount);
	return { candidates, proposal, evidence, bits: proposal.bits, onlyOffered: true };
}

/** How the amount fits each alone says nothing of them together. */
function withoutAmount({ evidence }: Candidate): Evidence[] {
	return evidence.filter(({ field }) => field !== "amount");
}

function isSameSet({ placed: a }: Proposal, { placed: b }: Proposal): boolean {
	return a.length === b.length && a.every(({ candidate }) => b.some((other) => other.candidate === candidate));
}

function idOf({ candidates }: Unranked): string {
	return candidates[0]?.indexed.order.id ?? "";
}

function round(probability: number): number {
	return Math.round(probability * 1e6) / 1e6;
}
