import type { Text } from "@kontor/connector";
import type { CsvMapping, CsvMappingInput } from "./mapping.ts";

/** How one bank's CSV is read: a file of data below `profiles/`. */
export interface CsvProfile {
	/** Stands in a statement's `version`: "dkb", "dkb-2018". */
	readonly id: string;
	readonly bank: Text;
	readonly mapping: CsvMappingInput;
}

/** A mapping with its name, ready to read with. */
export interface NamedMapping {
	/** `own` for a merchant's mapping. */
	readonly id: string;
	/** Absent for a merchant's mapping. */
	readonly bank?: Text;
	readonly mapping: CsvMapping;
}
