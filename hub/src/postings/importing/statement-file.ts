import { createHash } from "node:crypto";
import { type ReadOptions, readStatementEvents, type StatementEvent } from "@kontor/statements";

/** What a bank delivered, wherever it lies: known by its digest before it is read. */
export interface StatementFile {
	/** SHA-256 of the bytes: the very same file again has nothing new to say. */
	readonly digest: Uint8Array<ArrayBuffer>;
	/** What it says, from its beginning, entry by entry; as many at once as a piece of it gives. */
	events(options: ReadOptions): AsyncIterable<readonly StatementEvent[]>;
}

/** A file that is small enough to be at hand. */
export function fileOf(bytes: Uint8Array): StatementFile {
	return {
		digest: new Uint8Array(createHash("sha256").update(bytes).digest()),
		events: (options) => readStatementEvents(bytes, options),
	};
}
