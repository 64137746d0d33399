import { settles } from "./amount-fit.ts";
import type { Candidate } from "./candidate.ts";
import type { Evidence, GuardFinding, Quoted } from "./evidence.ts";
import { foldName } from "./fold-name.ts";
import { GUARD_NAMES, type GuardName } from "./guard-names.ts";
import { wordKey } from "./index/hashed-words.ts";
import type { IndexedOrder } from "./index-orders.ts";
import { sameNumber, settledByParty } from "./number-choices.ts";
import type { Party } from "./party.ts";
import { amountProves, isExact, type Placed, type Proposal, paidJustAsWell } from "./propose.ts";
import type { NamedCandidate, Situation } from "./situation.ts";
import { pointsToMore, unplacedReference } from "./unplaced-reference.ts";

/** A surplus over both is large. */
const LARGE_SHARE = 0.25;
const LARGE_MINOR = 1_000;

/** Bits of a last name that hardly two customers have by chance. */
const RARE_NAME = 7;

/** What speaks against booking a proposal without a person; null where nothing does. */
type Guard = (proposal: Proposal, situation: Situation) => Evidence | null;

/** Each stands alone: leaving one out must make a decision wrong that the others do not catch. */
const GUARDS: Readonly<Partial<Record<GuardName, Guard>>> = {
	/** Nobody pays what he has not ordered yet: an old number, or another shop's. */
	beforeOrder: (proposal, { read }) =>
		firstPlaced(proposal, ({ candidate: { indexed } }) =>
			indexed.isPlacedAfter(read.posting.bookingDate)
				? objection("beforeOrder", indexed.id, read.posting.bookingDate, indexed.placedOn ?? "")
				: null,
		),

	/** D6. */
	cancelled: (proposal) =>
		firstPlaced(proposal, ({ candidate: { indexed } }) =>
			indexed.standing === "cancelled" ? objection("cancelled", indexed.id, "", indexed.number) : null,
		),

	/** Rates and charges are not known here. */
	otherCurrency: (proposal, { read }) =>
		firstPlaced(proposal, ({ candidate: { indexed, fit } }) =>
			indexed.currency === read.posting.amount.currency || fit.kind === "converted"
				? null
				: objection("otherCurrency", indexed.id, read.posting.amount, indexed.open),
		),

	/** The number could mean another order that can be paid (A10: the same number in two shops). */
	rival: (proposal, situation) => {
		const other = proposal.kind === "several" ? paidJustAsWell(proposal, situation) : undefined;
		if (other !== undefined) return againstOrder("rival", other);
		return firstPlaced(proposal, (placed) => {
			const rival = situation.named.find((one) => competes(one, placed, proposal));
			return rival === undefined ? null : againstOrder("rival", rival);
		});
	},

	/** The number could mean an order that is paid already, and payer or amount speak for that one. */
	closedRival: (proposal, { closed }) =>
		firstPlaced(proposal, (placed) => {
			const rival = closed.find((other) => competes(other, placed, proposal));
			return rival === undefined ? null : againstOrder("closedRival", rival);
		}),

	/** Another order is named just as well and gets nothing; a paid one says something where the amount does not. */
	alsoNamed: (proposal, { named, closed }) => {
		const others = amountProves(proposal) ? named : [...named, ...closed];
		const other = others.find(
			(order) =>
				order.hit.strong &&
				!proposal.placed.some(({ candidate }) => candidate === order || sameNumber(candidate, order)) &&
				!(amountProves(proposal) && isAccidental(order, proposal)),
		);
		return other === undefined ? null : againstOrder("alsoNamed", other);
	},

	/** Number and amount agree, but the number may stand there by chance, or be a credit note's: then the payer has to agree too. */
	weakReference: (proposal, { read }) =>
		firstPlaced(proposal, ({ candidate }) =>
			(candidate.hit?.strong === true || (amountProves(proposal) && isBacked(candidate))) &&
			(candidate.party.agrees || !amountProves(proposal) || !read.hints.creditNote)
				? null
				: objection(
						"weakReference",
						candidate.indexed.id,
						candidate.hit?.matched ?? candidate.similar?.mention.text ?? "",
						candidate.hit?.reference.raw ?? candidate.indexed.number,
					),
		),

	/** A gift of exactly what the giver owes in the shop: without the order's number nothing says that it is no gift. */
	otherPurpose: (proposal, { read }) =>
		firstPlaced(proposal, ({ candidate: { hit, indexed } }) =>
			hit?.strong === true || read.hints.otherPurpose === null
				? null
				: objection("otherPurpose", indexed.id, read.hints.otherPurpose, indexed.number),
		),

	/** Where the amount does not prove the number, the payer must. */
	payerDiffers: (proposal, { read }) =>
		amountProves(proposal)
			? null
			: firstPlaced(proposal, ({ candidate: { party, indexed } }) =>
					party.pays
						? null
						: objection(
								"payerDiffers",
								indexed.id,
								read.payer.raw,
								(party.comparison.name ?? indexed.firstName)?.raw ?? "",
							),
				),

	/** The amount differs, and the text names or announces more than we know: it may be for several orders. */
	unplacedReference: (proposal, situation) => {
		if (amountProves(proposal)) return null;
		const mentioned = [...situation.named, ...situation.closed];
		const unplaced = unplacedReference(situation, mentioned)?.text ?? pointsToMore(situation.read);
		return unplaced === undefined ? null : objection("unplacedReference", undefined, unplaced, "");
	},

	/** The amount, or the surplus, is exactly that of another order of the same payer: an old number was used again. */
	fitsOtherOrder: (proposal, { named, unnamed, read }) => {
		if (isExact(proposal)) return null;
		const { minor } = read.posting.amount;
		const surplus = proposal.placed[0]?.surplus ?? 0;
		const other = [...unnamed, ...named].find(
			({ party, indexed: { openMinor, slot } }) =>
				party.agrees &&
				(openMinor === minor || (surplus > 0 && openMinor === surplus)) &&
				proposal.placed.every(({ candidate }) => candidate.indexed.slot !== slot),
		)?.indexed;
		return other === undefined ? null : objection("fitsOtherOrder", other.id, other.open, other.number);
	},

	/** Somebody pays for another's order just what an order of his own costs: he may have taken the wrong number. */
	payersOwnOrder: (proposal, { named, unnamed, read }) => {
		if (!isExact(proposal) || proposal.placed.some(({ candidate }) => candidate.party.agrees)) return null;
		const { amount, bookingDate } = read.posting;
		const own = [...unnamed, ...named].find(
			({ party, partyBits, indexed }) =>
				(party.pays || (partyBits >= RARE_NAME && isRelated(party, indexed))) &&
				proposal.placed.every(({ candidate }) => candidate.indexed.slot !== indexed.slot) &&
				indexed.standing === "open" &&
				indexed.openMinor === amount.minor &&
				indexed.currency === amount.currency &&
				!indexed.isPlacedAfter(bookingDate),
		)?.indexed;
		return own === undefined ? null : objection("payersOwnOrder", own.id, own.open, own.number);
	},

	/** Much more than was owed is hardly an error in typing, or shipping added. */
	largeSurplus: (proposal) =>
		firstPlaced(proposal, ({ candidate: { indexed }, payment, surplus }) =>
			surplus > Math.max(LARGE_SHARE * payment, LARGE_MINOR)
				? objection(
						"largeSurplus",
						indexed.id,
						{ minor: payment + surplus, currency: indexed.open.currency },
						indexed.open,
					)
				: null,
		),

	/** Whether a late discount is granted is the merchant's decision (M4). */
	lateDiscount: (proposal, { read }) =>
		firstPlaced(proposal, ({ candidate, discount }) =>
			discount === null || discount.inTime
				? null
				: objection("lateDiscount", candidate.indexed.id, read.posting.bookingDate, discount.until),
		),
};

