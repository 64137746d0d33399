import type { Assignment, Decision } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import { explain, runnerUp } from "./explain.ts";
import { findNamed } from "./find-named.ts";
import type { GuardName } from "./guard-names.ts";
import { objections } from "./guards.ts";
import type { IndexedOrder, OrderIndex } from "./index-orders.ts";
import { type NotAPayment, notAPayment } from "./nature.ts";
import { ordersOfPayer } from "./of-payer.ts";
import type { MatchPosting } from "./posting.ts";
import { type Proposal, propose, type Situation } from "./propose.ts";
import { readPosting } from "./read-posting.ts";
import { suggest } from "./suggest.ts";
import { unplacedReference } from "./unplaced-reference.ts";
import { probabilities, score, weighOrder, weighReturn } from "./weigh.ts";

type Active = (guard: GuardName) => boolean;

/** Decides one posting against the orders as they are now (PRODUCT D1). The same input gives the same decision. */
export function decide(posting: MatchPosting, index: OrderIndex, active: Active): Decision {
	const takesPart = participation(posting, active);
	const situation = look(posting, index, takesPart);
	const nature = notAPayment(posting, active);
	if (nature !== null) return notForAssignment(nature, situation);

	const proposal = propose(situation);
	const against = proposal === null ? [] : objections(proposal, situation, active);
	if (proposal !== null && against.length === 0) return assigned(proposal, situation);
	const { suggestions, margin } = suggest(situation, proposal, takesPart);
	const reasons = against.length > 0 ? against : withoutProposal(situation, suggestions.length > 0);
	const outcome =
		suggestions.length > 0 || reasons.some(({ finding }) => finding === "referenceUnknown") ? "review" : "none";
	return { posting: posting.id, outcome, assignments: [], suggestions, reasons, margin };
}

/** Why there was nothing to book. */
function withoutProposal(situation: Situation, suggested: boolean): Evidence[] {
	const paid = situation.closed.find(({ hit }) => hit.strong)?.indexed.order;
	if (paid !== undefined) {
		return [{ field: "order", finding: "orderClosed", order: paid.id, matched: "", expected: paid.number, weight: 0 }];
	}
	const unknown = unplacedReference(situation);
	if (unknown !== undefined) return [ofPosting("referenceUnknown", unknown)];
	return [ofPosting(suggested ? "nothingFits" : "nothingFound", "")];
}

/** Which orders a posting may pay at all: those of its account's shops (C2), none of a test system (A8). */
function participation({ shops }: MatchPosting, active: Active): (indexed: IndexedOrder) => boolean {
	return ({ order }) =>
		!(active("testSystem") && order.testSystem === true) &&
		!(active("otherShop") && shops !== undefined && !shops.includes(order.shop));
}

function look(posting: MatchPosting, index: OrderIndex, takesPart: (o: IndexedOrder) => boolean): Situation {
	const read = readPosting(posting, index.hasMixed);
	const all = findNamed(read, index, takesPart);
	let ofPayer: IndexedOrder[] | undefined;
	return {
		read,
		index,
		named: all.filter(({ indexed }) => indexed.standing !== "closed"),
		closed: all.filter(({ indexed }) => indexed.standing === "closed"),
		ofPayer: () => (ofPayer ??= ordersOfPayer(read, index, takesPart)),
	};
}

/**
 * Returns, payouts and other business are never payments by guess. A return that names an order is shown with it; of the
 * others only what names an order by a full reference and fits it to the cent.
 */
function notForAssignment({ guard, matched }: NotAPayment, { read, index, named, closed }: Situation): Decision {
	const { posting } = read;
	const minor = Math.abs(posting.amount.minor);
	const concerned = [...named, ...closed].filter(({ hit, indexed }) =>
		guard === "returned" ? hit.strong : guard !== "outgoing" && hit.strong && indexed.open.minor === minor,
	);
	const weigh = guard === "returned" ? weighReturn : weighOrder;
	const evidence = concerned.map(({ indexed, hit }) => weigh(read, indexed, hit, index));
	const chances = probabilities(evidence.map((found) => score(found, index)));
	const suggestions = concerned.slice(0, 5).map(({ indexed }, i) => ({
		orders: [{ order: indexed.order.id, minor: posting.amount.minor }],
		probability: Math.round((chances[i] ?? 0) * 10_000) / 10_000,
		evidence: evidence[i] ?? [],
	}));
	const outcome = suggestions.length > 0 ? "review" : "none";
	return {
		posting: posting.id,
		outcome,
		assignments: [],
		suggestions,
		reasons: [ofPosting(guard, matched)],
		margin: 0,
	};
}

function assigned(proposal: Proposal, situation: Situation): Decision {
	return {
		posting: situation.read.posting.id,
		outcome: "assigned",
		assignments: proposal.placed.flatMap((placed) => assignmentsOf(placed, proposal)),
		suggestions: [],
		reasons: explain(proposal, situation),
		margin: Math.max(0, runnerUp(proposal, situation).margin),
	};
}

function assignmentsOf({ named, payment, surplus }: Proposal["placed"][number], { discount }: Proposal): Assignment[] {
	const order = named.indexed.order.id;
	const parts: Assignment[] = [{ order, minor: payment, orderMinor: payment, kind: "payment" }];
	if (surplus > 0) parts.push({ order, minor: surplus, orderMinor: surplus, kind: "surplus" });
	if (discount !== null) parts.push({ order, minor: 0, orderMinor: discount.minor, kind: "cashDiscount" });
	return parts;
}

function ofPosting(finding: Evidence["finding"], matched: string): Evidence {
	return { field: "posting", finding, matched, expected: "", weight: 0 };
}
