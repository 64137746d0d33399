import { behindBreak, type Coded, type Codes, goesOn, plainEnd, QUESTION_MARK } from "../coded.ts";
import type { Run } from "./run.ts";
import type { SubFields, TextEnd } from "./sub-fields.ts";

/** The numbers of all sub-fields, as an expression. */
export const KNOWN = "00|10|2\\d|3[0-8]|6\\d|7\\d|99";

/** Sub-fields are cut at 27 characters: a shorter one ended because its text did. */
const FULL = 27;

/** The sub-fields in the making. */
export class SubFieldTexts implements SubFields {
	readonly gvc: string | undefined;
	ends: TextEnd[] = [];
	booking = "";
	purpose = "";
	bank = "";
	account = "";
	name = "";
	addition = "";
	iban = "";
	/** Where they end. */
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

/** The next place from there at which something may end. */
function stopAt(codes: Codes, from: number, mark: number): number {
	if (mark === QUESTION_MARK) return plainEnd(codes, from);
	let at = from;
	while (codes[at] !== mark && codes[at] !== 0) at++;
	return at;
}

/** -1 where it is none. */
export function digitOf(code = 0): number {
	return code >= ZERO && code <= ZERO + 9 ? code - ZERO : -1;
}

/** The number of a known sub-field that these two characters make; else -1. */
export function knownNumber(first: number | undefined, second: number | undefined): number {
	const tens = digitOf(first);
	const ones = digitOf(second);
	return tens >= 0 && ones >= 0 && KNOWN_NUMBERS[tens * 10 + ones] ? tens * 10 + ones : -1;
}

const ZERO = 48;
const KNOWN_NUMBERS: readonly boolean[] = Array.from({ length: 100 }, (_, number) => {
	return new RegExp(`^(?:${KNOWN})$`).test(String(number).padStart(2, "0"));
});
