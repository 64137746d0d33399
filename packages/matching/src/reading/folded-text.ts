import { BASE, finishHash, KEY, mixHash } from "../index/hash.ts";
import { type HashedWords, signatureBit } from "../index/hashed-words.ts";
import { foldedCharacter } from "./folded-characters.ts";

const [A, E, O, U] = [97, 101, 111, 117];
const [BLANK, NOTHING, SEVERAL] = [32, 1, 2];
/** Latin with its extensions and the combining marks behind it. */
const TABLE_SIZE = 0x370;
const ASCII = 128;
/** What is left of a character: a letter a to z or a digit, a blank where it parts two words, nothing, or several of them. */
const FOLDED = Uint8Array.from({ length: TABLE_SIZE }, (_, code) => {
	const lower = String.fromCharCode(code).toLowerCase();
	const folded = foldedCharacter(lower.charCodeAt(0));
	if (lower.length > 1 || folded.length > 1) return SEVERAL;
	return folded === "" ? NOTHING : folded.charCodeAt(0);
});

/**
 * Words of one text in the form that names are compared in, told by their hashes: most of them are never asked for as
 * texts. One instance is used for text after text: what is wanted of it must be taken out before the next `read`.
 */
export class FoldedText {
	count = 0;
	#text = "";
	#lower: string | null = null;
	#starts = new Int32Array(64);
	#ends = new Int32Array(64);
	/** Whether a word stands there letter by letter, but for their case. */
	#plain = new Uint8Array(64);
	#hashes = new Int32Array(64);

	read(text: string): this {
		if (!this.#split(text)) this.#split(inAscii(text));
		return this;
	}

	/** As the index has it of a word. */
	hash(word: number): number {
		return this.#hashes[word] ?? 0;
	}

	spelled(word: number): string {
		const start = this.#starts[word] ?? 0;
		const end = this.#ends[word] ?? 0;
		if (this.#plain[word] === 0) return foldedWord(this.#text, start, end);
		this.#lower ??= this.#text.toLowerCase();
		return this.#lower.slice(start, end);
	}

	words(): string[] {
		const words: string[] = [];
		for (let word = 0; word < this.count; word++) words.push(this.spelled(word));
		return words;
	}

	hashed(): HashedWords {
		const hashes: number[] = [];
		let signature = 0;
		for (let word = 0; word < this.count; word++) {
			const hash = this.hash(word);
			hashes.push(hash);
			signature |= signatureBit(hash);
		}
		return { hashes, signature };
	}

	/** False where a character of it is folded to several, or is beyond the table. */
	#split(text: string): boolean {
		const size = text.length;
		if (size >= this.#hashes.length * 2) this.#reserve((size >>> 1) + 1);
		this.#text = text;
		this.#lower = null;
		let count = 0;
		for (let at = 0; at < size; at++) {
			const start = at;
			let sum = 0;
			let length = 0;
			let plain = 1;
			/** The character that an "e" would make an umlaut of. */
			let last = 0;
			for (; at < size; at++) {
				const code = text.charCodeAt(at);
				const folded = code < TABLE_SIZE ? (FOLDED[code] ?? SEVERAL) : SEVERAL;
				if (folded === BLANK) break;
				if (folded === SEVERAL) return false;
				if (code >= ASCII) plain = 0;
				if (folded === NOTHING) continue;
				if (isUmlaut(last, folded)) {
					last = 0;
					plain = 0;
					continue;
				}
				sum = (Math.imul(sum, BASE) + folded) | 0;
				last = folded;
				length++;
			}
			if (length === 0) continue;
			this.#starts[count] = start;
			this.#ends[count] = at;
			this.#plain[count] = plain;
			this.#hashes[count++] = mixHash(finishHash(sum, length), KEY.word);
		}
		this.count = count;
		return true;
	}

	#reserve(size: number): void {
		this.#starts = new Int32Array(size);
		this.#ends = new Int32Array(size);
		this.#plain = new Uint8Array(size);
		this.#hashes = new Int32Array(size);
	}
}

/** Both spellings of an umlaut meet in the bare vowel. "Manuel" becomes "manul" on both sides, which does no harm. */
function isUmlaut(vowel: number, code: number): boolean {
	return code === E && (vowel === A || vowel === O || vowel === U);
}

function foldedWord(text: string, start: number, end: number): string {
	let word = "";
	let last = 0;
	for (let at = start; at < end; at++) {
		const folded = FOLDED[text.charCodeAt(at)] ?? NOTHING;
		if (folded === NOTHING) continue;
		last = isUmlaut(last, folded) ? 0 : folded;
		if (last !== 0) word += String.fromCharCode(folded);
	}
	return word;
}

/** The same text of nothing but letters a to z, digits and blanks. */
function inAscii(text: string): string {
	let ascii = "";
	for (const char of text.toLowerCase()) ascii += foldedCharacter(char.codePointAt(0) ?? BLANK);
	return ascii;
}
