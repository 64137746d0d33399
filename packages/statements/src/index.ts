export { Column as CsvColumn, Columns as CsvColumns } from "./csv/columns.ts";
export { CsvMapping, type CsvMappingInput } from "./csv/mapping.ts";
export type { CsvProfile } from "./csv/profile.ts";
export { PROFILES as CSV_PROFILES } from "./csv/profiles/index.ts";
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
