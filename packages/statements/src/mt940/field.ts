import type { LineParts } from "./line-shape.ts";
import type { SubFields } from "./sub-fields.ts";

/** One field of a message: what follows `:61:` up to the next tag. */
export interface Field {
	/** Without colons: `61`, `60F`, `NS`. */
	readonly tag: string;
	/** 1-based number of its first line. */
	readonly line: number;
	/** Its lines with line feeds between them. */
	readonly source: string;
	/** How many there are. */
	readonly lines: number;
	/** Of the last one. */
	readonly lastLength: number;
	/** Of a `:61:` that was read already while its end was sought. */
	readonly parts: LineParts | undefined;
	/** Of a `:86:` that was read so. */
	readonly subFields: SubFields | undefined;
}

/** Its lines, the first one without the tag, the others as they are. */
export function contentOf({ tag, source }: Field): string {
	return source.slice(tag.length + 2);
}

/** Without line breaks: wrapped texts are read so. */
export function unwrapped(content: string): string {
	return content.includes("\n") ? content.replaceAll("\n", "") : content;
}

export function firstLine(field: Field): string {
	const content = contentOf(field);
	const end = content.indexOf("\n");
	return end < 0 ? content : content.slice(0, end);
}

/** @param text of one line, without the tag */
export function lineOf(text: string, line: number, tag = ""): Field {
	const source = tag === "" ? text : `:${tag}:${text}`;
	return { tag, line, source, lines: 1, lastLength: source.length, parts: undefined, subFields: undefined };
}
