import type { MatchPosting } from "../../src/index.ts";
import type { LabelledSet } from "../data.ts";
import type { Peer, PeerDecision } from "../peer.ts";

/**
 * The shape of another system's assignment: its published rules in a few lines of our own, so that they run over the same
 * sets as the engine. It measures the algorithm, not the product.
 */
export interface Shape extends Peer {
	/** Where what it is a shape of is published. */
	readonly source: string;
	build(set: Known): Decide;
}

/** What it is told: as much as the engine, but for closed orders, which none of them reads. */
export type Known = Pick<LabelledSet, "orders" | "payers">;

export type Decide = (posting: MatchPosting) => PeerDecision;

export const NOTHING: PeerDecision = { orders: [], automatic: false, ranked: [] };

/** Suggestions beyond these are not looked at. */
export const MOST_RANKED = 5;
