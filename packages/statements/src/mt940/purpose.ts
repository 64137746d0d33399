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
const TAGS: ReadonlySet<string> = new Set(
	"ABWA ABWE BREF COAM CRED DEBT EREF IBAN KREF MREF OAMT PURP RETR RREF SVWZ".split(" "),
);

/**
 * Tags may stand anywhere and be cut in two by a sub-field's end, so they are sought in the joined text. A value other than
 * SVWZ runs on into the next sub-field only from a full one; what stands there otherwise is text without a tag.
 */
export function readPurpose(parts: readonly SubField[]): Purpose {
	const { text, ends } = joined(parts);
	const tags = new Map<string, string>();
	const marks = marksIn(text);
	let rest = text.slice(0, marks[0]?.at ?? text.length).trim();
	marks.forEach(({ name, at }, index) => {
		const from = at + name.length + 1;
		const next = marks[index + 1]?.at ?? text.length;
		const to = name === "SVWZ" ? next : Math.min(next, valueEnd(name, text, from, ends));
		const value = text.slice(from, to);
		tags.set(name, value);
		if (name === "SVWZ") rest = joinedByBlank(rest, value);
		if (to < next) rest = joinedByBlank(rest, text.slice(to, next));
	});
	return { tags, text: rest };
}

interface Mark {
	readonly name: string;
	readonly at: number;
}

/** The tags in the text, each where it stands first. */
function marksIn(text: string): Mark[] {
	const marks: Mark[] = [];
	for (let plus = text.indexOf("+"); plus >= 0; plus = text.indexOf("+", plus + 1)) {
		const name = tagBefore(text, plus);
		if (name !== undefined && !marks.some((mark) => mark.name === name)) marks.push({ name, at: plus - name.length });
	}
	return marks;
}

function tagBefore(text: string, plus: number): string | undefined {
	const four = text.slice(Math.max(plus - 4, 0), plus);
	if (TAGS.has(four)) return four;
	// "ABIC+" is the end of a word.
	return four.endsWith("BIC") && !/^[A-Z]BIC$/.test(four) ? "BIC" : undefined;
}

function joinedByBlank(before: string, text: string): string {
	const trimmed = text.trim();
	if (before === "" || trimmed === "") return before + trimmed;
	return `${before} ${trimmed}`;
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
