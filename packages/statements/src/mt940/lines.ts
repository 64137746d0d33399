/** Longer than any line of a bank; what exceeds it is cut here, so that a file without line breaks fills no memory. */
const LONGEST = 64 * 1024;

/** Takes lines where they stand in the text of a piece of the file: nothing is made of those that only go on a field. */
export interface LineSink {
	/** @param number of the line, 1-based */
	line(text: string, from: number, to: number, number: number): void;
	/** The last line's text is done with: the next line stands in another one. */
	textEnd(): void;
}

/** Cuts decoded text into lines ended by LF, CRLF or CR alone, and drops the control bytes some banks send (SOH, ETX, SUB). */
export class Lines {
	private readonly sink: LineSink;
	/** Set by the first line: some programs write `@@` for a line's end. */
	private atSigns: boolean | undefined;
	private rest = "";
	private number = 0;
	private endedInCr = false;

	constructor(sink: LineSink) {
		this.sink = sink;
	}

	feed(piece: string): void {
		if (piece === "") return;
		let text = this.endedInCr && piece.startsWith("\n") ? piece.slice(1) : piece;
		this.endedInCr = piece.endsWith("\r");
		text = this.withoutAtSigns(text);
		if (text.includes("\r")) text = text.replace(/\r\n/g, "\n").replace(/\r/g, "\n");
		if (CONTROL.test(text)) text = text.replace(ALL_CONTROL, "");
		let from = this.rest === "" ? 0 : this.firstLine(text);
		for (let end = text.indexOf("\n", from); end >= 0; end = text.indexOf("\n", from)) {
			this.number++;
			this.sink.line(text, from, end, this.number);
			from = end + 1;
		}
		this.sink.textEnd();
		this.rest += text.slice(from);
		while (this.rest.length > LONGEST) {
			this.emit(this.rest.slice(0, LONGEST), this.number + 1);
			this.rest = this.rest.slice(LONGEST);
		}
	}

	/** Ends the line that the piece before began, and tells where the next one begins. */
	private firstLine(text: string): number {
		const end = text.indexOf("\n");
		if (end < 0) return 0;
		this.number++;
		this.emit(this.rest + text.slice(0, end), this.number);
		this.rest = "";
		return end + 1;
	}

	private withoutAtSigns(text: string): string {
		this.atSigns ??= AT_SIGNS.test(text);
		if (!this.atSigns) return text;
		// Half of a mark waits for its other half.
		const joined = this.rest.endsWith("@") ? `@${text}` : text;
		if (joined !== text) this.rest = this.rest.slice(0, -1);
		return joined.replaceAll("@@", "\n");
	}

	end(): void {
		if (this.rest !== "") this.emit(this.rest, this.number + 1);
		this.rest = "";
	}

	private emit(line: string, number: number): void {
		this.sink.line(line, 0, line.length, number);
		this.sink.textEnd();
	}
}

const AT_SIGNS = /@@:\d\d[A-Z]?:/;
/** Control characters but tab and line ends, and the byte order mark. */
const CONTROL = /[^\t\n\r -~\u00a0-\ufefe\uff00-\uffff]/;
const ALL_CONTROL = new RegExp(CONTROL, "g");
