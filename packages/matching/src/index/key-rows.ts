import { PLACE, SlotTable, WIDTH } from "./slot-table.ts";

const LOW = 0xffff;
const REFERENCES = 16;
const NAMES = 16;
const WORDS = 24;
const BYTE = 0xff;

/** Where each slot's keys stand in the table of keys, and how they are made up. */
export class KeyRows {
	readonly #slots: SlotTable;

	constructor(slots = new SlotTable()) {
		this.#slots = slots;
	}

	/** A slot's first node. */
	first(slot: number): number {
		return this.#slots.numbers[slot * WIDTH + PLACE.FIRST_KEY] ?? 0;
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

	/** Where a slot's keys are now. */
	move(slot: number, first: number): void {
		this.#slots.numbers[slot * WIDTH + PLACE.FIRST_KEY] = first;
	}

	place(slot: number, first: number, count: number): void {
		this.#slots.reserve(slot);
		this.#slots.numbers[slot * WIDTH + PLACE.FIRST_KEY] = first;
		this.#slots.numbers[slot * WIDTH + PLACE.KEYS_AND_REFERENCES] = count;
	}

	/** What a slot's keys are of; after `place`. */
	describe(slot: number, { references, lasting, names, words, signature }: Readonly<Record<KeyRowPart, number>>): void {
		this.#slots.numbers[slot * WIDTH + PLACE.KEYS_AND_REFERENCES] = this.count(slot) | (references << REFERENCES);
		this.#slots.numbers[slot * WIDTH + PLACE.LASTING_NAMES_WORDS] = lasting | (names << NAMES) | (words << WORDS);
		this.#slots.numbers[slot * WIDTH + PLACE.SIGNATURE] = signature;
	}
}

type KeyRowPart = "references" | "lasting" | "names" | "words" | "signature";
