import type { Assignment, Decision } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import { findNamed, type NamedOrder } from "./find-named.ts";
import type { GuardName } from "./guard-names.ts";
import { objections, unplacedReference } from "./guards.ts";
import type { IndexedOrder, OrderIndex } from "./index-orders.ts";
import { type NotAPayment, notAPayment } from "./nature.ts";
import { ordersOfPayer } from "./of-payer.ts";
import type { MatchPosting } from "./posting.ts";
import { type Proposal, propose, type Situation } from "./propose.ts";
import { readPosting } from "./read-posting.ts";
import { suggest } from "./suggest.ts";
import { amountEvidence, hitEvidence, payerEvidence, probabilities, score, weighOrder, weighReturn } from "./weigh.ts";

type Active = (guard: GuardName) => boolean;

/** Decides one posting against the orders as they are now. The same input gives the same decision. */
export function decide(posting: MatchPosting, index: OrderIndex, active: Active): Decision {
	const takesPart = participation(posting, active);
	const situation = look(posting, index, takesPart);
	const nature = notAPayment(posting, active);
	if (nature !== null) return notForAssignment(nature, situation);

	const proposal = propose(situation);
	const against = proposal === null ? [] : objections(proposal, situation, active);
	if (proposal !== null && against.length === 0) return assigned(proposal, situation);
	const { suggestions, margin } = suggest(situation, proposal, takesPart);
	const unknown = unplacedReference(situation);
	const reasons =
		against.length > 0
			? against
			: unknown !== undefined
				? [ofPosting("referenceUnknown", unknown)]
				: [ofPosting(suggestions.length > 0 ? "nothingFits" : "nothingFound", "")];
	const outcome = suggestions.length > 0 || unknown !== undefined ? "review" : "none";
	return { posting: posting.id, outcome, assignments: [], suggestions, reasons, margin };
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
	const { read, index, named, closed } = situation;
	const chosen = proposal.placed.map((placed) => placed.named);
	const own = chosen.map((order) => score(weighOrder(read, order.indexed, order.hit, index), index));
	const rest = [...named, ...closed]
		.filter((order) => !chosen.includes(order))
		.map(({ indexed, hit }) => score(weighOrder(read, indexed, hit, index), index));
	const [first = 0, second = 0] = probabilities([Math.min(...own), ...(rest.length > 0 ? [Math.max(...rest)] : [])]);
	return {
		posting: read.posting.id,
		outcome: "assigned",
		assignments: proposal.placed.flatMap((placed) => assignmentsOf(placed, proposal)),
		suggestions: [],
		reasons: [...total(proposal, situation), ...chosen.flatMap((order) => reasonsFor(order, proposal, situation))],
		margin: Math.round((first - second) * 10_000) / 10_000,
	};
}

function assignmentsOf({ named, payment, surplus }: Proposal["placed"][number], { discount }: Proposal): Assignment[] {
	const order = named.indexed.order.id;
	const parts: Assignment[] = [{ order, minor: payment, orderMinor: payment, kind: "payment" }];
	if (surplus > 0) parts.push({ order, minor: surplus, orderMinor: surplus, kind: "surplus" });
	if (discount !== null) parts.push({ order, minor: 0, orderMinor: discount.minor, kind: "cashDiscount" });
	return parts;
}

function reasonsFor(
	{ indexed, hit, payer }: NamedOrder,
	{ kind, discount }: Proposal,
	{ read, index }: Situation,
): Evidence[] {
	const amount = amountEvidence(read, indexed, index);
	const reasons = [hitEvidence(hit, indexed)];
	if (discount !== null) reasons.push({ ...amount, finding: "amountDiscounted" });
	else if (kind !== "several") reasons.push(amount);
	return [...reasons, ...[payerEvidence(payer, read, indexed, index)].filter((evidence) => evidence !== null)];
}

function total({ kind }: Proposal, { read: { posting }, index }: Situation): Evidence[] {
	if (kind !== "several") return [];
	const weight = Math.round(Math.log2(index.openCount + 2) * 10) / 10;
	return [{ field: "amount", finding: "amountAddsUp", matched: posting.amount, expected: "", weight }];
}

function ofPosting(finding: Evidence["finding"], matched: string): Evidence {
	return { field: "posting", finding, matched, expected: "", weight: 0 };
}
