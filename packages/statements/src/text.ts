import { Coded } from "./coded.ts";

/** The text without any white space (also no-break and zero width blanks): what references are searched in. */
export function withoutBlanks(text: string): string {
	WHOLE.hold(text);
	const { codes } = WHOLE;
	let length = 0;
	for (let at = 0; at < text.length; at++) {
		const code = codes[at] as number;
		if (BLANKS[code] === 1) continue;
		codes[length] = code;
		length++;
	}
	return length === text.length ? text : WHOLE.first(length);
}

const WHOLE = new Coded();
/** By code: white space as `\s` knows it, and what has no width. */
const BLANKS = new Uint8Array(0x10000).fill(1, 9, 14).fill(1, 0x2000, 0x200c);
for (const code of [0x20, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x2060, 0x3000, 0xfeff]) BLANKS[code] = 1;

/** Trimmed, or `undefined` where nothing is left. */
export function orNone(text: string | undefined): string | undefined {
	return text?.trim() || undefined;
}

/** Trimmed and with every run of white space as one blank, as names are read; `undefined` where nothing is left. */
export function collapsed(text: string | undefined): string | undefined {
	return orNone(text !== undefined && / {2}|[^\S ]/.test(text) ? text.replace(/\s+/g, " ") : text);
}

/** A reference, or `undefined` where the bank says in words that there is none. */
export function referenceOrNone(text: string | undefined): string | undefined {
	const reference = orNone(text);
	if (reference === undefined || reference === "NONREF" || reference === "NOTPROVIDED") return undefined;
	const first = reference.charCodeAt(0);
	const isLikely = (first === CAPITAL_N || first === SMALL_N) && reference.length <= LONGEST_NONE;
	return isLikely && /^(NOTPROVIDED|NOT PROVIDED|NONREF|NICHT ANGEGEBEN)$/i.test(reference) ? undefined : reference;
}

const CAPITAL_N = 78;
const SMALL_N = 110;
const LONGEST_NONE = "nicht angegeben".length;
