import type { MatchOrder, MatchPosting } from "../../src/index.ts";
import type { KnownPayer } from "../../src/known-payer.ts";

/**
 * The shape of another system's assignment: its published rules in a few lines of our own, so that they run over the same
 * sets as the engine. It measures the algorithm, not the product. Peers see open orders only and are not told the bank's
 * transaction codes apart from direct debits, as the systems they stand for.
 */
export interface Peer {
	readonly name: string;
	/** What it is a shape of, and where that is published. */
	readonly source: string;
	/** It walks over all orders for each posting: give it a sample. */
	readonly slow?: boolean;
	build(set: PeerSet): Decide;
}

export interface PeerSet {
	readonly orders: readonly MatchOrder[];
	/** Left out: nobody's account is known yet. */
	readonly knownPayers?: readonly KnownPayer[] | undefined;
}

export type Decide = (posting: MatchPosting) => PeerDecision;

export interface PeerDecision {
	/** What is booked without a person, in the posting's currency. Empty: nothing. */
	readonly automatic: readonly { readonly order: string; readonly minor: number }[];
	/** Ids of the orders of each way it could be booked, best first, at most five. */
	readonly ranked: readonly (readonly string[])[];
}

export const NOTHING: PeerDecision = { automatic: [], ranked: [] };
