import type { Text } from "@kontor/connector";
import type { MatchPosting } from "@kontor/matching";
import type { Identity } from "@kontor/statements";
import type { FileFault } from "../file-fault.ts";

/** A booked posting of a file. */
export interface ListedPosting {
	readonly file: string;
	/** Its line in the file, for who looks it up there. */
	readonly line: number;
	readonly format: string;
	/** How it is recognised in another file: of the entry, with the payment's place in a batch. */
	readonly identity: Identity;
	readonly posting: MatchPosting;
	/** It may stand in another file as well: never booked by itself then. */
	readonly doubt?: Text;
}

export interface PostingList {
	readonly postings: readonly ListedPosting[];
	readonly faults: readonly FileFault[];
	/** What the statements' readers found odd, and what was left out. */
	readonly notes: readonly Text[];
}
