import { type Decoding, guessedDecoding } from "../decoding.ts";
import { Unreadable } from "../fault.ts";
import type { ReadOptions, StatementReader, StatementSink } from "../format.ts";
import type { Field } from "./field.ts";
import { type FieldSink, Fields } from "./fields.ts";
import { Lines } from "./lines.ts";
import { StatementInWork } from "./statement.ts";

/** Reads MT940 and MT942, also mixed in one file: bytes, text, lines, fields, statements. */
export class Mt940Reader implements StatementReader, FieldSink {
	private readonly sink: StatementSink;
	private readonly options: ReadOptions;
	private readonly fields: Fields;
	private readonly lines: Lines;
	private decoding: Decoding | undefined;
	private statement: StatementInWork | undefined;
	/** A statement with a fault was reported; its remaining fields are passed over. */
	private skipping = false;

	constructor(sink: StatementSink, options: ReadOptions) {
		this.sink = sink;
		this.options = options;
		this.fields = new Fields(this);
		this.lines = new Lines((run) => this.fields.take(run));
	}

	write(bytes: Uint8Array): void {
		this.decoding ??= guessedDecoding(bytes);
		this.lines.feed(this.decoding.decode(bytes));
	}

	end(): void {
		if (this.decoding) this.lines.feed(this.decoding.end());
		this.lines.end();
		this.fields.end();
		this.finish();
	}

	field(field: Field): void {
		if (this.skipping && !START.test(field.tag)) return;
		this.skipping = false;
		const previous = this.statement;
		if (previous?.endsBefore(field)) {
			this.finish();
			this.skipping = false;
			const continued = CONTINUED.test(field.tag) ? previous : undefined;
			this.statement = new StatementInWork(this.sink, this.options, field.line, continued);
		}
		this.statement ??= new StatementInWork(this.sink, this.options, field.line);
		try {
			this.statement.take(field);
		} catch (error) {
			this.fail(error);
		}
	}

	messageEnd(): void {
		this.finish();
		this.skipping = false;
	}

	private finish(): void {
		try {
			this.statement?.finish();
			this.statement = undefined;
		} catch (error) {
			this.fail(error);
		}
	}

	private fail(error: unknown): void {
		if (!(error instanceof Unreadable)) throw error;
		this.sink({ type: "fault", error: error.fault });
		this.statement = undefined;
		this.skipping = true;
	}
}

/** Tags of a page that does not begin with `:20:`. */
const CONTINUED = /^(60[FM]|61)$/;
/** Tags that begin a message where nothing separates it from the one before. */
const START = /^(20|60[FM])$/;
