import type { LineSink } from "./lines.ts";

/** One field of a message: what follows `:61:` up to the next tag. */
export interface Field {
	/** Without colons: `61`, `60F`, `NS`. */
	readonly tag: string;
	/** 1-based number of its first line. */
	readonly line: number;
	/** Its lines, the first one without the tag, the others as they are, with line feeds between them. */
	readonly content: string;
}

export function firstLine(content: string): string {
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

/**
 * Groups lines into fields. Nearly all lines only go on the field before them, so a field is a stretch of the text its
 * lines stand in: it is cut out once, when it is whole.
 */
export class Fields implements LineSink {
	private readonly sink: FieldSink;
	private tag = "";
	private start = 0;
	private count = 0;
	private lastLength = 0;
	/** Lines that stand in no text any more. */
	private kept: string | undefined;
	/** The lines behind them: a stretch of this text. */
	private text: string | undefined;
	private from = 0;
	private to = 0;
	private loneColon = false;
	/** A line like "-" was read: the message's end, or the rest of a text. */
	private dash: string | undefined;

	constructor(sink: FieldSink) {
		this.sink = sink;
	}

	line(text: string, from: number, to: number, number: number): void {
		if (this.loneColon || this.dash !== undefined) {
			this.textEnd();
			this.lineAfterSign(text.slice(from, to), number);
			this.textEnd();
			return;
		}
		const first = text.charCodeAt(from);
		if (first !== COLON && first !== BLANK && first !== BRACE && first !== DASH) this.add(text, from, to);
		// Nearly all fields are these two.
		else if (text.startsWith(":86:", from)) this.begin("86", number, text, from + 4, to);
		else if (text.startsWith(":61:", from)) this.begin("61", number, text, from + 4, to);
		else this.unusual(text, from, to, number);
	}

	textEnd(): void {
		if (this.text === undefined) return;
		this.kept = this.content();
		this.text = undefined;
	}

	end(): void {
		if (this.loneColon) this.addApart(":");
		if (this.dash !== undefined) this.messageEnd();
		this.flush();
	}

	/** A line behind a lone colon or dash, which say only now what they are. */
	private lineAfterSign(text: string, number: number): void {
		const line = this.loneColon ? this.afterLoneColon(text) : text;
		this.loneColon = line === ":";
		if (this.loneColon) return;
		if (this.dash !== undefined) {
			if (line.trim() === "") return;
			this.settleDash(this.dash, line);
		}
		this.line(line, 0, line.length, number);
	}

	/** A line that begins like a tag or the end of a message. */
	private unusual(text: string, from: number, to: number, number: number): void {
		const line = text.slice(from, to);
		const first = line.charCodeAt(0);
		if (line === ":") {
			this.loneColon = true;
			return;
		}
		if (first === BLANK && INDENTED_END.test(line)) {
			this.dash = line;
			return;
		}
		if (first === COLON || first === BLANK) {
			const tag = TAG.exec(line);
			if (tag && !this.continuesClock(line)) {
				this.begin(tag[1] ?? "", number, text, from + tag[0].length, to);
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
		this.add(text, from, to);
	}

	/** SWIFT's blocks around a message: the type stands in the second one, and the fourth holds the message. */
	private readBlocks(line: string, number: number): void {
		this.messageEnd();
		const type = /\{2:[IO](94[0-9])/.exec(line)?.[1];
		if (type !== undefined) this.sink.field({ tag: type, line: number, content: "" });
		const block = line.lastIndexOf("{4:");
		if (block < 0 || block + 3 >= line.length) return;
		const message = line.slice(block + 3);
		this.line(message, 0, message.length, number);
		this.textEnd();
	}

	/** Seen where a file was wrapped once more: ":" / "86:166?00...". Elsewhere the colon is the rest of a text. */
	private afterLoneColon(text: string): string {
		const joined = `:${text}`;
		if (TAG.test(joined)) return joined;
		this.addApart(":");
		return text;
	}

	private begin(tag: string, number: number, text: string, from: number, to: number): void {
		this.flush();
		this.tag = tag;
		this.start = number;
		this.add(text, from, to);
	}

	private add(text: string, from: number, to: number): void {
		if (this.tag === "" || this.count >= MOST_LINES) return;
		this.count++;
		this.lastLength = to - from;
		this.to = to;
		if (this.text !== undefined) return;
		this.text = text;
		this.from = from;
	}

	/** Adds a line that does not stand behind the one before. */
	private addApart(line: string): void {
		this.add(line, 0, line.length);
		this.textEnd();
	}

	/** Where an entry or a closing balance follows, the dash was no end: a wrapped text may leave one alone. */
	private settleDash(dash: string, next: string): void {
		this.dash = undefined;
		if (!WITHIN.test(next)) this.messageEnd();
		else if (this.tag === "86") this.addApart(dash);
	}

	private messageEnd(): void {
		this.flush();
		this.sink.messageEnd();
	}

	private continuesClock(line: string): boolean {
		return this.tag === "86" && this.lastLength >= WRAPPED_FROM && CLOCK.test(line);
	}

	private content(): string {
		if (this.text === undefined) return this.kept ?? "";
		const stretch = this.text.slice(this.from, this.to);
		return this.kept === undefined ? stretch : `${this.kept}\n${stretch}`;
	}

	private flush(): void {
		if (this.tag !== "") this.sink.field({ tag: this.tag, line: this.start, content: this.content() });
		this.tag = "";
		this.count = 0;
		this.kept = undefined;
		this.text = undefined;
	}
}

const COLON = 58;
const BLANK = 32;
const BRACE = 123;
const DASH = 45;
