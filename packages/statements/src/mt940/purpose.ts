import { isPurpose, type SubField } from "./sub-fields.ts";

/** The purpose lines taken apart by their SEPA tags (`EREF+`, `SVWZ+`, ...). */
export interface Purpose {
	/** Value by tag name; a tag counts where it stands first. */
	readonly tags: ReadonlyMap<string, string>;
	/** What the payer wrote: SVWZ and everything that belongs to no tag, so that no text is lost. */
	readonly text: string;
}

/** Longest value of an end-to-end id, mandate, creditor id (SEPA rulebooks). */
const LONGEST_ID = 35;
/** Sub-fields are cut at 27 characters: a shorter one ended because its text did. */
const FULL = 27;
const TAGS = /(?:(?<![A-Z])BIC|ABWA|ABWE|BREF|COAM|CRED|DEBT|EREF|IBAN|KREF|MREF|OAMT|PURP|RETR|RREF|SVWZ)\+/g;

/**
 * Tags may stand anywhere and be cut in two by a sub-field's end, so they are sought in the joined text. A value other than
 * SVWZ runs on into the next sub-field only from a full one; what stands there otherwise is text without a tag.
 */
export function readPurpose(parts: readonly SubField[]): Purpose {
	const { text, ends } = joined(parts);
	const tags = new Map<string, string>();
	const pieces: string[] = [];
	const marks = [...text.matchAll(TAGS)].filter(
		(mark, at, all) => all.findIndex((other) => other[0] === mark[0]) === at,
	);
	pieces.push(text.slice(0, marks[0]?.index ?? text.length));
	marks.forEach((mark, at) => {
		const name = mark[0].slice(0, -1);
		const from = mark.index + mark[0].length;
		const next = marks[at + 1]?.index ?? text.length;
		const to = name === "SVWZ" ? next : Math.min(next, valueEnd(name, text, from, ends));
		tags.set(name, text.slice(from, to));
		if (name === "SVWZ") pieces.push(text.slice(from, to));
		pieces.push(text.slice(to, next));
	});
	return {
		tags,
		text: pieces
			.map((piece) => piece.trim())
			.filter((piece) => piece !== "")
			.join(" "),
	};
}

interface End {
	readonly at: number;
	/** A name whose sub-field ends in a blank goes on behind it; an id never holds one. */
	readonly afterBlank: boolean;
}

function valueEnd(name: string, text: string, from: number, ends: readonly End[]): number {
	const isName = name === "ABWA" || name === "ABWE";
	const end = ends.find(({ at, afterBlank }) => at > from && !(isName && afterBlank))?.at ?? text.length;
	return isName ? end : Math.min(end, from + LONGEST_ID + leadingBlanks(text, from));
}

function leadingBlanks(text: string, from: number): number {
	return text.slice(from).length - text.slice(from).trimStart().length;
}

/** The purpose lines as one text, and where in it a sub-field ended early. */
function joined(parts: readonly SubField[]): { text: string; ends: End[] } {
	let text = "";
	let before: SubField | undefined;
	const ends: End[] = [];
	for (const part of parts) {
		if (!isPurpose(part.number)) continue;
		const continued = before !== undefined && before.number < 60 && part.number >= 60;
		if (before && (before.text.length < FULL || continued)) {
			ends.push({ at: text.length, afterBlank: before.text.endsWith(" ") && !continued });
		}
		text += part.text;
		before = part;
	}
	return { text, ends };
}
