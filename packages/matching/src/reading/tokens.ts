import {
	capitalOf,
	classOf,
	codeAt,
	DIGIT,
	INVISIBLE,
	INVISIBLE_CHARACTERS,
	LETTER,
	ODD,
	SIGN,
	straighten,
	upperCase,
} from "./characters.ts";

/** Kinds of tokens. */
export const WORD = 1;
const NUMBER = 2;
/** "#" or the sign of a currency. */
export const MARK = 3;

/* What a token is a part of. */
export const FREE = 0;
export const DATE = 1;
export const AMOUNT = 2;
export const PHONE = 3;
/** IBAN or BIC. */
export const ACCOUNT = 4;
/** The name of a field in the text ("SVWZ+"). */
export const TAG = 5;
/** The contents of a field that says nothing of the order: a mandate, a creditor's id, the end-to-end id. */
export const TAGGED = 6;
/** A creditor reference. */
export const REFERENCE = 7;

/** No bank delivers a longer text; what stands behind is not read. */
const LONGEST_TEXT = 32_768;
const QUESTION_MARK = 63;

/**
 * Words and numbers of one text, in order. One instance is used for text after text: what is read from it must be
 * taken out before the next `read`.
 */
export class Tokens {
	/** Straightened: the same length as the text that was read, unless that is beyond any measure. */
	text = "";
	count = 0;
	/** Some characters are invisible, and may stand inside a token. */
	odd = false;
	#upper: string | null = null;
	/** Those that were asked for, by token. */
	readonly #words: (string | undefined)[] = [];
	#kinds = new Uint8Array(256);
	#meanings = new Uint8Array(256);
	#starts = new Int32Array(256);
	#ends = new Int32Array(256);

	read(text: string): void {
		this.text = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
		if (!this.#split(false)) {
			this.text = straighten(this.text);
			this.#split(true);
		}
		this.#upper = null;
	}

	/** In upper case, position by position. */
	get upper(): string {
		this.#upper ??= upperCase(this.text);
		return this.#upper;
	}

	isNumber(token: number): boolean {
		return token >= 0 && token < this.count && this.#kinds[token] === NUMBER;
	}

	isWord(token: number): boolean {
		return token >= 0 && token < this.count && this.#kinds[token] === WORD;
	}

	kind(token: number): number {
		return this.#kinds[token] ?? 0;
	}

	meaning(token: number): number {
		return this.#meanings[token] ?? FREE;
	}

	mean(token: number, meaning: number): void {
		this.#meanings[token] = meaning;
	}

	start(token: number): number {
		return this.#starts[token] ?? 0;
	}

	end(token: number): number {
		return this.#ends[token] ?? 0;
	}

	length(token: number): number {
		return this.end(token) - this.start(token);
	}

	/** A character of the text; 0 beyond its ends. */
	codeAt(at: number): number {
		return codeAt(this.text, at);
	}

	/** Whether these letters, in upper case, stand at a place of the text, in whatever case. */
	holds(letters: string, at: number): boolean {
		for (let i = 0; i < letters.length; i++) {
			if (capitalOf(this.codeAt(at + i)) !== letters.charCodeAt(i)) return false;
		}
		return true;
	}

	/** The character right before a token; 0 at the beginning. */
	before(token: number): number {
		return this.codeAt(this.start(token) - 1);
	}

	/** The character right after a token; 0 at the end. */
	after(token: number): number {
		return this.codeAt(this.end(token));
	}

	/** A word in upper case. */
	word(token: number): string {
		const known = this.#words[token];
		if (known !== undefined) return known;
		const text = this.upper.slice(this.start(token), this.end(token));
		const word = this.odd ? text.replace(INVISIBLE_CHARACTERS, "") : text;
		this.#words[token] = word;
		return word;
	}

	/** The digits of a number. */
	digits(token: number): string {
		const text = this.text.slice(this.start(token), this.end(token));
		return this.odd ? text.replace(INVISIBLE_CHARACTERS, "") : text;
	}

	/** How many characters stand between a token and the next one. */
	gap(token: number): number {
		return this.start(token + 1) - this.end(token);
	}

	/** False where the text has to be straightened first. */
	#split(straight: boolean): boolean {
		const { text } = this;
		this.odd = false;
		this.#reserve(text.length);
		let count = 0;
		let at = 0;
		while (at < text.length) {
			const code = text.charCodeAt(at);
			const kind = classOf(code);
			if (kind === DIGIT || kind === LETTER) {
				const start = at;
				let end = at + 1;
				for (at = end; at < text.length; at++) {
					const next = classOf(text.charCodeAt(at));
					if (next === kind) end = at + 1;
					else if (next === INVISIBLE) this.odd = true;
					else break;
				}
				this.#add(count++, kind === DIGIT ? NUMBER : WORD, start, end);
				continue;
			}
			if (!straight && (kind === ODD || (code === QUESTION_MARK && classOf(codeAt(text, at + 1)) === DIGIT))) {
				return false;
			}
			if (kind === SIGN) this.#add(count++, MARK, at, at + 1);
			at++;
		}
		this.count = count;
		for (let token = 0; token < count; token++) this.#words[token] = undefined;
		return true;
	}

	#add(token: number, kind: number, start: number, end: number): void {
		this.#kinds[token] = kind;
		this.#meanings[token] = FREE;
		this.#starts[token] = start;
		this.#ends[token] = end;
	}

	#reserve(size: number): void {
		if (size <= this.#kinds.length) return;
		this.#kinds = new Uint8Array(size);
		this.#meanings = new Uint8Array(size);
		this.#starts = new Int32Array(size);
		this.#ends = new Int32Array(size);
	}
}
