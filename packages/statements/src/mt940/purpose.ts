import type { TextEnd } from "./sub-fields.ts";

/** The purpose lines taken apart by their SEPA tags (`EREF+`, `SVWZ+`, ...). */
export interface Purpose {
	/** What the payer wrote: SVWZ and everything that belongs to no tag, so that no text is lost. */
	readonly text: string;
	/** A tag counts where it stands first. */
	readonly tags: Tags;
}

export type Tags = Tag | undefined;

/** One of a chain: there are two or three. */
interface Tag {
	readonly name: string;
	readonly value: string;
	readonly others: Tags;
}

/** A tag's value. */
export function tagged(tags: Tags, name: string): string | undefined {
	for (let tag = tags; tag; tag = tag.others) if (tag.name === name) return tag.value;
	return undefined;
}

/** Longest value of an end-to-end id, mandate, creditor id (SEPA rulebooks). */
const LONGEST_ID = 35;
const TAGS: readonly string[] = "ABWA ABWE BREF COAM CRED DEBT EREF IBAN KREF MREF OAMT PURP RETR RREF SVWZ".split(" ");

/**
 * Tags may stand anywhere and be cut in two by a sub-field's end, so they are sought in the joined text. A value other than
 * SVWZ runs on into the next sub-field only from a full one; what stands there otherwise is text without a tag.
 */
export function readPurpose(text: string, ends: readonly TextEnd[]): Purpose {
	let tags: Tags;
	let mark = markBehind(text, 0, tags);
	let rest = (mark ? text.slice(0, mark.at) : text).trim();
	while (mark) {
		const { name, plus } = mark;
		const tag = { name, value: "", others: tags };
		tags = tag;
		mark = markBehind(text, plus + 1, tags);
		const next = mark?.at ?? text.length;
		const to = name === "SVWZ" ? next : Math.min(next, valueEnd(name, text, plus + 1, ends));
		tag.value = text.slice(plus + 1, to);
		if (name === "SVWZ") rest = joinedByBlank(rest, tag.value);
		if (to < next) rest = joinedByBlank(rest, text.slice(to, next));
	}
	return { tags, text: rest };
}

interface Mark {
	readonly name: string;
	readonly at: number;
	readonly plus: number;
}

/** The next tag in the text that was not there before. */
function markBehind(text: string, from: number, before: Tags): Mark | undefined {
	for (let plus = text.indexOf("+", from); plus >= 0; plus = text.indexOf("+", plus + 1)) {
		const name = tagBefore(text, plus);
		if (name !== undefined && tagged(before, name) === undefined) return { name, at: plus - name.length, plus };
	}
	return undefined;
}

function tagBefore(text: string, plus: number): string | undefined {
	const name = TAG_BY_CODE.get(codeOf(text, plus - 4));
	if (name !== undefined) return name;
	// "ABIC+" is the end of a word.
	return text.endsWith("BIC", plus) && !isCapital(text.charCodeAt(plus - 4)) ? "BIC" : undefined;
}

/** The four letters there as one number, so that no string is made to look them up; 0 where they are none. */
function codeOf(text: string, at: number): number {
	let code = 0;
	for (let next = at; next < at + 4; next++) {
		const letter = text.charCodeAt(next);
		if (!isCapital(letter)) return 0;
		code = (code << 7) | letter;
	}
	return code;
}

function isCapital(code: number): boolean {
	return code >= 65 && code <= 90;
}

const TAG_BY_CODE: ReadonlyMap<number, string> = new Map(TAGS.map((name) => [codeOf(name, 0), name]));

function joinedByBlank(before: string, text: string): string {
	const behind = text.trim();
	if (before === "" || behind === "") return before + behind;
	return `${before} ${behind}`;
}

function valueEnd(name: string, text: string, from: number, ends: readonly TextEnd[]): number {
	const isName = name === "ABWA" || name === "ABWE";
	const end = firstEnd(ends, from, isName) ?? text.length;
	if (isName || end <= from + LONGEST_ID) return end;
	return Math.min(end, from + LONGEST_ID + leadingBlanks(text, from));
}

function firstEnd(ends: readonly TextEnd[], from: number, isName: boolean): number | undefined {
	for (const { at, afterBlank } of ends) if (at > from && !(isName && afterBlank)) return at;
	return undefined;
}

function leadingBlanks(text: string, from: number): number {
	return text.length - from - text.slice(from).trimStart().length;
}