/** In the order in which they are said. */
const OBJECTING = GUARD_NAMES.flatMap((name): [GuardName, Guard][] => {
	const guard = GUARDS[name];
	return guard === undefined ? [] : [[name, guard]];
});

/** Everything that speaks against the proposal. */
export function objections(
	proposal: Proposal,
	situation: Situation,
	active: (guard: GuardName) => boolean,
): Evidence[] {
	const found: Evidence[] = [];
	for (const [name, guard] of OBJECTING) {
		const evidence = active(name) ? guard(proposal, situation) : null;
		if (evidence !== null) found.push(evidence);
	}
	return found;
}

/**
 * Could be meant by the proposal's number, and nothing else tells them apart. Where the amount proves the proposal, something has to
 * speak for the other one too: in any number of shops the same numbers stand for other orders.
 */
function competes(other: NamedCandidate, { candidate }: Placed, proposal: Proposal): boolean {
	const { hit } = candidate;
	if (hit === null || other === candidate || proposal.placed.some((placed) => placed.candidate === other)) return false;
	if (!sameNumber(other, candidate)) return false;
	if (amountProves(proposal)) {
		if (!costsAsMuch(other, candidate) && !other.party.agrees) return false;
		return !settledByParty(candidate, other) && (other.hit.strong || other.hit.quality >= hit.quality);
	}
	if (other.hit.quality > hit.quality) return true;
	return !settledByParty(candidate, other) && (other.hit.quality === hit.quality || other.hit.strong);
}

/** The customer pays; or somebody who shares a word of his name, and something like the number stands there. */
function isBacked({ party, hit, similar, indexed }: Candidate): boolean {
	return party.agrees || ((hit !== null || similar !== null) && isRelated(party, indexed));
}

/** A first name alone relates nobody. */
function isRelated({ comparison: { finding, name, words } }: Party, { firstName }: IndexedOrder): boolean {
	if (finding !== "payerRelated") return false;
	const own = name ?? firstName;
	if (own === undefined || own === null || own.field === "company") return true;
	const [given = "", ...others] = foldName(own.raw);
	if (others.length === 0) return true;
	const key = wordKey(given);
	return words.some((word) => word !== key);
}

/** The same amount would pay both; of a paid one, would have paid it. */
function costsAsMuch({ indexed: other, fit }: Candidate, { indexed: { open } }: Candidate): boolean {
	const { minor, currency } = other.standing === "closed" ? other.amount : other.open;
	return settles(fit) || (minor === open.minor && currency === open.currency);
}

/**
 * A number that nothing calls ours hit an order by chance, or the payer is the one's customer and not the other's. Of two orders that
 * cost as much, the one that is named is not there by chance where the other one is not.
 */
function isAccidental(other: NamedCandidate, { placed }: Proposal): boolean {
	if (other.party.agrees) return false;
	if (other.hit.bare) return true;
	return placed.some(
		({ candidate }) =>
			settledByParty(candidate, other) && (candidate.hit?.strong === true || !costsAsMuch(other, candidate)),
	);
}

function firstPlaced(proposal: Proposal, check: (placed: Placed) => Evidence | null): Evidence | null {
	for (const placed of proposal.placed) {
		const evidence = check(placed);
		if (evidence !== null) return evidence;
	}
	return null;
}

function againstOrder(guard: GuardFinding, { indexed, hit }: NamedCandidate): Evidence {
	return objection(guard, indexed.id, hit.matched, hit.reference.raw);
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
