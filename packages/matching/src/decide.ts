import type { Assignment, Decision } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import { type Explanation, evidenceFor, explanationsOf, type Ranked } from "./explanations.ts";
import { lookAround } from "./gather.ts";
import { START_THRESHOLD } from "./guarantee.ts";
import type { GuardName } from "./guard-names.ts";
import { objections } from "./guards.ts";
import type { Ignores } from "./ignore.ts";
import type { OrderIndex } from "./index-orders.ts";
import { notAPayment } from "./nature.ts";
import { concernedBy, notForAssignment, ofPosting } from "./not-for-assignment.ts";
import type { PayerBook } from "./payer-book.ts";
import type { Policy } from "./policy.ts";
import type { MatchPosting } from "./posting.ts";
import type { Placed } from "./propose.ts";
import { readPosting } from "./read-posting.ts";
import type { Situation } from "./situation.ts";
import { suggestionsOf } from "./suggest.ts";
import { unplacedReference } from "./unplaced-reference.ts";

/** What the engine knows when it is asked. */
export interface Knowledge {
	readonly index: OrderIndex;
	readonly payers: PayerBook;
	readonly policy: Policy;
	readonly ignores: Ignores;
	readonly active: (guard: GuardName) => boolean;
}

/** The next explanation is named as the reason for doubt where it makes up at least so much of it. */
const SHARE_OF_DOUBT = 0.5;

/** Decides one posting against the orders as they are now (PRODUCT D1). The same input gives the same decision. */
export function decide(posting: MatchPosting, knowledge: Knowledge): Decision {
	const { index, payers, policy, ignores, active } = knowledge;
	const read = readPosting(posting, index.hasMixed);
	const customersOfAccount = payers.of(posting.counterparty?.iban);
	const takesPart = participation(posting, knowledge);
	const setting = { read, index, policy, customersOfAccount, takesPart };
	const nature = notAPayment(read, ignores, active);
	if (nature !== null) return notForAssignment(nature, setting, concernedBy(nature, setting));

	const situation = lookAround(setting);
	const ranked = explanationsOf(situation);
	const [best] = ranked.explanations;
	const proposed = best === undefined || best.onlyOffered ? null : best.proposal;
	const clear = proposed === null ? [] : objections(proposed, situation, active);
	// That it is not certain enough is said only where nothing clearer is.
	const against =
		clear.length > 0 || best === undefined || proposed === null ? clear : doubts(best, ranked, policy, active);
	if (best !== undefined && proposed !== null && against.length === 0) return assigned(best, ranked, situation);
	const suggestions = suggestionsOf(ranked, situation);
	const reasons = against.length > 0 ? against : withoutProposal(situation, best, suggestions.length > 0);
	const outcome =
		suggestions.length > 0 || reasons.some(({ finding }) => finding === "referenceUnknown") ? "review" : "none";
	return {
		posting: posting.id,
		outcome,
		assignments: [],
		suggestions,
		reasons,
		probability: best?.probability ?? 0,
		margin: ranked.margin,
	};
}

/** Not as likely as the merchant's threshold asks for: another explanation is about as likely, or all of it is too little. */
function doubts(
	{ proposal, probability }: Explanation,
	{ explanations }: Ranked,
	{ threshold = START_THRESHOLD }: Policy,
	active: (guard: GuardName) => boolean,
): Evidence[] {
	const order = proposal?.placed[0]?.candidate.indexed;
	if (!active("improbable") || probability >= threshold || order === undefined) return [];
	const next = explanations[1];
	const [other] = next?.candidates ?? [];
	if (next === undefined || other === undefined || next.probability <= (1 - probability) * SHARE_OF_DOUBT) {
		return [{ field: "order", finding: "improbable", order: order.id, matched: "", expected: order.number, weight: 0 }];
	}
	const { id, number } = other.indexed;
	const matched = other.hit?.matched ?? "";
	return [{ field: "order", finding: "likelierOther", order: id, matched, expected: number, weight: 0 }];
}

/** Why there was nothing to book. */
function withoutProposal(situation: Situation, best: Explanation | undefined, suggested: boolean): Evidence[] {
	if (best?.onlyOffered === true) {
		const { amount } = situation.read.posting;
		const about = { field: "amount", matched: amount, weight: 0 } as const;
		if (best.proposal?.kind !== "otherSum") return [{ ...about, finding: "sumUnnamed", expected: "" }];
		const minor = best.candidates.reduce((sum, { indexed }) => sum + indexed.openMinor, 0);
		return [{ ...about, finding: "sumDiffers", expected: { ...amount, minor } }];
	}
	const paid = situation.closed.find(({ hit }) => hit.strong)?.indexed;
	if (paid !== undefined) {
		return [{ field: "order", finding: "orderClosed", order: paid.id, matched: "", expected: paid.number, weight: 0 }];
	}
	const unknown = unplacedReference(situation, [...situation.named, ...situation.closed])?.text;
	if (unknown !== undefined) return [ofPosting("referenceUnknown", unknown)];
	return [ofPosting(suggested ? "nothingFits" : "nothingFound", "")];
}

/** Which orders a posting may pay at all: those of its account's shops (C2), none of a test system (A8). */
function participation({ shops }: MatchPosting, { index, active }: Knowledge): (slot: number) => boolean {
	const tests = !active("testSystem");
	const allowed = shops === undefined || !active("otherShop") ? null : new Set(shops);
	return (slot) => (tests || !index.isTest(slot)) && (allowed === null || allowed.has(index.shopOf(slot)));
}

function assigned(best: Explanation, { margin }: Ranked, situation: Situation): Decision {
	const { proposal, probability } = best;
	const assignments: Assignment[] = [];
	for (const placed of proposal?.placed ?? []) addAssignments(placed, assignments);
	return {
		posting: situation.read.posting.id,
		outcome: "assigned",
		assignments,
		suggestions: [],
		reasons: evidenceFor(best, situation),
		probability,
		margin,
	};
}

function addAssignments({ candidate, payment, surplus, orderMinor, besides }: Placed, assignments: Assignment[]): void {
	const order = candidate.indexed.id;
	assignments.push({ order, minor: payment, orderMinor, kind: "payment" });
	if (surplus > 0) assignments.push({ order, minor: surplus, orderMinor: surplus, kind: "surplus" });
	if (besides !== null) assignments.push({ order, minor: 0, orderMinor: besides.minor, kind: besides.kind });
}
