import type { AmountFit } from "./amount-fit.ts";
import type { ReferenceField, ReferenceFinding } from "./evidence.ts";
import type { Hit } from "./find-named.ts";
import type { IndexedOrder } from "./index-orders.ts";
import type { Party } from "./party.ts";
import type { SimilarNumber } from "./similar-number.ts";

/** An order that could be meant, with what a posting says for and against it as numbers: words are made of what is shown. */
export interface Candidate<H extends Hit | null = Hit | null> {
	readonly indexed: IndexedOrder;
	/** Where the posting mentions it. */
	readonly hit: H;
	/** Where it nearly mentions it. */
	readonly similar: SimilarNumber | null;
	readonly fit: AmountFit;
	readonly party: Party;
	readonly number: NumberFound;
	/** Of these, the amount's and those of whoever paid. */
	readonly amountBits: number;
	readonly partyBits: number;
	/** All weights and the order's share of the prior. */
	readonly bits: number;
}

/** Whether the order's number stands in the posting, and how. */
export interface NumberFound {
	readonly field: ReferenceField;
	readonly finding: ReferenceFinding;
	readonly matched: string;
	/** Null: whatever the order's number is. */
	readonly expected: string | null;
	readonly weight: number;
}
