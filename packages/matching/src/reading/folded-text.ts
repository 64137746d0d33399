import { BASE, finishHash, KEY, mixHash } from "../index/hash.ts";
import { type HashedWords, signatureBit } from "../index/hashed-words.ts";
import { foldedCharacter } from "./folded-characters.ts";

const [BLANK, A, E, O, U] = [32, 97, 101, 111, 117];
const ASCII = 128;
/** What is left of a character: a letter a to z or a digit; 0 for what parts two words. */
const FOLDED = Uint8Array.from({ length: ASCII }, (_, code) => {
	const folded = foldedCharacter(String.fromCharCode(code).toLowerCase().charCodeAt(0)).charCodeAt(0);
	return folded === BLANK ? 0 : folded;
});

/**
 * Words of one text in the form that names are compared in, told by their hashes: most of them are never asked for as
 * texts. One instance is used for text after text: what is wanted of it must be taken out before the next `read`.
 */
export class FoldedText {
	count = 0;
	/** In lower case and of ASCII, as far as that was needed until now. */
	#text = "";
	#isLower = false;
	#starts = new Int32Array(64);
	#ends = new Int32Array(64);
	#lengths = new Int32Array(64);
	#hashes = new Int32Array(64);

	read(text: string): this {
		this.#isLower = !this.#split(text);
		if (this.#isLower) this.#split(inAscii(text));
		return this;
	}

	/** As the index has it of a word. */
	hash(word: number): number {
		return this.#hashes[word] ?? 0;
	}

	spelled(word: number): string {
		if (!this.#isLower) {
			this.#text = this.#text.toLowerCase();
			this.#isLower = true;
		}
		const start = this.#starts[word] ?? 0;
		const end = this.#ends[word] ?? 0;
		const text = this.#text.slice(start, end);
		return end - start === this.#lengths[word] ? text : withoutUmlauts(text);
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

	/** False where there is more than ASCII in it. */
	#split(text: string): boolean {
		const size = text.length;
		if (size > this.#hashes.length) this.#reserve(size);
		this.#text = text;
		let count = 0;
		for (let at = 0; at < size; at++) {
			const start = at;
			let sum = 0;
			let length = 0;
			/** The character that an "e" would make an umlaut of. */
			let last = 0;
			for (; at < size; at++) {
				const code = text.charCodeAt(at);
				if (code >= ASCII) return false;
				const folded = FOLDED[code] ?? 0;
				if (folded === 0) break;
				if (isUmlaut(last, folded)) {
					last = 0;
					continue;
				}
				sum = (Math.imul(sum, BASE) + folded) | 0;
				last = folded;
				length++;
			}
			if (length === 0) continue;
			this.#starts[count] = start;
			this.#ends[count] = at;
			this.#lengths[count] = length;
			this.#hashes[count++] = mixHash(finishHash(sum, length), KEY.word);
		}
		this.count = count;
		return true;
	}

	#reserve(size: number): void {
		this.#starts = new Int32Array(size);
		this.#ends = new Int32Array(size);
		this.#lengths = new Int32Array(size);
		this.#hashes = new Int32Array(size);
	}
}

/** Both spellings of an umlaut meet in the bare vowel. "Manuel" becomes "manul" on both sides, which does no harm. */
function isUmlaut(vowel: number, code: number): boolean {
	return code === E && (vowel === A || vowel === O || vowel === U);
}

function withoutUmlauts(word: string): string {
	let bare = "";
	let from = 0;
	for (let at = 1; at < word.length; at++) {
		if (!isUmlaut(word.charCodeAt(at - 1), word.charCodeAt(at))) continue;
		bare += word.slice(from, at);
		from = at + 1;
	}
	return bare + word.slice(from);
}

/** The same text of letters a to z and digits, as far as they can be made of it, and blanks. */
function inAscii(text: string): string {
	let ascii = "";
	for (const char of text.toLowerCase()) ascii += foldedCharacter(char.codePointAt(0) ?? BLANK);
	return ascii;
}
