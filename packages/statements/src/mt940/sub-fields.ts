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
 * two digits of a known field (`?` mostly, `>` and `.` occur). It can also occur in the text itself ("Rechnung?2024"): in
 * the purpose only a number higher than the one before separates.
 */
export function splitSubFields(text: string): SubFields | undefined {
	const start = startOf(text);
	if (!start) return undefined;
	const { mark, first } = start;
	const fields = new SubFieldTexts(start.gvc);
	let number = -1;
	let count = 0;
	let from = 0;
	for (let at = first; at >= 0; at = text.indexOf(mark, at + 1)) {
		const next = knownNumber(text, at + 1);
		if (next < 0 || (next <= number && isPurpose(next) && isPurpose(number))) continue;
		if (count > 0) fields.add(number, text.slice(from, at));
		number = next;
		count++;
		from = at + 3;
	}
	fields.add(number, text.slice(from));
	// "123.20 EUR" is an amount, not a field 20: a point needs company to be a separator.
	return mark !== "?" && count < 2 ? undefined : fields;
}

class SubFieldTexts implements SubFields {
	readonly gvc: string | undefined;
	readonly ends: TextEnd[] = [];
	booking = "";
	purpose = "";
	bank = "";
	account = "";
	name = "";
	addition = "";
	iban = "";
	private purposeNumber = -1;
	private lastPurpose = "";

	constructor(gvc: string | undefined) {
		this.gvc = gvc;
	}

	add(number: number, written: string): void {
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
			this.ends.push({ at: this.purpose.length, afterBlank: !continued && this.lastPurpose.endsWith(" ") });
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
	if (text.charCodeAt(3) === QUESTION_MARK && knownNumber(text, 4) >= 0 && isNumber(text, 3)) {
		return { gvc: text.slice(0, 3), mark: "?", first: 3 };
	}
	const found = START.exec(text);
	const mark = found?.[2];
	if (!found || mark === undefined || (found[1] === undefined && !WITHOUT_GVC.test(mark))) return undefined;
	return { gvc: found[1], mark, first: found[0].length - 1 };
}

function isNumber(text: string, length: number): boolean {
	for (let at = 0; at < length; at++) if (!isDigit(text.charCodeAt(at) - ZERO)) return false;
	return true;
}

function isDigit(value: number): boolean {
	return value >= 0 && value <= 9;
}

/** Where nothing stands before it, only what banks (Polish ones, mostly) are known to write separates. */
const WITHOUT_GVC = /[?>~^<]/;

/** The two digits at an offset, where they are the number of a known sub-field; else -1. */
function knownNumber(text: string, at: number): number {
	const tens = text.charCodeAt(at) - ZERO;
	const ones = text.charCodeAt(at + 1) - ZERO;
	return isDigit(tens) && isDigit(ones) && KNOWN_NUMBERS[tens * 10 + ones] ? tens * 10 + ones : -1;
}

const ZERO = 48;
const QUESTION_MARK = 63;
const KNOWN_NUMBERS: readonly boolean[] = Array.from({ length: 100 }, (_, number) => {
	return new RegExp(`^(?:${KNOWN})$`).test(String(number).padStart(2, "0"));
});
