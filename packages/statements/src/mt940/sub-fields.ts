/** `:86:` cut at its separators: German banks number what they say (`?00` booking text, `?20` to `?29` purpose, ...). */
export interface SubFields {
	/** Three digits before the first separator. */
	readonly gvc: string | undefined;
	/** In file order; a number may come twice. */
	readonly parts: readonly SubField[];
}

export interface SubField {
	readonly number: number;
	readonly text: string;
}

const KNOWN = "00|10|2\\d|3[0-8]|6\\d|7\\d|99";
const START = new RegExp(`^ *(\\d{3})? ?([^A-Za-z0-9\\s/,:;()+-])(?=${KNOWN})`);

/**
 * The sub-fields, or `undefined` where the text is not structured. The separator is whatever stands behind the GVC before
 * two digits of a known field (`?` mostly, `>` and `.` occur). It can also occur in the text itself ("Rechnung?2024"): in
 * the purpose only a number higher than the one before separates.
 */
export function splitSubFields(text: string): SubFields | undefined {
	const start = startOf(text);
	if (!start) return undefined;
	const { gvc, mark, first } = start;
	const parts: { number: number; text: string }[] = [];
	let from = 0;
	for (let at = first; at >= 0; at = text.indexOf(mark, at + 1)) {
		const number = knownNumber(text, at + 1);
		if (number < 0) continue;
		const last = parts.at(-1);
		if (last && isPurpose(number) && isPurpose(last.number) && number <= last.number) continue;
		if (last) last.text = filled(text.slice(from, at));
		parts.push({ number, text: "" });
		from = at + 3;
	}
	const last = parts.at(-1);
	if (last) last.text = filled(text.slice(from));
	// "123.20 EUR" is an amount, not a field 20: a point needs company to be a separator.
	return mark !== "?" && parts.length < 2 ? undefined : { gvc, parts };
}

/** Purpose lines: 20 to 29, continued in 60 to 63. */
export function isPurpose(number: number): boolean {
	return (number >= 20 && number <= 29) || (number >= 60 && number <= 63);
}

/** PKO and others fill what is empty with one byte FF. */
function filled(text: string): string {
	return text === "ÿ" || text === "˙" ? "" : text;
}

interface Start {
	readonly gvc: string | undefined;
	readonly mark: string;
	/** Where the first separator stands. */
	readonly first: number;
}

function startOf(text: string): Start | undefined {
	// What nearly every German bank writes.
	if (text.charCodeAt(3) === QUESTION_MARK && knownNumber(text, 4) >= 0 && GVC.test(text)) {
		return { gvc: text.slice(0, 3), mark: "?", first: 3 };
	}
	const found = START.exec(text);
	const mark = found?.[2];
	if (!found || mark === undefined || (found[1] === undefined && !WITHOUT_GVC.test(mark))) return undefined;
	return { gvc: found[1], mark, first: found[0].length - 1 };
}

const GVC = /^\d{3}/;
/** Where nothing stands before it, only what banks (Polish ones, mostly) are known to write separates. */
const WITHOUT_GVC = /[?>~^<]/;

/** The two digits at an offset, where they are the number of a known sub-field; else -1. */
function knownNumber(text: string, at: number): number {
	const tens = text.charCodeAt(at) - ZERO;
	const ones = text.charCodeAt(at + 1) - ZERO;
	if (!(tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9)) return -1;
	return KNOWN_NUMBERS.has(tens * 10 + ones) ? tens * 10 + ones : -1;
}

const ZERO = 48;
const QUESTION_MARK = 63;
const KNOWN_NUMBERS: ReadonlySet<number> = new Set(
	Array.from({ length: 100 }, (_, number) => number).filter((number) => {
		return new RegExp(`^(?:${KNOWN})$`).test(String(number).padStart(2, "0"));
	}),
);
