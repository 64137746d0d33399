/** A reference of ours (order, invoice or additional number), taken apart. */
export interface Reference {
	readonly raw: string;
	/** Letters before the first digit: "AU" of "AU-2025-10023". */
	readonly prefix: string;
	/** All digits: "202510023". */
	readonly digits: string;
	/** All digits, each group without its leading zeros: "202581" of "B-2025-000081". */
	readonly short: string;
	/** The last group of digits where there are several: "10023". Payers drop the year. */
	readonly end: string | null;
	/** How many groups of digits it is written in. */
	readonly groups: number;
	/** Letters and digits without anything else, where letters follow a digit ("K7XQ2"): such a one is compared as a whole. */
	readonly mixed: string | null;
}

/** Under which texts a reference is found, and in which form it then stands there. */
export interface ReferenceKey {
	readonly key: string;
	readonly form: ReferenceForm;
}
export type ReferenceForm = "whole" | "withoutZeros" | "end";

const SHORTEST_END = 4;
const ZERO = 48;
/** From here on there are characters of which upper case makes others. */
const SMALL_LETTERS = 97;

/** Null where nothing is to be looked for: a number without a digit would be a word. */
export function parseReference(raw: string): Reference | null {
	const text = inCapitals(raw);
	let prefix = "";
	let digits = "";
	let end = "";
	let short = "";
	let groups = 0;
	let isMixed = false;
	// Run by run, and nothing is put together that stands there already: this is most of what it costs to weigh an order.
	for (let i = 0; i < text.length; ) {
		const start = i;
		while (isDigit(text.charCodeAt(i))) i++;
		if (i > start) {
			end = text.slice(start, i);
			const plain = withoutZeros(end);
			if (groups++ === 0) {
				prefix = compact(text, start);
				digits = end;
				short = plain;
			} else {
				const isShort = short === digits && plain === end;
				digits += end;
				short = isShort ? digits : short + plain;
			}
			continue;
		}
		while (isLetter(text.charCodeAt(i))) i++;
		if (i === start) i++;
		else isMixed ||= groups > 0;
	}
	if (groups === 0) return null;
	return {
		raw,
		prefix,
		digits,
		short,
		end: groups > 1 && end.length >= SHORTEST_END ? end : null,
		groups,
		mixed: isMixed ? compact(text, text.length) : null,
	};
}

/** Letters and digits of a text's beginning without anything else. */
function compact(text: string, end: number): string {
	let found = "";
	for (let i = 0; i < end; ) {
		const start = i;
		while (i < end && isLetterOrDigit(text.charCodeAt(i))) i++;
		if (i === start) i++;
		else found += text.slice(start, i);
	}
	return found;
}

/** Most numbers are written so already. */
function inCapitals(text: string): string {
	for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= SMALL_LETTERS) return text.toUpperCase();
	return text;
}

/** Keys to index a reference by, each once. */
export function referenceKeys(reference: Reference): ReferenceKey[] {
	const keys: ReferenceKey[] = [];
	eachReferenceKey(reference, (key, form) => {
		if (!keys.some((known) => known.key === key)) keys.push({ key, form });
	});
	return keys;
}

/** The same one by one; a key may come again. */
export function eachReferenceKey(
	{ digits, short, end, mixed }: Reference,
	take: (key: string, form: ReferenceForm) => void,
): void {
	if (mixed !== null) {
		take(mixed, "whole");
		return;
	}
	take(digits, "whole");
	const plain = withoutZeros(digits);
	if (plain !== "" && plain !== digits) take(plain, "withoutZeros");
	if (short !== "" && short !== plain) take(short, "withoutZeros");
	if (end === null) return;
	take(end, "end");
	const shortEnd = withoutZeros(end);
	if (shortEnd !== end && shortEnd.length >= SHORTEST_END) take(shortEnd, "end");
}

/** In which form a text stands for a reference; null where it does not. The same as by its keys. */
export function referenceForm({ digits, short, end, mixed }: Reference, text: string): ReferenceForm | null {
	if (text === (mixed ?? digits)) return "whole";
	if (mixed !== null || text === "") return null;
	if (text === short || text === withoutZeros(digits)) return "withoutZeros";
	if (end === null) return null;
	return text === end || (text.length >= SHORTEST_END && text === withoutZeros(end)) ? "end" : null;
}

function withoutZeros(digits: string): string {
	let zeros = 0;
	while (digits.charCodeAt(zeros) === ZERO) zeros++;
	return zeros === 0 ? digits : digits.slice(zeros);
}

function isDigit(code: number): boolean {
	return code >= ZERO && code <= 57;
}

/** A to Z. */
function isLetter(code: number): boolean {
	return code >= 65 && code <= 90;
}

function isLetterOrDigit(code: number): boolean {
	return isLetter(code) || isDigit(code);
}
