import type { Money } from "@kontor/connector";
import { eachReferenceKey, type Reference } from "../references.ts";
import { hashNumber, hashText, KEY, mixHash } from "./hash.ts";
import { signatureBit, wordKey } from "./hashed-words.ts";
import type { KeyRows } from "./key-rows.ts";

/** Words under this many letters find nothing. */
const SHORTEST_WORD = 2;
/** More names or words than this are not kept as keys. */
const MOST = 255;

export function referenceKey(key: string): number {
	return mixHash(hashText(key), KEY.reference);
}

/** The bit of a length; all of 31 and more share one. */
export function lengthBit(length: number): number {
	return 1 << Math.min(length, 31);
}

export function customerNumberKey(key: string): number {
	return mixHash(hashText(key), KEY.customer);
}

/** The same for the same words in whatever order. */
export function nameKey(words: readonly string[]): number {
	let sum = 0;
	for (let i = 0; i < words.length; i++) {
		const word = words[i] ?? "";
		if (words.indexOf(word) === i) sum = (sum + hashText(word)) | 0;
	}
	return mixHash(sum, KEY.name);
}

export function amountKey({ minor, currency }: Money): number {
	return mixHash(hashNumber(minor), hashText(currency) ^ KEY.amount);
}

export function wordAndAmountKey(word: number, amount: number): number {
	return mixHash(word, amount);
}

/**
 * An order's keys in a row: references, customer number, names, words; then, where it can be paid, its amount and each word
 * with the amount. Used again for every order: holds the last one's.
 */
export class OrderKeys {
	#hashes = new Int32Array(64);
	#count = 0;
	#references = 0;
	#names = 0;
	#words = 0;
	#lasting = 0;
	#lengths = 0;

	get hashes(): Int32Array {
		return this.#hashes;
	}

	get count(): number {
		return this.#count;
	}

	get references(): number {
		return this.#references;
	}

	get names(): number {
		return this.#names;
	}

	get words(): number {
		return this.#words;
	}

	/** Of the words, as `HashedWords` has it. */
	get signature(): number {
		let signature = 0;
		for (let i = this.#lasting - this.#words; i < this.#lasting; i++) signature |= signatureBit(this.#hashes[i] ?? 0);
		return signature;
	}

	/** Of the references' keys, as `lengthBit` has them. */
	get lengths(): number {
		return this.#lengths;
	}

	/** How many do not depend on the amount. */
	get lasting(): number {
		return this.#lasting;
	}

	get isPayable(): boolean {
		return this.#count > this.#lasting;
	}

	/** Of a whole order. */
	begin(
		references: readonly Reference[],
		customer: string | null,
		names: readonly { words: readonly string[] }[],
	): void {
		this.#count = 0;
		this.#lengths = 0;
		for (const reference of references) {
			eachReferenceKey(reference, this.#addReference);
		}
		this.#references = this.#count;
		if (customer !== null) this.#push(customerNumberKey(customer));
		let start = this.#count;
		for (const { words } of names) if (this.#count - start < MOST) this.#addOnce(start, nameKey(words));
		this.#names = this.#count - start;
		start = this.#count;
		for (const { words } of names) {
			for (const word of words) {
				if (word.length >= SHORTEST_WORD && this.#count - start < MOST) this.#addOnce(start, wordKey(word));
			}
		}
		this.#words = this.#count - start;
		this.#lasting = this.#count;
	}

	/** Of an order whose texts have not changed, as they were kept; without the amount. */
	recall(rows: KeyRows, slot: number): void {
		this.#count = 0;
		this.#lasting = rows.lasting(slot);
		this.#references = rows.references(slot);
		this.#names = rows.names(slot);
		this.#words = rows.words(slot);
		for (let i = 0; i < this.#lasting; i++) this.#push(rows.keyAt(slot, i));
	}

	/** Adds what leads to an order that can be paid. `amount` as `amountKey` makes it, of what is open. */
	addAmount(amount: number): void {
		this.#push(amount);
		for (let i = this.#lasting - this.#words; i < this.#lasting; i++) {
			this.#push(wordAndAmountKey(this.#hashes[i] ?? 0, amount));
		}
	}

	readonly #addReference = (key: string): void => {
		this.#addOnce(0, referenceKey(key));
		this.#lengths |= lengthBit(key.length);
	};

	#addOnce(start: number, hash: number): void {
		for (let i = start; i < this.#count; i++) if (this.#hashes[i] === hash) return;
		this.#push(hash);
	}

	#push(hash: number): void {
		if (this.#count === this.#hashes.length) {
			const grown = new Int32Array(this.#count * 2);
			grown.set(this.#hashes);
			this.#hashes = grown;
		}
		this.#hashes[this.#count++] = hash;
	}
}
