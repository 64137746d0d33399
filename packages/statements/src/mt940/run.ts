import type { Coded } from "../coded.ts";

/** Lines in the making that begin one field at most, the first one's; one after the other, so that nothing is made anew for each. */
export class Run {
	private readonly window: Coded;
	/** The lines up to `from`, where they do not stand so in the window. */
	private joined = "";
	private from = 0;
	lines = 0;
	/** Where the last line begins. */
	lastFrom = 0;

	constructor(window: Coded) {
		this.window = window;
	}

	begin(from: number): void {
		this.joined = "";
		this.from = from;
		this.lines = 1;
		this.lastFrom = from;
	}

	/** @param end of a line, behind which, at `next`, another one begins */
	goOn(end: number, next: number): void {
		// Of two characters that end a line only the line feed is kept.
		if (next > end + 1) {
			this.joined += this.window.text.slice(this.from, end);
			this.from = next - 1;
		}
		this.lines++;
		this.lastFrom = next;
	}

	/** With line feeds between the lines. */
	source(end: number): string {
		const rest = this.window.text.slice(this.from, end);
		return this.joined === "" ? rest : this.joined + rest;
	}
}
