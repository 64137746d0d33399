import type { CsvMappingInput } from "./csv/mapping.ts";
import type { Entry, StatementFault, StatementFormat, StatementHead } from "./model.ts";

/**
 * What a reader reports, in file order. Entries come before the head they belong to, because closing balance and
 * warnings are known last; after a `fault`, the entries since the last `statement` or `fault` are void.
 */
export type StatementEvent =
	| { readonly type: "entry"; readonly entry: Entry }
	| { readonly type: "statement"; readonly head: StatementHead }
	| { readonly type: "fault"; readonly error: StatementFault };

/** How a file is read. */
export interface ReadOptions {
	/** Keep every entry's record as delivered in `Entry.raw` (default). `false` leaves it empty and saves memory. */
	readonly raw?: boolean;
	/** How a CSV is read that no bank profile knows; the profiles are not tried then. Other formats are read as ever. */
	readonly mapping?: CsvMappingInput;
}

/** Takes a file's bytes in pieces of any size (the first one tells format and encoding) and reports to the sink it was opened with. Never throws on content. */
export interface StatementReader {
	write(bytes: Uint8Array): void;
	/** The file is over: reports what is still open. */
	end(): void;
}

export type StatementSink = (event: StatementEvent) => void;

/** One family of formats. A new one is a folder with its reader and a line in `formats.ts`. */
export interface FormatFamily {
	/**
	 * Which format the file is in.
	 *
	 * @param start the first bytes of the file, at most `SNIFFED_BYTES`, decoded leniently
	 */
	recognise(start: string): StatementFormat | undefined;
	open(sink: StatementSink, options: ReadOptions): StatementReader;
}
