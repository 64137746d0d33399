/** Keeps as much of the decoded text as is needed to give back an element as it was delivered. */
export class SourceText {
	private text = "";
	/** Offset of `text` in the whole document. */
	private start = 0;
	private from: number | undefined;

	/** The next piece, before the parser sees it. */
	add(piece: string): void {
		const end = this.start + this.text.length;
		if (this.from === undefined) {
			// The last piece stays: the parser may still stand in a character held back from it.
			this.start = end;
			this.text = piece;
			return;
		}
		this.text = this.text.slice(this.from - this.start) + piece;
		this.start = this.from;
	}

	/** An element's start tag ended at `offset`: keeps the text from its `<` on. */
	mark(offset: number): void {
		const at = this.text.lastIndexOf("<", offset - this.start - 1);
		this.from = this.start + Math.max(at, 0);
	}

	/** The text from the mark to `offset`, and forgets the mark. */
	take(offset: number): string {
		const taken = this.from === undefined ? "" : this.text.slice(this.from - this.start, offset - this.start);
		this.from = undefined;
		return taken;
	}
}
