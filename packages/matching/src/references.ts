/** A reference of ours (order, invoice or additional number), taken apart. */
export interface Reference {
	readonly raw: string;
	/** Letters before the first digit: "AU" of "AU-2025-10023". */
	readonly prefix: string;
	/** All digits: "202510023". */
	readonly digits: string;
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

/** Null where nothing is to be looked for: a number without a digit would be a word. */
export function parseReference(raw: string): Reference | null {
	const text = raw.toUpperCase();
	const groups = text.match(/\d+/g);
	if (groups === null) return null;
	const compact = text.replace(/[^A-Z0-9]/g, "");
	const end = groups.length > 1 ? (groups.at(-1) ?? null) : null;
	return {
		raw,
		prefix: compact.slice(0, compact.search(/\d/)),
		digits: groups.join(""),
		end: end !== null && end.length >= SHORTEST_END ? end : null,
		groups: groups.length,
		mixed: /\d[A-Z]/.test(compact) ? compact : null,
	};
}

/** Keys to index a reference by. */
export function referenceKeys({ digits, end, mixed }: Reference): ReferenceKey[] {
	if (mixed !== null) return [{ key: mixed, form: "whole" }];
	const keys: ReferenceKey[] = [{ key: digits, form: "whole" }];
	const add = (key: string, form: ReferenceForm) => {
		if (key !== "" && !keys.some((known) => known.key === key)) keys.push({ key, form });
	};
	add(withoutZeros(digits), "withoutZeros");
	if (end !== null) {
		add(end, "end");
		if (withoutZeros(end).length >= SHORTEST_END) add(withoutZeros(end), "end");
	}
	return keys;
}

function withoutZeros(digits: string): string {
	return digits.replace(/^0+/, "");
}
