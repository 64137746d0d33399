export { detectFormat } from "./detect.ts";
export type { ReadOptions, StatementEvent } from "./format.ts";
export {
	accountKey,
	contentKey,
	dayFingerprint,
	type Identity,
	identities,
	type PostingSource,
	strongId,
} from "./identity.ts";
export { type Matchable, matchables } from "./matchables.ts";
export type * from "./model.ts";
export { type ByteSource, readStatementEvents, readStatements } from "./read.ts";
