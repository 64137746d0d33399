import type { Day } from "@kontor/connector";

/**
 * Glossary (PRODUCT C3, M3)
 *
 * - **entry**: one movement of an account's balance; one posting, or the postings of a batch.
 * - **delivery**: the entries that came together: a statement, or the booked statements of one file.
 * - **representation**: format and version; in one representation an entry is always spelled alike.
 * - **twins**: two entries that agree in everything. The same entry delivered twice looks just like them.
 * - **leftover**: an entry on either side that nothing was found for on the other.
 */
export interface Entry {
	readonly bookingDay: Day;
	/** Signed, in the smallest unit of the account's currency. */
	readonly minor: number;
	/** Announced, not booked yet: settles nothing. */
	readonly pending: boolean;
	readonly representation: string;
	/** What the bank guarantees; null where it gives nothing of that kind. */
	readonly strongId: string | null;
	/** A digest of everything the bank says; the same for twins. */
	readonly contentKey: string;
	/** Chosen by the payer, not unique. */
	readonly endToEndId: string | null;
	/** The counterparty's account; null where it is not told, or there are several. */
	readonly iban: string | null;
	/** What the payer wrote, without white space, in capitals. */
	readonly text: string;
}

/** An entry that is stored. */
export interface StoredEntry extends Entry {
	/** 1..n of those with this content key. */
	readonly occurrence: number;
	/** Its content keys in other representations, and from when it was pending. */
	readonly otherKeys: readonly string[];
	/** Its money stands in other entries: it is known again when it comes, and stands for nothing else. */
	readonly elsewhere: boolean;
}

/** From which balance to which a statement covers a day. */
export interface Span {
	readonly bookingDay: Day;
	readonly opening: number;
	readonly closing: number;
}

export interface Entries<E extends Entry> {
	readonly entries: readonly E[];
	readonly spans: readonly Span[];
}

/** A delivered entry and the stored one that it is. */
export interface Pair<D extends Entry, S extends StoredEntry> {
	readonly entry: D;
	readonly stored: S;
}

/** A pair by what the bank says, and by which of it. */
export interface ExactMatch<D extends Entry, S extends StoredEntry> extends Pair<D, S> {
	readonly by: "strongId" | "content";
}

/** A new entry, and the how-many-eth it is of its content key. */
export interface Created<D extends Entry> {
	readonly entry: D;
	readonly occurrence: number;
}

/** May be new or a stored one. */
export interface Asked<D extends Entry> {
	readonly entry: D;
	/** How many of its content key there are if everything asked about is new. */
	readonly target: number;
	/** Its money may be stored in other pieces: then none of what is stored is this entry. */
	readonly inPieces: boolean;
}

/** Entries that are together what is stored as others, one as many or many as one. */
export interface Regrouped<D extends Entry, S extends StoredEntry> {
	readonly entries: readonly Created<D>[];
	readonly stored: readonly S[];
}

/** What becomes of a delivery's entries: each is in exactly one of the lists. */
export interface Identified<D extends Entry, S extends StoredEntry> {
	readonly create: readonly Created<D>[];
	/** Stored already; in another representation or pending before, its content key is remembered. */
	readonly known: readonly Pair<D, S>[];
	/** Pending before, booked now: the posting keeps its id and gets the booked entry's content key and this occurrence. */
	readonly booked: readonly (Pair<D, S> & { readonly occurrence: number })[];
	readonly ask: readonly Asked<D>[];
	readonly regrouped: readonly Regrouped<D, S>[];
}
