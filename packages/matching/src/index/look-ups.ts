import type { Money } from "@kontor/connector";
import { wordKey } from "./hashed-words.ts";
import type { KeyTable } from "./key-table.ts";
import { amountKey, customerNumberKey, nameKey, referenceKey, wordAndAmountKey } from "./order-keys.ts";
import type { OrderRecords } from "./order-records.ts";

const NONE: readonly number[] = [];

/**
 * Several keys looked up at once, which costs little more than the slowest of them alone. Each is told by the number that it was
 * asked for under, from 0 on. Used again and again: holds what was found until the next `begin`.
 */
export class LookUps {
	readonly #table: KeyTable;
	readonly #records: OrderRecords;
	#hashes = new Int32Array(64);
	#count = 0;
	readonly #limits: number[] = [];
	readonly #found: (number[] | undefined)[] = [];

	constructor(table: KeyTable, records: OrderRecords) {
		this.#table = table;
		this.#records = records;
	}

	begin(): this {
		this.#count = 0;
		this.#limits.length = 0;
		this.#found.length = 0;
		return this;
	}

	/** Orders, paid or not, of which a reference may be this number in some form. */
	reference(key: string, limit: number): number {
		return this.#ask(referenceKey(key), limit);
	}

	/** Orders that can be paid, of this customer. `number` as `customerKey` makes it. */
	customer(number: string, limit: number): number {
		return this.#ask(customerNumberKey(number), limit);
	}

	/** Orders that can be paid, of exactly this folded name, its words in whatever order. */
	name(words: readonly string[], limit: number): number {
		return this.#ask(nameKey(words), limit);
	}

	/** The same by the key of a customer number or name, as `OrderIndex.keysOfCustomer` gives them. */
	key(hash: number, limit: number): number {
		return this.#ask(hash, limit);
	}

	/** Orders that can be paid, with this folded word in a name. */
	word(word: string, limit: number): number {
		return this.#ask(wordKey(word), limit);
	}

	/** The same, of which exactly this much is open. */
	wordAndAmount(word: string, money: Money, limit: number): number {
		return this.#ask(wordAndAmountKey(wordKey(word), amountKey(money)), limit);
	}

	/** Orders of which exactly this much is open. */
	amount(money: Money, limit: number): number {
		return this.#ask(amountKey(money), limit);
	}

	/** Looks up all that was asked for; asks memory for the records of what is found. */
	run(): this {
		this.#table.find(this.#hashes, this.#count, this.#keep);
		for (const slots of this.#found) if (slots !== undefined) this.#records.touch(slots);
		return this;
	}

	/** What was found, at most as many as was asked for: the newest first. */
	slots(asked: number): readonly number[] {
		return this.#found[asked] ?? NONE;
	}

	readonly #keep = (asked: number, slots: Int32Array, start: number, end: number): void => {
		const first = Math.max(start, end - (this.#limits[asked] ?? 0));
		const found: number[] = [];
		for (let i = end - 1; i >= first; i--) found.push(slots[i] ?? 0);
		this.#found[asked] = found;
	};

	#ask(hash: number, limit: number): number {
		if (this.#count === this.#hashes.length) {
			const grown = new Int32Array(this.#count * 2);
			grown.set(this.#hashes);
			this.#hashes = grown;
		}
		this.#limits.push(limit);
		this.#hashes[this.#count] = hash;
		return this.#count++;
	}
}
