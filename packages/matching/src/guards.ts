import type { Evidence, GuardFinding, Quoted } from "./evidence.ts";
import { runnerUp } from "./explain.ts";
import type { NamedOrder } from "./find-named.ts";
import { GUARD_NAMES, type GuardName } from "./guard-names.ts";
import { type Placed, type Proposal, type Situation, sameNumber } from "./propose.ts";
import { MORE, unplacedReference } from "./unplaced-reference.ts";

/** Weights are rough; only a clear lead counts. */
const LEAST_MARGIN = 0.5;

/** What speaks against booking a proposal without a person; null where nothing does. */
type Guard = (proposal: Proposal, situation: Situation) => Evidence | null;

/** Each stands alone: leaving one out must make a decision wrong that the others do not catch. */
const GUARDS: Readonly<Partial<Record<GuardName, Guard>>> = {
	/** Nobody pays what he has not ordered yet: an old number, or another shop's. */
	beforeOrder: (proposal, { read }) =>
		firstPlaced(proposal, ({ named: { indexed } }) =>
			indexed.placedOn !== null && read.posting.bookingDate < indexed.placedOn
				? objection("beforeOrder", indexed.order.id, read.posting.bookingDate, indexed.placedOn)
				: null,
		),

	/** D6. */
	cancelled: (proposal) =>
		firstPlaced(proposal, ({ named: { indexed } }) =>
			indexed.standing === "cancelled" ? objection("cancelled", indexed.order.id, "", indexed.order.number) : null,
		),

	/** Rates and charges are not known here. */
	otherCurrency: (proposal, { read }) =>
		firstPlaced(proposal, ({ named: { indexed } }) =>
			indexed.open.currency === read.posting.amount.currency
				? null
				: objection("otherCurrency", indexed.order.id, read.posting.amount, indexed.open),
		),

	/** The number could mean another order that can be paid (A10: the same number in two shops). */
	rival: (proposal, { named }) =>
		firstPlaced(proposal, (placed) => {
			const rival = named.find((other) => competes(other, placed, proposal));
			return rival === undefined ? null : againstOrder("rival", rival);
		}),

	/** The number could mean an order that is paid already, and payer or amount speak for that one. */
	closedRival: (proposal, { closed, read }) =>
		firstPlaced(proposal, (placed) => {
			const rival = closed.find(
				(other) =>
					competes(other, placed, proposal) &&
					(other.payerAgrees ||
						other.indexed.order.amount.minor === read.posting.amount.minor ||
						!amountProves(proposal)),
			);
			return rival === undefined ? null : againstOrder("closedRival", rival);
		}),

	/** Another order is named just as well and gets nothing; a paid one says something where the amount does not. */
	alsoNamed: (proposal, { named, closed }) => {
		const others = amountProves(proposal) ? named : [...named, ...closed];
		const other = others.find(
			(order) =>
				order.hit.strong &&
				!proposal.placed.some(
					(placed) =>
						placed.named === order ||
						sameNumber(placed.named, order) ||
						(amountProves(proposal) && settledByPayer(placed.named, order)),
				),
		);
		return other === undefined ? null : againstOrder("alsoNamed", other);
	},

	/** Number and amount agree, but the number may stand there by chance: then the payer has to agree too. */
	weakReference: (proposal) =>
		firstPlaced(proposal, ({ named }) =>
			named.hit.strong || (amountProves(proposal) && named.payerAgrees) ? null : againstOrder("weakReference", named),
		),

	/** A number without a label, from a stranger, at a price many orders have: chance finds such a pair. */
	commonAmount: (proposal, { index }) =>
		proposal.kind !== "exact"
			? null
			: firstPlaced(proposal, ({ named }) =>
					named.hit.bare && named.payer.finding === "payerOther" && index.byAmount(named.indexed.open).length > 1
						? againstOrder("commonAmount", named)
						: null,
				),

	/** Where the amount does not prove the number, the payer must. */
	payerDiffers: (proposal, { read }) =>
		amountProves(proposal)
			? null
			: firstPlaced(proposal, ({ named }) =>
					named.payerAgrees
						? null
						: objection("payerDiffers", named.indexed.order.id, read.payer.raw, named.payer.name?.raw ?? ""),
				),

	/** The amount differs, and the text names or announces more than we know: it may be for several orders. */
	unplacedReference: (proposal, situation) => {
		if (amountProves(proposal)) return null;
		const unplaced = unplacedReference(situation) ?? MORE.exec(situation.read.text)?.[0];
		return unplaced === undefined ? null : objection("unplacedReference", undefined, unplaced, "");
	},

	/** The amount, or the surplus, is exactly that of another order of the same payer: an old number was used again. */
	fitsOtherOrder: (proposal, { ofPayer, read }) => {
		if (amountProves(proposal)) return null;
		const { minor } = read.posting.amount;
		const surplus = proposal.placed[0]?.surplus ?? 0;
		const other = ofPayer().find(
			({ order, open }) =>
				proposal.placed.every(({ named }) => named.indexed.order.id !== order.id) &&
				(open.minor === minor || (surplus > 0 && open.minor === surplus)),
		);
		return other === undefined ? null : objection("fitsOtherOrder", other.order.id, other.open, other.order.number);
	},

	/** More than twice what was owed is hardly an error in typing. */
	largeSurplus: (proposal) =>
		firstPlaced(proposal, ({ named: { indexed }, payment, surplus }) =>
			surplus > payment
				? objection(
						"largeSurplus",
						indexed.order.id,
						{ minor: payment + surplus, currency: indexed.open.currency },
						indexed.open,
					)
				: null,
		),

	/** Whether a late discount is granted is the merchant's decision (M4). */
	lateDiscount: ({ discount, placed }, { read }) =>
		discount === null || discount.inTime
			? null
			: objection("lateDiscount", placed[0]?.named.indexed.order.id, read.posting.bookingDate, discount.until),

	/** All in all, another order that is mentioned fits about as well; a paid one may have been paid twice. */
	likelierOther: (proposal, situation) => {
		const { order, margin } = runnerUp(proposal, situation);
		return order === null || margin >= LEAST_MARGIN ? null : againstOrder("likelierOther", order);
	},
};

