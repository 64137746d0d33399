/** One field of a message: what follows `:61:` up to the next tag. */
export interface Field {
	/** Without colons: `61`, `60F`, `NS`. */
	readonly tag: string;
	/** 1-based number of its first line. */
	readonly line: number;
	/** The first one without the tag, the others as they are. Never empty. */
	readonly lines: readonly string[];
}

export interface FieldSink {
	field(field: Field): void;
	/** The line that ends a message (`-`, `-}`), or the header block of the next one. */
	messageEnd(): void;
}

/**
 * Tags that begin a field. Not every `:NN:` does: text wraps at 65 columns anywhere, also inside a time of day
 * (`T16` / `:26:37`), so a tag without a letter must be one that MT940 or MT942 knows.
 */
const TAG = /^ {0,3}:(\d{2}[A-Z]|13|20|21|25|28|61|64|65|86|NSF?|940|942):/;
/** Tags that stand inside a message only. */
const WITHIN = /^ {0,3}:(61|62[FM]|64|65|86|90[CD]|NS):/;
/** `-`, `-}`, `-}{5:...}`, `-XXX`, and a dash with any other sign. */
const END = /^-(\}.*|X+|[^\w\s]?)\s*$/;
const INDENTED_END = /^ +-\s*$/;
const CLOCK = /^:[0-5]\d:[0-5]\d(?!\d)/;
/** A line shorter than this was not wrapped, so what follows it is no rest of a time of day. */
const WRAPPED_FROM = 55;
/** More lines than any field has: the text is no statement any more. */
const MOST_LINES = 1000;

/** Groups lines into fields. */
export class Fields {
	private readonly sink: FieldSink;
	private tag = "";
	private start = 0;
	private lines: string[] = [];
	private loneColon = false;
	/** A line like "-" was read: the message's end, or the rest of a text. */
	private dash: string | undefined;

	constructor(sink: FieldSink) {
		this.sink = sink;
	}

	line(text: string, number: number): void {
		const line = this.loneColon ? this.afterLoneColon(text) : text;
		this.loneColon = line === ":";
		if (this.loneColon) return;
		if (this.dash !== undefined) {
			if (line.trim() === "") return;
			this.settleDash(this.dash, line);
		}
		if (line.charCodeAt(0) === BLANK && INDENTED_END.test(line)) {
			this.dash = line;
			return;
		}
		const first = line.charCodeAt(0);
		if (first === COLON || first === BLANK) {
			const tag = tagOf(line);
			if (tag !== undefined && !this.continuesClock(line)) {
				this.flush();
				this.tag = tag;
				this.start = number;
				this.lines = [line.slice(line.indexOf(":", line.indexOf(":") + 1) + 1)];
				return;
			}
		} else if (first === BRACE && /^\{\d:/.test(line)) {
			this.readBlocks(line, number);
			return;
		} else if (first === DASH && END.test(line)) {
			if (line[1] === "}") this.readBlocks(line.slice(2), number);
			else this.dash = line;
			return;
		}
		this.add(line);
	}

	end(): void {
		if (this.loneColon) this.add(":");
		if (this.dash !== undefined) this.messageEnd();
		this.flush();
	}

	/** SWIFT's blocks around a message: the type stands in the second one, and the fourth holds the message. */
	private readBlocks(line: string, number: number): void {
		this.messageEnd();
		const type = /\{2:[IO](94[0-9])/.exec(line)?.[1];
		if (type !== undefined) this.sink.field({ tag: type, line: number, lines: [""] });
		const block = line.lastIndexOf("{4:");
		if (block >= 0 && block + 3 < line.length) this.line(line.slice(block + 3), number);
	}

	/** Seen where a file was wrapped once more: ":" / "86:166?00...". Elsewhere the colon is the rest of a text. */
	private afterLoneColon(text: string): string {
		const joined = `:${text}`;
		if (TAG.test(joined)) return joined;
		this.add(":");
		return text;
	}

	private add(line: string): void {
		if (this.tag !== "" && this.lines.length < MOST_LINES) this.lines.push(line);
	}

	/** Where an entry or a closing balance follows, the dash was no end: a wrapped text may leave one alone. */
	private settleDash(dash: string, next: string): void {
		this.dash = undefined;
		if (!WITHIN.test(next)) this.messageEnd();
		else if (this.tag === "86") this.lines.push(dash);
	}

	private messageEnd(): void {
		this.flush();
		this.sink.messageEnd();
	}

	private continuesClock(line: string): boolean {
		return this.tag === "86" && this.lastLength() >= WRAPPED_FROM && CLOCK.test(line);
	}

	private lastLength(): number {
		return this.lines.at(-1)?.length ?? 0;
	}

	private flush(): void {
		if (this.tag !== "") this.sink.field({ tag: this.tag, line: this.start, lines: this.lines });
		this.tag = "";
		this.lines = [];
	}
}

function tagOf(line: string): string | undefined {
	// Nearly all fields are these two.
	if (line.startsWith(":61:")) return "61";
	return line.startsWith(":86:") ? "86" : TAG.exec(line)?.[1];
}

const COLON = 58;
const BLANK = 32;
const BRACE = 123;
const DASH = 45;
