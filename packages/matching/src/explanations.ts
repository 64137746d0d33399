import type { Candidate } from "./candidate.ts";
import { evidenceOf } from "./candidate-evidence.ts";
import { bitsElsewhere } from "./elsewhere.ts";
import type { Evidence } from "./evidence.ts";
import { namedTogether, type Proposal, payableTogether, several, single } from "./propose.ts";
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

/** What is so far behind changes nothing of a sum that the best is a part of: doubles hold 53 bits. */
const NEVER_SEEN = -64;
/** As many as a person is shown. */
const MOST_RANKED = 5;

/** Everything that could explain a posting, likeliest first (Fellegi and Sunter, with a hypothesis for "none of these"). */
export function explanationsOf(situation: Situation): Ranked {
	const { named, closed, unnamed } = situation;
	const alone = [named, unnamed, closed];
	const together = named.length + unnamed.length > 1 ? proposalsOf(situation) : [];
	const best: Idea[] = [];
	for (const candidates of alone) for (const candidate of candidates) consider(best, candidate, null, false);
	for (const { proposal, onlyOffered } of together) {
		const candidate = proposal.placed[0]?.candidate;
		if (candidate !== undefined) consider(best, candidate, proposal, onlyOffered);
	}

	const highest = Math.max(NOTHING, best[0]?.bits ?? NOTHING);
	let total = 2 ** (NOTHING - highest);
	for (const candidates of [named, unnamed]) {
		for (const candidate of candidates) {
			const elsewhere = bitsElsewhere(candidate, situation);
			if (elsewhere !== Number.NEGATIVE_INFINITY) total += 2 ** (elsewhere - highest);
		}
	}
	for (const candidates of alone) {
		for (const { bits } of candidates) if (bits - highest > NEVER_SEEN) total += 2 ** (bits - highest);
	}
	for (const { proposal } of together) total += 2 ** (proposal.bits - highest);
	const explanations = best.map((idea) => explanation(idea, round(2 ** (idea.bits - highest) / total)));
	const [first, second] = explanations;
	return { explanations, margin: (first?.probability ?? 0) - (second?.probability ?? 0) };
}

/** What spoke for an explanation. */
export function evidenceFor({ candidates, proposal }: Explanation, situation: Situation): Evidence[] {
	const [first] = candidates;
	if (proposal === null || proposal.kind === "single") return first === undefined ? [] : evidenceOf(first, situation);
	const all = candidates.flatMap((candidate) => evidenceOf(candidate, situation));
	// How the amount fits each alone says nothing of them together.
	const apart = all.filter(({ field }) => field !== "amount");
	if (proposal.kind === "otherSum") return apart;
	const discounted = proposal.placed.some(({ discount }) => discount !== null);
	const finding = discounted ? "amountsLessDiscount" : "amountAddsUp";
	const { amount } = situation.read.posting;
	return [{ field: "amount", finding, matched: amount, expected: "", weight: 14 }, ...apart];
}

/** Several orders: those that are named, and those of the payer that merely add up. */
function proposalsOf(situation: Situation): { readonly proposal: Proposal; readonly onlyOffered: boolean }[] {
	const payable = payableTogether(situation);
	const together = payable.length === 0 ? null : several(payable, situation.read);
	const apart = payable.length === 0 || together !== null ? null : namedTogether(payable, situation.read);
	const sums = sumsOfPayer(situation).filter((proposal) => together === null || !isSameSet(proposal, together));
	const offered = apart === null ? sums : [apart, ...sums];
	const proposals = offered.map((proposal) => ({ proposal, onlyOffered: true }));
	return together === null ? proposals : [{ proposal: together, onlyOffered: false }, ...proposals];
}

/** Puts an idea among the likeliest, as many as are shown; what was found first stays first where nothing tells them apart. */
function consider(best: Idea[], candidate: Candidate, together: Proposal | null, onlyOffered: boolean): void {
	const { bits } = together ?? candidate;
	let place = best.length;
	for (let next = best[place - 1]; next !== undefined && isLikelier(bits, candidate, next); next = best[place - 1]) {
		place--;
	}
	if (place === MOST_RANKED) return;
	for (let at = Math.min(best.length, MOST_RANKED - 1); at > place; at--) {
		const moved = best[at - 1];
		if (moved !== undefined) best[at] = moved;
	}
	best[place] = { candidate, together, bits, onlyOffered };
}

/** Of equal ones the newer: most payments follow their order within days. */
function isLikelier(bits: number, { indexed }: Candidate, { bits: otherBits, candidate }: Idea): boolean {
	if (bits !== otherBits) return bits > otherBits;
	const [placed, otherPlaced] = [indexed.placedOn ?? "", candidate.indexed.placedOn ?? ""];
	return placed === otherPlaced ? indexed.id < candidate.indexed.id : placed > otherPlaced;
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