/** Everything that speaks against the proposal; the comparison of weights only where nothing clearer does. */
export function objections(
	proposal: Proposal,
	situation: Situation,
	active: (guard: GuardName) => boolean,
): Evidence[] {
	const clear = GUARD_NAMES.filter((name) => name !== "likelierOther" && active(name)).flatMap(
		(name) => GUARDS[name]?.(proposal, situation) ?? [],
	);
	if (clear.length > 0 || !active("likelierOther")) return clear;
	return [GUARDS.likelierOther?.(proposal, situation)].filter((evidence) => evidence != null);
}

/** To the cent: two independent things agree. */
function amountProves({ kind }: Proposal): boolean {
	return kind === "exact" || kind === "several";
}

/** Both could be meant by one number, and nothing else tells them apart. */
function competes(other: NamedOrder, { named }: Placed, proposal: Proposal): boolean {
	if (other === named || proposal.placed.some((placed) => placed.named === other)) return false;
	if (!sameNumber(other, named)) return false;
	if (other.hit.quality > named.hit.quality) return true;
	if (settledByPayer(named, other)) return false;
	return other.hit.quality === named.hit.quality || (other.hit.strong && !amountProves(proposal));
}

/** The payer is the one's customer and not the other's. */
function settledByPayer(one: NamedOrder, other: NamedOrder): boolean {
	return one.payerAgrees && !other.payerAgrees;
}

function firstPlaced(proposal: Proposal, check: (placed: Placed) => Evidence | null): Evidence | null {
	for (const placed of proposal.placed) {
		const evidence = check(placed);
		if (evidence !== null) return evidence;
	}
	return null;
}

function againstOrder(guard: GuardFinding, { indexed, hit }: NamedOrder): Evidence {
	return objection(guard, indexed.order.id, hit.matched, hit.reference.raw);
}

function objection(finding: GuardFinding, order: string | undefined, matched: Quoted, expected: Quoted): Evidence {
	return {
		field: order === undefined ? "posting" : "order",
		finding,
		...(order !== undefined && { order }),
		matched,
		expected,
		weight: 0,
	};
}
