import { NumberBlocks, placeOf } from "./number-blocks.ts";
import type { OrderKeys } from "./order-keys.ts";
import { PLACE, SlotTable, WIDTH } from "./slot-table.ts";

const LOW = 0xffff;
const REFERENCES = 16;
const NAMES = 16;
const WORDS = 24;
const BYTE = 0xff;

/**
 * Which keys a slot has, as `OrderKeys` has them, each slot's in one row: references, customer number, names, words, and the amount
 * where it can be paid. Those of words with the amount follow from both.
 */
export class KeyRows {
	readonly #slots: SlotTable;
	readonly #blocks = new NumberBlocks();
	/** Of no meaning. */
	#touched = 0;

	constructor(slots = new SlotTable()) {
		this.#slots = slots;
	}

	/** Without what stands in the table of slots. */
	get bytes(): number {
		return this.#blocks.bytes;
	}

	/** The slot must have no keys. */
	put(slot: number, keys: OrderKeys): void {
		const { hashes, references, lasting, names, words } = keys;
		const count = keys.isPayable ? lasting + 1 : lasting;
		const address = this.#blocks.take(sizeOf(count));
		const chunk = this.#blocks.chunkOf(address);
		const place = placeOf(address);
		for (let i = 0; i < count; i++) chunk[place + i] = hashes[i] ?? 0;
		this.#slots.reserve(slot);
		const { numbers } = this.#slots;
		const at = slot * WIDTH;
		numbers[at + PLACE.FIRST_KEY] = address;
		numbers[at + PLACE.KEYS_AND_REFERENCES] = count | (references << REFERENCES);
		numbers[at + PLACE.LASTING_NAMES_WORDS] = lasting | (names << NAMES) | (words << WORDS);
		numbers[at + PLACE.SIGNATURE] = keys.signature;
	}

	/** The slot has no keys any more. */
	take(slot: number): void {
		const at = slot * WIDTH;
		const { numbers } = this.#slots;
		this.#blocks.give(this.#first(slot), sizeOf(this.count(slot)));
		numbers[at + PLACE.FIRST_KEY] = 0;
		numbers[at + PLACE.KEYS_AND_REFERENCES] = 0;
		numbers[at + PLACE.LASTING_NAMES_WORDS] = 0;
	}

	/** The hash of a slot's key, counted as they were put. */
	keyAt(slot: number, i: number): number {
		const first = this.#first(slot);
		return this.#blocks.chunkOf(first)[placeOf(first) + i] ?? 0;
	}

	/** How often a hash stands among a slot's words. */
	countOfWord(slot: number, hash: number): number {
		const first = this.#first(slot);
		const chunk = this.#blocks.chunkOf(first);
		const end = placeOf(first) + this.lasting(slot);
		let count = 0;
		for (let i = end - this.words(slot); i < end; i++) if (chunk[i] === hash) count++;
		return count;
	}

	/** Asks memory for the words of slots that are going to be looked at. */
	touchWords(slots: readonly number[]): void {
		let touched = this.#touched;
		for (const slot of slots) {
			const first = this.#first(slot);
			touched ^= this.#blocks.chunkOf(first)[placeOf(first) + this.lasting(slot) - 1] ?? 0;
		}
		this.#touched = touched;
	}

	/** How many keys it has. */
	count(slot: number): number {
		return (this.#slots.numbers[slot * WIDTH + PLACE.KEYS_AND_REFERENCES] ?? 0) & LOW;
	}

	/** How many of them are of references. */
	references(slot: number): number {
		return (this.#slots.numbers[slot * WIDTH + PLACE.KEYS_AND_REFERENCES] ?? 0) >>> REFERENCES;
	}

	/** How many do not depend on the amount. */
	lasting(slot: number): number {
		return (this.#slots.numbers[slot * WIDTH + PLACE.LASTING_NAMES_WORDS] ?? 0) & LOW;
	}

	names(slot: number): number {
		return ((this.#slots.numbers[slot * WIDTH + PLACE.LASTING_NAMES_WORDS] ?? 0) >>> NAMES) & BYTE;
	}

	words(slot: number): number {
		return (this.#slots.numbers[slot * WIDTH + PLACE.LASTING_NAMES_WORDS] ?? 0) >>> WORDS;
	}

	/** Of the words: see `HashedWords`. */
	signature(slot: number): number {
		return this.#slots.numbers[slot * WIDTH + PLACE.SIGNATURE] ?? 0;
	}

	#first(slot: number): number {
		return this.#slots.numbers[slot * WIDTH + PLACE.FIRST_KEY] ?? 0;
	}
}

/** Rows of few different sizes: then one that is free suits the next. */
function sizeOf(count: number): number {
	return Math.max(2, (count + 1) & ~1);
}
