import type { Candidate } from "./candidate.ts";
import type { Hit } from "./find-named.ts";
import type { IndexedOrder, OrderIndex } from "./index-orders.ts";
import type { KnownCustomer } from "./payer-book.ts";
import type { Policy } from "./policy.ts";
import type { ReadPosting } from "./read-posting.ts";

/** A posting before the orders there are. */
export interface Surroundings {
	readonly read: ReadPosting;
	readonly index: OrderIndex;
	readonly policy: Policy;
	/** Whom the posting's account has paid for before. */
	readonly customersOfAccount: readonly KnownCustomer[];
	/** Whether the order in a slot takes part: those of the account's shops (C2), none of a test system (A8). */
	readonly takesPart: (slot: number) => boolean;
}

/** The same, where it is known which numbers it names. */
export interface Setting extends Surroundings {
	/** A number in the text that is called or written like one of ours and is not the order's own; null where there is none. */
	readonly otherNumber: (indexed: IndexedOrder) => string | null;
}

/** The same with every order that could be meant. */
export interface Situation extends Setting {
	/** Orders the posting mentions that are not closed, best hit first. */
	readonly named: readonly NamedCandidate[];
	/** Closed ones it mentions: they speak against others. */
	readonly closed: readonly NamedCandidate[];
	/** Found by payer, amount or customer number; mentioned nowhere. Not looked for where one that is named is beyond doubt. */
	readonly unnamed: readonly Candidate[];
}

export type NamedCandidate = Candidate<Hit>;
