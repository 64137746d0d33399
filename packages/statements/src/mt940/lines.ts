import { CONTROL, Coded, goesOn, LINE_FEED, plainEnd, QUESTION_MARK } from "../coded.ts";
import { type Field, lineOf } from "./field.ts";
import { linePartsAt } from "./line-shape.ts";
import { narrativeAt } from "./sub-fields.ts";

/** Longer than any line of a bank; what exceeds it is cut here, so that a file without line breaks fills no memory. */
const LONGEST = 64 * 1024;

/** Cuts decoded text into lines ended by LF, CRLF or CR alone, and drops the control bytes some banks send (SOH, ETX, SUB). */
export class Lines {
	private readonly take: (run: Field) => void;
	private readonly window = new Coded();
	/** Set by the first line: some programs write `@@` for a line's end. */
	private atSigns: boolean | undefined;
	private rest = "";
	private number = 0;
	private endedInCr = false;
	private count = 0;
	private lastFrom = 0;

	/** @param take gets all lines in order: one or several, all but the first of which go on with the field before */
	constructor(take: (run: Field) => void) {
		this.take = take;
	}

	feed(piece: string): void {
		if (piece === "") return;
		let text = this.endedInCr && piece.startsWith("\n") ? piece.slice(1) : piece;
		this.endedInCr = piece.endsWith("\r");
		text = this.withoutAtSigns(text);
		this.window.hold(text.includes("\r") ? text.replace(/\r\n/g, "\n") : text);
		let from = 0;
		if (this.rest !== "") {
			const end = this.lineEnd(0);
			if (end >= 0) {
				this.emit(this.rest + this.window.text.slice(0, end));
				this.rest = "";
				from = end + 1;
			}
		}
		if (this.rest === "") from = this.takeRuns(from);
		this.rest += this.window.text.slice(from);
		while (this.rest.length > LONGEST) {
			this.take(lineOf(this.rest.slice(0, LONGEST), this.number + 1));
			this.rest = this.rest.slice(LONGEST);
		}
	}

	end(): void {
		if (this.rest !== "") this.emit(this.rest);
		this.rest = "";
	}

	/** @returns where the last line begins, whose end a further piece holds */
	private takeRuns(start: number): number {
		const { window } = this;
		let from = start;
		for (;;) {
			const line = this.number + 1;
			const subFields = narrativeAt(window, from);
			const end = subFields ? subFields.end : this.runEnd(from);
			if (end < 0) return from;
			const lines = subFields ? subFields.lines : this.count;
			const lastLength = end - (subFields ? subFields.lastFrom : this.lastFrom);
			const parts = lines === 1 && !subFields ? linePartsAt(window, from, end) : undefined;
			const tag = subFields ? "86" : parts ? "61" : "";
			this.take({ tag, line, source: window.text.slice(from, end), lines, lastLength, parts, subFields });
			this.number += lines;
			from = end + 1;
		}
	}

	/** Counts the lines of the run that begins there. @returns where it ends; -1 where a further piece holds the end of its first line */
	private runEnd(from: number): number {
		let end = this.lineEnd(from);
		this.count = 1;
		this.lastFrom = from;
		while (end >= 0 && goesOn(this.window.codes[end + 1])) {
			const next = this.lineEnd(end + 1);
			if (next < 0) break;
			this.count++;
			this.lastFrom = end + 1;
			end = next;
		}
		return end;
	}

	/** Cleans the line that begins there, where that is needed. @returns where it ends; -1 where a further piece holds its end */
	private lineEnd(from: number): number {
		const { window } = this;
		for (let at = plainEnd(window.codes, from); ; at = plainEnd(window.codes, at)) {
			const code = window.codes[at];
			if (code === LINE_FEED) return at;
			if (at >= window.text.length) return -1;
			if (code === QUESTION_MARK) at++;
			else window.hold(window.text.replace(/\r/g, "\n").replace(CONTROL, ""));
		}
	}

	private withoutAtSigns(text: string): string {
		this.atSigns ??= AT_SIGNS.test(text);
		if (!this.atSigns) return text;
		// Half of a mark waits for its other half.
		const joined = this.rest.endsWith("@") ? `@${text}` : text;
		if (joined !== text) this.rest = this.rest.slice(0, -1);
		return joined.replaceAll("@@", "\n");
	}

	private emit(text: string): void {
		this.number++;
		this.take(lineOf(text, this.number));
	}
}

const AT_SIGNS = /@@:\d\d[A-Z]?:/;
