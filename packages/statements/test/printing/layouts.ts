import fc from "fast-check";
import type { CamtLayout } from "./camt.ts";
import type { MtLayout } from "./mt940.ts";

/** Every way in which banks print MT940 and MT942. */
export const anyMtLayout: fc.Arbitrary<MtLayout> = fc.record({
	message: fc.constantFrom("mt940", "mt942"),
	separator: fc.constantFrom("?", "?", ">", "/", "none"),
	wrap: fc.oneof(
		fc.constant(65),
		fc.constant(27),
		fc.constant("sub-fields" as const),
		fc.integer({ min: 20, max: 65 }),
	),
	cutBlanks: fc.boolean(),
	sideAmountsAsTags: fc.boolean(),
	reversals: fc.constantFrom("mark", "minus"),
	lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
	blocks: fc.boolean(),
	controls: fc.boolean(),
	encoding: fc.constantFrom("utf-8", "utf-8-bom", "windows-1252", "iso-8859-1", "cp850"),
});

/** Every message in every version, in the layouts of banks. */
export const anyCamtLayout: fc.Arbitrary<CamtLayout> = fc.record({
	message: fc.constantFrom("camt.052", "camt.053", "camt.054"),
	version: fc.constantFrom(1, 2, 3, 4, 6, 7, 8, 10, 13, 14),
	prefix: fc.constantFrom("", "ns2:", "camt:"),
	indent: fc.constantFrom("", "\n", "\n\t", "\r\n    "),
	encoding: fc.constantFrom("utf-8", "utf-8-bom", "windows-1252", "iso-8859-1", "utf-16le", "utf-16be"),
});
