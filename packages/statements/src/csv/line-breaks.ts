/** Line breaks as LF, whatever the file has (CR, LF, CRLF), and without NUL and other control bytes. */
export class LineBreaks {
	private endedInCr = false;

	unified(piece: string): string {
		const text = this.endedInCr && piece.startsWith("\n") ? piece.slice(1) : piece;
		if (text === "") return "";
		this.endedInCr = text.endsWith("\r");
		const lines = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
		return CONTROL.test(lines) ? lines.replace(ALL_CONTROL, "") : lines;
	}
}

const CONTROL = /[[\p{Cc}\ufeff]--[\t\n]]/v;
const ALL_CONTROL = new RegExp(CONTROL, "gv");
