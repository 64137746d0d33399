import { BLANK, BRACE, COLON, DASH, goesOn } from "../coded.ts";
import { type Field, lineOf } from "./field.ts";

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
	private current: Field | undefined;
	private loneColon = false;
	/** A line like "-" was read: the message's end, or the rest of a text. */
	private dash: string | undefined;

	constructor(sink: FieldSink) {
		this.sink = sink;
	}

	/** @param run lines, all but the first of which go on with the field before; with the tag where it is certain */
	take(run: Field): void {
		if (this.loneColon || this.dash !== undefined || run.lines > MOST_LINES) this.oneByOne(run);
		else if (run.tag !== "") this.begin(run);
		else if (run.source.startsWith(":86:")) this.begin({ ...run, tag: "86" });
		else if (run.source.startsWith(":61:")) this.begin({ ...run, tag: "61" });
		else if (goesOn(run.source.charCodeAt(0))) this.add(run);
		else this.oneByOne(run);
	}

	private oneByOne({ source, line }: Field): void {
		let behind = 0;
		for (const text of source.split("\n")) this.line(text, line + behind++);
	}

	private line(text: string, number: number): void {
		const line = this.loneColon ? this.afterLoneColon(text) : text;
		this.loneColon = line === ":";
		if (this.loneColon) return;
		if (this.dash !== undefined) {
			if (line.trim() === "") return;
			this.settleDash(this.dash, line);
		}
		const first = line.charCodeAt(0);
		const tag = first === COLON || first === BLANK ? TAG.exec(line) : null;
		if (first === BLANK && INDENTED_END.test(line)) this.dash = line;
		else if (tag && !this.continuesClock(line)) this.begin(lineOf(line.slice(tag[0].length), number, tag[1]));
		else if (first === BRACE && /^\{\d:/.test(line)) this.readBlocks(line, number);
		else if (first === DASH && END.test(line)) {
			if (line[1] === "}") this.readBlocks(line.slice(2), number);
			else this.dash = line;
		} else this.add(lineOf(line, number));
	}

	end(): void {
		if (this.loneColon) this.add(lineOf(":", 0));
		if (this.dash !== undefined) this.messageEnd();
		this.flush();
	}

	/** SWIFT's blocks around a message: the type stands in the second one, and the fourth holds the message. */
	private readBlocks(line: string, number: number): void {
		this.messageEnd();
		const type = /\{2:[IO](94[0-9])/.exec(line)?.[1];
		if (type !== undefined) this.sink.field(lineOf("", number, type));
		const block = line.lastIndexOf("{4:");
		if (block >= 0 && block + 3 < line.length) this.line(line.slice(block + 3), number);
	}

	/** Seen where a file was wrapped once more: ":" / "86:166?00...". Elsewhere the colon is the rest of a text. */
	private afterLoneColon(text: string): string {
		const joined = `:${text}`;
		if (TAG.test(joined)) return joined;
		this.add(lineOf(":", 0));
		return text;
	}

	private begin(field: Field): void {
		this.flush();
		this.current = field;
	}

	private add(more: Field): void {
		const { current } = this;
		if (!current || current.lines >= MOST_LINES) return;
		if (current.lines + more.lines > MOST_LINES) {
			this.oneByOne(more);
			return;
		}
		this.current = {
			...current,
			source: `${current.source}\n${more.source}`,
			lines: current.lines + more.lines,
			lastLength: more.lastLength,
			parts: undefined,
			subFields: undefined,
		};
	}

	/** Where an entry or a closing balance follows, the dash was no end: a wrapped text may leave one alone. */
	private settleDash(dash: string, next: string): void {
		this.dash = undefined;
		if (!WITHIN.test(next)) this.messageEnd();
		else if (this.current?.tag === "86") this.add(lineOf(dash, 0));
	}

	private messageEnd(): void {
		this.flush();
		this.sink.messageEnd();
	}

	private continuesClock(line: string): boolean {
		const { current } = this;
		return current?.tag === "86" && lengthOfLast(current) >= WRAPPED_FROM && CLOCK.test(line);
	}

	private flush(): void {
		const { current } = this;
		if (current) this.sink.field(current);
		this.current = undefined;
	}
}

/** Without the tag. */
function lengthOfLast({ tag, lines, lastLength }: Field): number {
	return lines === 1 ? lastLength - tag.length - 2 : lastLength;
}
