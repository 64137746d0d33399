import type { FormatFamily } from "../format.ts";
import { CsvMapping } from "./mapping.ts";
import type { NamedMapping } from "./profile.ts";
import { PROFILES } from "./profiles/index.ts";
import { CsvReader } from "./reader.ts";
import { looksLikeCsv, sniffed } from "./sniff.ts";

const BANKS: readonly NamedMapping[] = PROFILES.map(({ mapping, ...named }) => ({
	...named,
	mapping: CsvMapping.parse(mapping),
}));

/** CSV by bank profiles, or by a mapping that the caller gives. */
export const csv: FormatFamily = {
	recognise: (start) => (sniffed(start, BANKS) || looksLikeCsv(start) ? "csv" : undefined),
	open: (sink, options) => {
		const { mapping } = options;
		const mappings = mapping === undefined ? BANKS : [{ id: "own", mapping: CsvMapping.parse(mapping) }];
		return new CsvReader(sink, options, mappings);
	},
};
