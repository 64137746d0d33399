import { COLON, Coded, type Codes, codesOf, QUESTION_MARK, spells } from "../coded.ts";
import { Run } from "./run.ts";
import { digitOf, KNOWN, knownNumber, SubFieldTexts } from "./sub-field-texts.ts";

/**
 * `:86:` cut at its separators: German banks number what they say. Where the bank uses a number twice, both texts; empty
 * where it uses it not at all.
 */
export interface SubFields {
	/** Three digits before the first separator. */
	readonly gvc: string | undefined;
	/** `?00`. */
	readonly booking: string;
	/** `?20` to `?29` and `?60` to `?63`, joined as they are. */
	readonly purpose: string;
	/** Where in the purpose a sub-field ended because its text did. */
	readonly ends: readonly TextEnd[];
	/** `?30`. */
	readonly bank: string;
	/** `?31`. */
	readonly account: string;
	/** `?32` and `?33`. */
	readonly name: string;
	/** `?34`, text key addition: in returns the reason. */
	readonly addition: string;
	/** `?38`. */
	readonly iban: string;
}

/** An end of a text inside the purpose. */
export interface TextEnd {
	readonly at: number;
	/** A name whose sub-field ends in a blank goes on behind it; an id never holds one. */
	readonly afterBlank: boolean;
}

const START = new RegExp(`^ *(\\d{3})? ?([^A-Za-z0-9\\s/,:;()+-])(?=${KNOWN})`);

/**
 * The sub-fields, or `undefined` where the text is not structured. The separator is whatever stands behind the GVC before
 * two digits of a known field (`?` mostly, `>` and `.` occur).
 *
 * @param text without line breaks
 */
export function splitSubFields(text: string): SubFields | undefined {
	const start = startOf(text);
	if (!start) return undefined;
	const { gvc, mark, first } = start;
	WHOLE.hold(text);
	const fields = new SubFieldTexts(gvc);
	fields.cut(WHOLE, first, mark.charCodeAt(0), ONE_LINE);
	// "123.20 EUR" is an amount, not a field 20: a point needs company to be a separator.
	return mark !== "?" && fields.count < 2 ? undefined : fields;
}

const WHOLE = new Coded();
const ONE_LINE = new Run(WHOLE);

/**
 * The `:86:` that begins there, where it looks as those of nearly all German banks do (`166?00`): its sub-fields, cut on the
 * way to the next line that may begin something else. `undefined` where it is left to `splitSubFields`.
 *
 * @param run is told of its lines
 */
export function narrativeAt(window: Coded, from: number, run: Run): SubFieldTexts | undefined {
	const { codes } = window;
	if (codes[from] !== COLON || !spells(codes, from, NARRATIVE)) return undefined;
	const first = from + NARRATIVE.length + 3;
	if (codes[first] !== QUESTION_MARK || knownNumber(codes[first + 1], codes[first + 2]) < 0) return undefined;
	const gvc = gvcAt(codes, first - 3);
	if (gvc === undefined) return undefined;
	const fields = new SubFieldTexts(gvc);
	run.begin(from);
	return fields.cut(window, first, QUESTION_MARK, run) ? fields : undefined;
}

const NARRATIVE = codesOf(":86:");

/** Each is made once. */
const GVCS: readonly string[] = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, "0"));

function gvcAt(codes: Codes, at: number): string | undefined {
	const hundreds = digitOf(codes[at]);
	const tens = digitOf(codes[at + 1]);
	const ones = digitOf(codes[at + 2]);
	return hundreds < 0 || tens < 0 || ones < 0 ? undefined : GVCS[hundreds * 100 + tens * 10 + ones];
}

interface Start {
	readonly gvc: string | undefined;
	readonly mark: string;
	/** Where the first separator stands. */
	readonly first: number;
}

function startOf(text: string): Start | undefined {
	const found = START.exec(text);
	const mark = found?.[2];
	if (!found || mark === undefined || (found[1] === undefined && !WITHOUT_GVC.test(mark))) return undefined;
	return { gvc: found[1], mark, first: found[0].length - 1 };
}

/** Where nothing stands before it, only what banks (Polish ones, mostly) are known to write separates. */
const WITHOUT_GVC = /[?>~^<]/;
