/** Longer than any line of a bank; what exceeds it is cut here, so that a file without line breaks fills no memory. */
const LONGEST = 64 * 1024;

/** Cuts decoded text into lines ended by LF, CRLF or CR alone, and drops the control bytes some banks send (SOH, ETX, SUB). */
export class Lines {
	private readonly take: (line: string, number: number) => void;
	/** Set by the first line: some programs write `@@` for a line's end. */
	private atSigns: boolean | undefined;
	private rest = "";
	private number = 0;
	private endedInCr = false;

	/** @param take gets every line with its 1-based number */
	constructor(take: (line: string, number: number) => void) {
		this.take = take;
	}

	feed(piece: string): void {
		if (piece === "") return;
		let text = this.endedInCr && piece.startsWith("\n") ? piece.slice(1) : piece;
		this.endedInCr = piece.endsWith("\r");
		text = this.withoutAtSigns(text);
		if (ODD.test(text)) text = text.replace(/\r\n?/g, "\n").replace(ALL_CONTROL, "");
		let from = 0;
		for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
			const to = end > 0 && text.charCodeAt(end - 1) === CR ? end - 1 : end;
			this.emit(this.rest === "" ? text.slice(from, to) : this.rest + text.slice(from, to));
			this.rest = "";
			from = end + 1;
		}
		this.rest += text.slice(from);
		while (this.rest.length > LONGEST) {
			this.take(this.rest.slice(0, LONGEST), this.number + 1);
			this.rest = this.rest.slice(LONGEST);
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

	end(): void {
		if (this.rest !== "") this.emit(this.rest);
		this.rest = "";
	}

	private emit(line: string): void {
		this.number++;
		this.take(line, this.number);
	}
}

const CR = 13;
const AT_SIGNS = /@@:\d\d[A-Z]?:/;
/** Control characters but tab and line ends, and the byte order mark. */
const CONTROL = /[^\t\n\r -~\u00a0-\ufefe\uff00-\uffff]/;
const ALL_CONTROL = new RegExp(CONTROL, "g");
/** What most files have none of, sought in one go: a CR that alone ends a line, and control characters. */
const ODD = new RegExp(`\\r(?!\\n)|${CONTROL.source}`);
