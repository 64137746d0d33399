import type { MatchPosting } from "../src/index.ts";
import type { LabelledSet, TruePart } from "./data.ts";

/** Another way of assigning, measured on the same sets. */
export interface Peer {
	readonly name: string;
	/** How many postings are enough to measure a slow one. Left out: all. */
	readonly sample?: number;
	/** Everything that is done once for a set, such as indexing. */
	build(set: LabelledSet): (posting: MatchPosting) => PeerDecision;
}

export interface PeerDecision {
	/** What it would book; empty where nothing. */
	readonly orders: readonly TruePart[];
	/** It books this without a person. */
	readonly automatic: boolean;
	/** Order ids of its suggestions, best first; several ids are one suggestion of several orders. */
	readonly ranked: readonly (readonly string[])[];
}
