import { BROKEN, endOfStartTag, INCOMPLETE, isNamePart, isNameStart, passageAt } from "./markup.ts";
import { plainText } from "./references.ts";

/** What a scanner reports, in the order of the document. */
export interface XmlHandler {
	/** @param attributes what stands between name and `>`, for `attributeIn` */
	open(name: string, attributes: string): void;
	/** The innermost open element ends. */
	close(): void;
	/** Text or CDATA with its references resolved; one element's text may come in parts. Only while `wantsText` is set. */
	text(text: string): void;
	/** The document is not well-formed here. The scanner goes on behind it. */
	broken(got: string): void;
}

/** Longer than any text or tag that a bank writes: there the document is not read on. */
const LONGEST = 1024 * 1024;
/** Longer than any element whose source is kept: a batch of fifty thousand payments. */
const LONGEST_SOURCE = 64 * 1024 * 1024;

/**
 * Finds tags and text in XML of any size, without validating. It stops at `<` and nowhere else and makes a string only of
 * what is asked for, which is several times as fast as looking at every character (README, Speed). Document types are
 * passed over and no entity is ever defined, so there is nothing to expand.
 */
export class XmlScanner {
	/** Whether text is reported. */
	wantsText = false;
	private readonly handler: XmlHandler;
	private readonly names: string[] = [];
	private buffer = "";
	/** Offsets in `buffer`: where to go on, and the tag in work. */
	private at = 0;
	private tagStart = 0;
	private tagEnd = 0;
	/** Kept source that is no longer in `buffer`, and where in it the rest begins; `undefined` where nothing is kept. */
	private source: string | undefined;
	private sourceStart = 0;
	private lines = 1;
	private linesCountedTo = 0;
	/** The first line feed not yet counted, or the buffer's end; looked up anew where it lies before `linesCountedTo`. */
	private nextLineFeed = -1;
	private stopped = false;

	constructor(handler: XmlHandler) {
		this.handler = handler;
	}

	/** How many elements are open. */
	get depth(): number {
		return this.names.length;
	}

	/** The line in which the tag in work begins, by its line feeds. */
	get line(): number {
		this.countLines(this.tagStart);
		return this.lines;
	}

	/** @param piece the next stretch of the document; large ones are read fastest */
	write(piece: string): void {
		if (this.stopped) return;
		this.countLines(this.at);
		if (this.source !== undefined) this.source += this.buffer.slice(this.sourceStart, this.at);
		this.buffer = this.buffer.slice(this.at) + piece;
		this.at = 0;
		this.tagStart = 0;
		this.tagEnd = 0;
		this.sourceStart = 0;
		this.linesCountedTo = 0;
		this.nextLineFeed = -1;
		while (!this.stopped) {
			const start = this.buffer.indexOf("<", this.at);
			// Text that nobody wants (a document in base64) is not waited for.
			if (start < 0 && !this.wantsText) this.at = this.buffer.length;
			if (start < 0 || !this.readTag(start)) break;
		}
		const isEndless = this.buffer.length - this.at > LONGEST || (this.source?.length ?? 0) > LONGEST_SOURCE;
		if (this.stopped || !isEndless) return;
		this.handler.broken("...");
		this.stop();
	}

	/** The document is over. What is still open is not well-formed. */
	end(): void {
		if (this.stopped) return;
		const rest = this.buffer.slice(this.at).trim();
		this.tagStart = this.buffer.length;
		if (this.names.length > 0 || rest.startsWith("<")) this.handler.broken(rest);
	}

	/** Nothing more is reported. */
	stop(): void {
		this.stopped = true;
		this.buffer = "";
		this.tagStart = 0;
	}

	/** Keeps the source from the beginning of the tag in work on. */
	keepSource(): void {
		this.source = "";
		this.sourceStart = this.tagStart;
	}

	/** The source since `keepSource`, to the end of the tag in work. */
	takeSource(): string {
		const source = this.source === undefined ? "" : this.source + this.buffer.slice(this.sourceStart, this.tagEnd);
		this.source = undefined;
		return source;
	}

	/** @returns false where the buffer ends before the tag does */
	private readTag(start: number): boolean {
		const code = this.buffer.charCodeAt(start + 1);
		if (code === SLASH) return this.readEndTag(start);
		return isNameStart(code) ? this.readStartTag(start) : this.readPassage(start);
	}

	private readStartTag(start: number): boolean {
		const { buffer } = this;
		let end = start + 2;
		while (isNamePart(buffer.charCodeAt(end))) end++;
		const name = buffer.slice(start + 1, end);
		const close = buffer.charCodeAt(end) === GREATER ? end : endOfStartTag(buffer, end);
		if (close === INCOMPLETE) return false;
		if (close === BROKEN) return this.passBroken(start);
		const isEmpty = close > end && buffer.charCodeAt(close - 1) === SLASH;
		this.advance(start, close + 1);
		this.names.push(name);
		this.handler.open(name, close === end ? "" : buffer.slice(end, isEmpty ? close - 1 : close));
		if (isEmpty) this.closeElement();
		return true;
	}

	private readEndTag(start: number): boolean {
		const { buffer } = this;
		const open = this.names.at(-1) ?? "";
		const from = start + 2;
		const end = from + open.length;
		if (open !== "" && buffer.charCodeAt(end) === GREATER && buffer.startsWith(open, from)) {
			this.advance(start, end + 1);
			this.closeElement();
			return true;
		}
		const close = buffer.indexOf(">", from);
		if (close < 0) return false;
		this.advance(start, close + 1);
		this.closeNamed(buffer.slice(from, close).trim());
		return true;
	}

	/** An end tag that is not the innermost element's ends all that were left open inside its own; one of none ends nothing. */
	private closeNamed(name: string): void {
		const depth = this.names.lastIndexOf(name);
		if (depth !== this.names.length - 1 || depth < 0) this.handler.broken(`</${name}>`);
		if (depth < 0) return;
		while (this.names.length > depth) this.closeElement();
	}

	private closeElement(): void {
		this.names.pop();
		this.handler.close();
	}

	private readPassage(start: number): boolean {
		const passage = passageAt(this.buffer, start);
		if (passage.end === INCOMPLETE) return false;
		if (passage.end === BROKEN) return this.passBroken(start);
		this.advance(start, passage.end);
		if (passage.kind === "cdata" && this.wantsText) this.handler.text(passage.text);
		return true;
	}

	/** A `<` that begins nothing. */
	private passBroken(start: number): boolean {
		this.advance(start, start + 1);
		this.handler.broken(this.buffer.slice(start, start + SHOWN));
		return true;
	}

	/** Reports the text before a tag, and stands on it from now on. */
	private advance(start: number, end: number): void {
		if (this.wantsText && start > this.at) this.handler.text(plainText(this.buffer.slice(this.at, start)));
		this.tagStart = start;
		this.tagEnd = end;
		this.at = end;
	}

	private countLines(to: number): void {
		for (;;) {
			if (this.nextLineFeed < this.linesCountedTo) {
				const found = this.buffer.indexOf("\n", this.linesCountedTo);
				this.nextLineFeed = found < 0 ? this.buffer.length : found;
			}
			if (this.nextLineFeed >= to) return;
			this.lines++;
			this.linesCountedTo = this.nextLineFeed + 1;
		}
	}
}

const SLASH = 47;
const GREATER = 62;
const SHOWN = 100;
