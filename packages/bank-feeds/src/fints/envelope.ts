/**
 * How a FinTS message is put together (FinTS 3.0, Formals): segments end in `'`, elements are parted by `+`, their
 * parts by `:`; `?` escapes the next character, and `@n@` is followed by n bytes that mean nothing here. A message is read as
 * ISO 8859-1, so that one character is one byte.
 */
export type Separator = "'" | "+" | ":";

/** A message that ends before it says it does. */
export class CutOff extends Error {
	override readonly name = "CutOff";
}

/** Cuts text at a separator. What follows the last one is a piece only if there is something. */
export function cut(text: string, separator: Separator): string[] {
	const pieces: string[] = [];
	let start = 0;
	for (let at = 0; at < text.length; at++) {
		const character = text[at];
		if (character === "?") at++;
		else if (character === "@") at = behindBinary(text, at) - 1;
		else if (character === separator) {
			pieces.push(text.slice(start, at));
			start = at + 1;
		}
	}
	if (start < text.length) pieces.push(text.slice(start));
	return pieces;
}

/** Longest length of a binary that is written in digits: 999 MB are more than any message. */
const LENGTH = /@(\d{1,9})@/y;

function behindBinary(text: string, at: number): number {
	LENGTH.lastIndex = at;
	const length = LENGTH.exec(text)?.[1];
	// Banks write an unescaped @ in their texts, mail addresses for instance.
	if (length === undefined) return at + 1;
	const behind = LENGTH.lastIndex + Number(length);
	if (behind > text.length) throw new CutOff(`a binary of ${length} bytes does not fit into its message`);
	return behind;
}

/** The bytes of an element, whether the bank wrote them as binary or as text. */
export function bytesOf(element: string): Uint8Array {
	LENGTH.lastIndex = 0;
	const length = LENGTH.exec(element)?.[1];
	const text =
		length === undefined
			? element.replace(/\?([?:+'@])/g, "$1")
			: element.slice(length.length + 2, length.length + 2 + Number(length));
	return Buffer.from(text, "latin1");
}

/** The id a segment begins with, e.g. "HIRMG". */
export function idOf(segment: string): string {
	return segment.slice(0, segment.indexOf(":"));
}

/** The segments of a message, those inside its envelope (HNVSK, HNVSD) in their place. */
export function segmentsOf(message: string): string[] {
	return cut(message, "'").flatMap((segment) => {
		switch (idOf(segment)) {
			case "HNVSK":
				return [];
			case "HNVSD":
				return cut(Buffer.from(bytesOf(cut(segment, "+")[1] ?? "")).toString("latin1"), "'");
			default:
				return [segment];
		}
	});
}
