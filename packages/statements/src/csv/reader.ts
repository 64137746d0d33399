import { type Decoding, guessedDecoding, namedDecoding } from "../decoding.ts";
import { faultAt, Unreadable } from "../fault.ts";
import type { ReadOptions, StatementReader, StatementSink } from "../format.ts";
import { beginsWith } from "./fold.ts";
import { Header } from "./header.ts";
import { layoutOf } from "./layout.ts";
import { LineBreaks } from "./line-breaks.ts";
import { Notes } from "./notes.ts";
import type { NamedMapping } from "./profile.ts";
import { type CsvDamage, type CsvRow, Records } from "./records.ts";
import { fitting, hasShape, type Sniffed, sniffed } from "./sniff.ts";
import { Table } from "./table.ts";
import { unknownTable } from "./unknown.ts";

/** How much is waited for before the header is sought, in characters. */
const SHORTEST_START = 4096;
/** Where the header has to stand, in characters. */
const LONGEST_PREAMBLE = 64 * 1024;

/** Reads CSV: bytes, text, records, and below every header that is known a table of postings. */
export class CsvReader implements StatementReader {
	private readonly sink: StatementSink;
	private readonly options: ReadOptions;
	private readonly mappings: readonly NamedMapping[];
	private readonly breaks = new LineBreaks();
	private decoding: Decoding | undefined;
	/** The beginning, until it shows how the file is cut. */
	private start = "";
	/** How long the beginning has to be to be looked at again: twice as long as the last time. */
	private nextLook = SHORTEST_START;
	private sniffed: Sniffed | undefined;
	private records: Records | undefined;
	private notes = new Notes();
	private table: Table | undefined;
	private tables = 0;
	/** A table with a fault was reported: its remaining rows are passed over. */
	private skipping = false;
	private over = false;

	constructor(sink: StatementSink, options: ReadOptions, mappings: readonly NamedMapping[]) {
		this.sink = sink;
		this.options = options;
		this.mappings = mappings;
	}

	write(bytes: Uint8Array): void {
		if (this.over) return;
		this.decoding ??= this.decodingOf(bytes);
		this.feed(this.breaks.unified(this.decoding.decode(bytes)), false);
	}

	end(): void {
		if (this.over) return;
		this.feed(this.decoding ? this.breaks.unified(this.decoding.end()) : "", true);
		if (this.over) return;
		this.refuse(this.records?.end());
		this.finish();
		if (this.tables === 0 && !this.over) this.unknown();
	}

	private decodingOf(bytes: Uint8Array): Decoding {
		const [{ mapping } = {}] = this.options.mapping === undefined ? [] : this.mappings;
		const encoding = mapping?.encoding ?? "auto";
		return encoding === "auto" ? guessedDecoding(bytes) : namedDecoding(encoding);
	}

	private feed(text: string, last: boolean): void {
		if (this.records) {
			this.refuse(this.records.write(text));
			return;
		}
		this.start += text;
		if (!last && this.start.length < this.nextLook) return;
		this.nextLook = this.start.length * 2;
		this.sniffed = sniffed(this.start, this.mappings);
		if (this.sniffed) {
			this.records = new Records(this.sniffed.delimiter, (row) => this.take(row));
			this.refuse(this.records.write(this.start));
			this.start = "";
		} else if (last || this.start.length > LONGEST_PREAMBLE) this.unknown();
	}

	private take(row: CsvRow): void {
		if (this.over) return;
		const { table } = this;
		if (table && beginsWith(row.cells[0] ?? "", table.named.mapping.section) !== undefined) {
			this.finish();
			this.notes.add(row.cells);
			return;
		}
		if (table?.looksLikePosting(row) !== true && this.opens(row)) return;
		if (this.table) this.guarded(() => this.table?.take(row));
		else if (!this.skipping && !this.notes.add(row.cells)) this.unknown();
	}

	/** Whether this row is a header, or the first of a table without one. */
	private opens(row: CsvRow): boolean {
		const { delimiter, headerless } = this.sniffed ?? { delimiter: ";" };
		if (headerless) {
			const { row: shape } = headerless.mapping;
			if (this.tables > 0 || shape === undefined || !hasShape(row.cells, shape)) return false;
			const numbered = new Header(Array.from({ length: Math.max(shape.length, row.cells.length) }, () => ""));
			const layout = layoutOf(headerless, numbered);
			this.open(new Table(headerless, layout, this.notes, this.sink, this.options, row.line, delimiter));
			return false;
		}
		const header = new Header(row.cells);
		const named = fitting(this.mappings, header);
		if (!named) return false;
		const { notes } = this;
		this.finish();
		// A header right behind a table has no notes of its own.
		const own = this.notes.empty ? notes : this.notes;
		this.open(new Table(named, layoutOf(named, header), own, this.sink, this.options, row.line, delimiter));
		return true;
	}

	private open(table: Table): void {
		this.table = table;
		this.tables++;
		this.skipping = false;
	}

	private finish(): void {
		const { table } = this;
		if (table === undefined) return;
		this.guarded(() => table.finish());
		this.table = undefined;
		this.notes = new Notes();
		this.skipping = false;
	}

	private guarded(step: () => void): void {
		try {
			step();
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			this.sink({ type: "fault", error: error.fault });
			this.table = undefined;
			this.notes = new Notes();
			this.skipping = true;
		}
	}

	private refuse(damage: CsvDamage | undefined): void {
		if (damage === undefined || this.over) return;
		this.over = true;
		this.table = undefined;
		this.sink({ type: "fault", error: faultAt({ line: damage.line }, damage.expected, "") });
	}

	private unknown(): void {
		this.over = true;
		this.sink({ type: "fault", error: unknownTable(this.start, this.mappings, this.options.mapping !== undefined) });
	}
}
