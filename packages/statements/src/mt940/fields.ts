/** The lines of a field, the first one without the tag, the others as they are. */
export interface FieldText {
	/** With line feeds between them. */
	readonly content: string;
	/** Without: wrapped texts are read so. */
	readonly text: string;
}

/** One field of a message: what follows `:61:` up to the next tag. */
export interface Field extends FieldText {
	/** Without colons: `61`, `60F`, `NS`. */
	readonly tag: string;
	/** 1-based number of its first line. */
	readonly line: number;
}

export function firstLine({ content }: Field): string {
	const end = content.indexOf("\n");
	return end < 0 ? content : content.slice(0, end);
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
	private content = "";
	private text = "";
	private count = 0;
	private lastLength = 0;
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
		const first = line.charCodeAt(0);
		if (first !== COLON && first !== BLANK && first !== BRACE && first !== DASH) this.add(line);
		// Nearly all fields are these two.
		else if (line.startsWith(":86:")) this.begin("86", number, line.slice(4));
		else if (line.startsWith(":61:")) this.begin("61", number, line.slice(4));
		else this.unusual(line, number);
	}

	end(): void {
		if (this.loneColon) this.add(":");
		if (this.dash !== undefined) this.messageEnd();
		this.flush();
	}

	/** A line that begins like a tag, or the end of a message. */
	private unusual(line: string, number: number): void {
		const first = line.charCodeAt(0);
		const tag = first === COLON || first === BLANK ? TAG.exec(line) : null;
		if (first === BLANK && INDENTED_END.test(line)) this.dash = line;
		else if (tag && !this.continuesClock(line)) this.begin(tag[1] ?? "", number, line.slice(tag[0].length));
		else if (first === BRACE && /^\{\d:/.test(line)) this.readBlocks(line, number);
		else if (first === DASH && END.test(line)) {
			if (line[1] === "}") this.readBlocks(line.slice(2), number);
			else this.dash = line;
		} else this.add(line);
	}

	/** SWIFT's blocks around a message: the type stands in the second one, and the fourth holds the message. */
	private readBlocks(line: string, number: number): void {
		this.messageEnd();
		const type = /\{2:[IO](94[0-9])/.exec(line)?.[1];
		if (type !== undefined) this.sink.field({ tag: type, line: number, content: "", text: "" });
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

	private begin(tag: string, number: number, line: string): void {
		this.flush();
		this.tag = tag;
		this.start = number;
		this.content = line;
		this.text = line;
		this.count = 1;
		this.lastLength = line.length;
	}

	private add(line: string): void {
		if (this.tag === "" || this.count >= MOST_LINES) return;
		this.content += `\n${line}`;
		this.text += line;
		this.count++;
		this.lastLength = line.length;
	}

	/** Where an entry or a closing balance follows, the dash was no end: a wrapped text may leave one alone. */
	private settleDash(dash: string, next: string): void {
		this.dash = undefined;
		if (!WITHIN.test(next)) this.messageEnd();
		else if (this.tag === "86") this.add(dash);
	}

	private messageEnd(): void {
		this.flush();
		this.sink.messageEnd();
	}

	private continuesClock(line: string): boolean {
		return this.tag === "86" && this.lastLength >= WRAPPED_FROM && CLOCK.test(line);
	}

	private flush(): void {
		const { tag, start: line, content, text } = this;
		if (tag !== "") this.sink.field({ tag, line, content, text });
		this.tag = "";
	}
}

const COLON = 58;
const BLANK = 32;
const BRACE = 123;
const DASH = 45;
