import { behindBreak, COLON, Coded, type Codes, codesOf, goesOn, plainEnd, QUESTION_MARK, spells } from "../coded.ts";
import { Run } from "./run.ts";

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

/** Sub-fields are cut at 27 characters: a shorter one ended because its text did. */
const FULL = 27;

/** An end of a text inside the purpose. */
export interface TextEnd {
	readonly at: number;
	/** A name whose sub-field ends in a blank goes on behind it; an id never holds one. */
	readonly afterBlank: boolean;
}

const KNOWN = "00|10|2\\d|3[0-8]|6\\d|7\\d|99";
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
export function narrativeAt(window: Coded, from: number, run: Run): NarrativeFields | undefined {
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

/** There are few, so that each is made once. */
function gvcAt(codes: Codes, at: number): string | undefined {
	const hundreds = digitOf(codes[at]);
	const tens = digitOf(codes[at + 1]);
	const ones = digitOf(codes[at + 2]);
	return hundreds < 0 || tens < 0 || ones < 0 ? undefined : GVCS[hundreds * 100 + tens * 10 + ones];
}

/** Sub-fields of several lines. */
export interface NarrativeFields extends SubFields {
	/** Where the last line ends. */
	readonly end: number;
}

class SubFieldTexts implements NarrativeFields {
	readonly gvc: string | undefined;
	ends: TextEnd[] = [];
	booking = "";
	purpose = "";
	bank = "";
	account = "";
	name = "";
	addition = "";
	iban = "";
	end = 0;
	/** How many there are. */
	count = 0;
	private purposeNumber = -1;
	private lastPurpose = "";

	constructor(gvc: string | undefined) {
		this.gvc = gvc;
	}

	/**
	 * The mark can also occur in the text itself ("Rechnung?2024"): in the purpose only a number higher than the one before
	 * separates.
	 *
	 * @param first where the first mark stands
	 * @returns whether it ended with a line, not with the text
	 */
	cut({ text, codes }: Coded, first: number, mark: number, run: Run): boolean {
		let number = -1;
		let from = first;
		/** What the field says in the lines before. */
		let before = "";
		let at = first;
		for (;;) {
			at = stopAt(codes, at, mark);
			if (codes[at] === mark) {
				const tens = behindBreak(codes, at + 1);
				const ones = behindBreak(codes, tens + 1);
				const next = knownNumber(codes[tens], codes[ones]);
				if (next < 0 || (next <= number && isPurpose(next) && isPurpose(number))) {
					at++;
					continue;
				}
				if (this.count > 0 && KEPT[number]) this.add(number, before + text.slice(from, at));
				if (tens > at + 1) run.goOn(at + 1, tens);
				if (ones > tens + 1) run.goOn(tens + 1, ones);
				before = "";
				number = next;
				this.count++;
				at = ones + 1;
				from = at;
				continue;
			}
			const behind = behindBreak(codes, at);
			const isOver = behind > at ? !goesOn(codes[behind]) : at >= text.length;
			if (behind > at || isOver) before += text.slice(from, at);
			if (isOver) {
				if (KEPT[number]) this.add(number, before);
				this.end = at;
				return behind > at;
			}
			if (behind > at) {
				run.goOn(at, behind);
				at = behind;
				from = at;
			} else if (codes[at] === QUESTION_MARK) at++;
			else return false;
		}
	}

	private add(number: number, written: string): void {
		const text = written.length === 1 ? filled(written) : written;
		if (isPurpose(number)) this.addPurpose(number, text);
		else if (number === 0) this.booking += text;
		else if (number === 30) this.bank += text;
		else if (number === 31) this.account += text;
		else if (number === 32 || number === 33) this.name += text;
		else if (number === 34) this.addition += text;
		else if (number === 38) this.iban += text;
	}

	private addPurpose(number: number, text: string): void {
		const continued = this.purposeNumber < 60 && number >= 60;
		if (this.purposeNumber >= 0 && (continued || this.lastPurpose.length < FULL)) {
			const end = { at: this.purpose.length, afterBlank: !continued && this.lastPurpose.endsWith(" ") };
			// Mostly it stays the only one: no list is made to grow.
			if (this.ends.length === 0) this.ends = [end];
			else this.ends.push(end);
		}
		this.purpose += text;
		this.purposeNumber = number;
		this.lastPurpose = text;
	}
}

/** Purpose lines: 20 to 29, continued in 60 to 63. */
function isPurpose(number: number): boolean {
	return (number >= 20 && number <= 29) || (number >= 60 && number <= 63);
}

/** By number, whether anything is read from it. */
const KEPT: readonly boolean[] = Array.from({ length: 100 }, (_, number) => {
	return isPurpose(number) || [0, 30, 31, 32, 33, 34, 38].includes(number);
});

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
	const found = START.exec(text);
	const mark = found?.[2];
	if (!found || mark === undefined || (found[1] === undefined && !WITHOUT_GVC.test(mark))) return undefined;
	return { gvc: found[1], mark, first: found[0].length - 1 };
}

/** The next place from there at which something may end. */
function stopAt(codes: Codes, from: number, mark: number): number {
	if (mark === QUESTION_MARK) return plainEnd(codes, from);
	let at = from;
	while (codes[at] !== mark && codes[at] !== 0) at++;
	return at;
}

/** -1 where it is none. */
function digitOf(code = 0): number {
	return code >= ZERO && code <= ZERO + 9 ? code - ZERO : -1;
}

/** Where nothing stands before it, only what banks (Polish ones, mostly) are known to write separates. */
const WITHOUT_GVC = /[?>~^<]/;

/** The number of a known sub-field that these two characters make; else -1. */
function knownNumber(first: number | undefined, second: number | undefined): number {
	const tens = digitOf(first);
	const ones = digitOf(second);
	return tens >= 0 && ones >= 0 && KNOWN_NUMBERS[tens * 10 + ones] ? tens * 10 + ones : -1;
}

const ZERO = 48;
const GVCS: readonly string[] = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, "0"));
const KNOWN_NUMBERS: readonly boolean[] = Array.from({ length: 100 }, (_, number) => {
	return new RegExp(`^(?:${KNOWN})$`).test(String(number).padStart(2, "0"));
});
