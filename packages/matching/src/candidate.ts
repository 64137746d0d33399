import type { AmountFit } from "./amount-fit.ts";
import type { Evidence, EvidenceField, Quoted } from "./evidence.ts";
import type { Hit } from "./find-named.ts";
import type { IndexedOrder } from "./index-orders.ts";
import type { Party } from "./party.ts";
import type { SimilarNumber } from "./similar-number.ts";

/** Evidence of which the order's own texts are only read where it is shown. */
export interface Found extends Omit<Evidence, "order" | "expected"> {
	readonly expected: Quoted | OwnText;
}

/** What an order says, by name. */
export interface OwnText {
	readonly of: (indexed: IndexedOrder) => Quoted;
	/** Where it depends on the order, too. */
	readonly field?: (indexed: IndexedOrder) => EvidenceField | undefined;
}

export const OWN_NUMBER: OwnText = { of: ({ number }) => number };
export const OWN_NAME_TEXT: OwnText = { of: ({ firstName }) => firstName?.raw ?? "" };
export const OWN_NAME: OwnText = { ...OWN_NAME_TEXT, field: ({ firstName }) => firstName?.field };
export const OWN_CUSTOMER: OwnText = { of: ({ order }) => order.customerNumber ?? "" };
export const OWN_OPEN: OwnText = { of: ({ open }) => open };
export const OWN_AMOUNT: OwnText = { of: ({ amount }) => amount };
export const OWN_DAY: OwnText = { of: ({ placedOn }) => placedOn ?? "" };

/** An order that could be meant, with all that a posting says for and against it. */
export class Candidate<H extends Hit | null = Hit | null> {
	readonly indexed: IndexedOrder;
	/** Where the posting mentions it. */
	readonly hit: H;
	/** Where it nearly mentions it. */
	readonly similar: SimilarNumber | null;
	readonly fit: AmountFit;
	readonly party: Party;
	/** Of numbers first. */
	readonly found: readonly Found[];
	/** All weights and the order's share of the prior. */
	readonly bits: number;
	#evidence: readonly Evidence[] | undefined;

	constructor(
		indexed: IndexedOrder,
		hit: H,
		similar: SimilarNumber | null,
		fit: AmountFit,
		party: Party,
		found: readonly Found[],
		prior: number,
	) {
		this.indexed = indexed;
		this.hit = hit;
		this.similar = similar;
		this.fit = fit;
		this.party = party;
		this.found = found;
		let bits = prior;
		for (const { weight } of found) bits += weight;
		this.bits = bits;
		this.#evidence = undefined;
	}

	get evidence(): readonly Evidence[] {
		this.#evidence ??= this.found.map((one) => evidenceOf(one, this.indexed));
		return this.#evidence;
	}
}

function evidenceOf({ field, finding, matched, expected, weight }: Found, indexed: IndexedOrder): Evidence {
	const order = indexed.id;
	if (typeof expected === "string" || !("of" in expected)) return { field, finding, order, matched, expected, weight };
	const own = expected.field?.(indexed) ?? field;
	return { field: own, finding, order, matched, expected: expected.of(indexed), weight };
}
