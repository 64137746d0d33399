import { behindBreak, Coded, goesOn, plainEnd, QUESTION_MARK } from "../coded.ts";
import { type Field, lineOf } from "./field.ts";
import { linePartsAt } from "./line-shape.ts";
import { Run } from "./run.ts";
import { narrativeAt } from "./sub-fields.ts";

/** Longer than any line of a bank; what exceeds it is cut here, so that a file without line breaks fills no memory. */
const LONGEST = 64 * 1024;

/** Cuts decoded text into lines ended by LF, CRLF or CR alone, and drops the control bytes some banks send (SOH, ETX, SUB). */
export class Lines {
	private readonly take: (run: Field) => void;
	private readonly window = new Coded();
	private readonly run = new Run(this.window);
	/** Set by the first line: some programs write `@@` for a line's end. */
	private atSigns: boolean | undefined;
	private rest = "";
	private number = 0;
	private endedInCr = false;

	/** @param take gets all lines in order: one or several, all but the first of which go on with the field before */
	constructor(take: (run: Field) => void) {
		this.take = take;
	}

	feed(piece: string): void {
		if (piece === "") return;
		const text = this.endedInCr && piece.startsWith("\n") ? piece.slice(1) : piece;
		this.endedInCr = piece.endsWith("\r");
		this.window.hold(this.withoutAtSigns(text));
		let from = 0;
		if (this.rest !== "") {
			const end = this.lineEnd(0);
			if (end >= 0) {
				this.emit(this.rest + this.window.text.slice(0, end));
				this.rest = "";
				from = behindBreak(this.window.codes, end);
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
		const { window, run } = this;
		let from = start;
		for (;;) {
			const line = this.number + 1;
			const subFields = narrativeAt(window, from, run);
			const end = subFields ? subFields.end : this.runEnd(from);
			if (end < 0) return from;
			const { lines } = run;
			const parts = lines === 1 && !subFields ? linePartsAt(window, from, end) : undefined;
			const tag = subFields ? "86" : parts ? "61" : "";
			this.take({ tag, line, source: run.source(end), lines, lastLength: end - run.lastFrom, parts, subFields });
			this.number += lines;
			from = behindBreak(window.codes, end);
		}
	}

	/** Counts the lines of the run that begins there. @returns where it ends; -1 where a further piece holds the end of its first line */
	private runEnd(from: number): number {
		const { window, run } = this;
		run.begin(from);
		let end = this.lineEnd(from);
		while (end >= 0) {
			const next = behindBreak(window.codes, end);
			const nextEnd = goesOn(window.codes[next]) ? this.lineEnd(next) : -1;
			if (nextEnd < 0) break;
			run.goOn(end, next);
			end = nextEnd;
		}
		return end;
	}

	/** Cleans the line that begins there, where that is needed. @returns where it ends; -1 where a further piece holds its end */
	private lineEnd(from: number): number {
		const { window } = this;
		for (let at = plainEnd(window.codes, from); ; at = plainEnd(window.codes, at)) {
			if (behindBreak(window.codes, at) > at) return at;
			if (at >= window.text.length) return -1;
			if (window.codes[at] === QUESTION_MARK) at++;
			else window.hold(window.text.slice(0, at) + cleaned(window.text.slice(at)));
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

function cleaned(text: string): string {
	return text.replace(/\r\n?/g, "\n").replace(CONTROL, "");
}

/** Control characters but tab and line feed, and the byte order mark. */
const CONTROL = /[^\t\n -~\u00a0-\ufefe\uff00-\uffff]/g;
