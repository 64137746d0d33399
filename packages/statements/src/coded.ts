/** UTF-16 code units. */
export type Codes = Uint16Array<ArrayBuffer>;

/**
 * A text with its character codes beside it: a look at an array costs a fraction of one at a string. For little-endian machines, as
 * nearly all are.
 */
export class Coded {
	text = "";
	/** Behind the text's last one stands a 0. */
	codes: Codes = new Uint16Array(64);
	private bytes = Buffer.from(this.codes.buffer);

	/** Holds this text from now on. */
	hold(text: string): void {
		// What one huge text took is not kept for ever.
		if (text.length >= this.codes.length || this.codes.length > HUGE) {
			this.codes = new Uint16Array(2 * text.length + 64);
			this.bytes = Buffer.from(this.codes.buffer);
		}
		this.text = text;
		this.bytes.write(text, "utf16le");
		this.codes[text.length] = 0;
	}

	/** The text of its first codes, as they are by now. */
	first(length: number): string {
		return this.bytes.toString("utf16le", 0, 2 * length);
	}
}

const HUGE = 1024 * 1024;

/** Whether the word stands there. */
export function spells(codes: Codes, at: number, word: Codes): boolean {
	for (let next = 0; next < word.length; next++) if (codes[at + next] !== word[next]) return false;
	return true;
}

export function codesOf(text: string): Codes {
	return Uint16Array.from(text, (character) => character.charCodeAt(0));
}

/** By code, whether to stop there when reading on: control characters but the tab, the byte order mark, a question mark. */
const STOPS = new Uint8Array(0x10000).fill(1, 0, 32).fill(1, 127, 160);
STOPS[9] = 0;
STOPS[0xfeff] = 1;
STOPS[63] = 1;

/** The first question mark, line break or other character that no line holds from there; the text's end where there is none. */
export function plainEnd(codes: Codes, from: number): number {
	let at = from;
	while (STOPS[codes[at] as number] === 0) at++;
	return at;
}

/** Behind the line break that stands there; the same place where there is none. */
export function behindBreak(codes: Codes, at: number): number {
	if (codes[at] === LINE_FEED) return at + 1;
	return codes[at] === CARRIAGE_RETURN && codes[at + 1] === LINE_FEED ? at + 2 : at;
}

/** Whether a line that begins so can only go on with the field before it: neither a tag nor the end of a message. */
export function goesOn(code: number | undefined): boolean {
	if (code === COLON || code === BLANK || code === DASH || code === BRACE) return false;
	return code === QUESTION_MARK || STOPS[code as number] === 0;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
export const BLANK = 32;
export const DASH = 45;
export const COLON = 58;
export const QUESTION_MARK = 63;
export const BRACE = 123;
