import { grownSize } from "./growing.ts";

/** Numbers of four bytes for each slot. */
const WIDTH = 12;

/*
 * Where in a slot's numbers everything stands: the two amounts first, of eight bytes each. What is asked of many slots in a row
 * stands close together.
 */
/** In units of eight bytes. */
const OPEN = 0;
const AMOUNT = 1;
const SIGNATURE = 4;
const SHOP_AND_FLAGS = 5;
const PLACED = 6;
const CURRENCIES = 7;
const ID_HASH = 8;
const FIRST_KEY = 9;
const KEYS_AND_REFERENCES = 10;
const LASTING_NAMES_WORDS = 11;
export const SLOT = {
	OPEN,
	AMOUNT,
	SIGNATURE,
	SHOP_AND_FLAGS,
	PLACED,
	CURRENCIES,
	ID_HASH,
	FIRST_KEY,
	KEYS_AND_REFERENCES,
	LASTING_NAMES_WORDS,
} as const;

/**
 * All numbers that are kept of each slot, side by side: of orders far apart one trip to memory for each has to do. What they mean is
 * known to those who write them: `OrderRecords`, `KeyRows`, `IdTable`.
 */
export class SlotTable {
	#ints = new Int32Array(16 * WIDTH);
	#amounts = new Float64Array(this.#ints.buffer);

	get bytes(): number {
		return this.#ints.byteLength;
	}

	get(slot: number, place: number): number {
		return this.#ints[slot * WIDTH + place] ?? 0;
	}

	set(slot: number, place: number, value: number): void {
		if ((slot + 1) * WIDTH > this.#ints.length) this.#grow(slot + 1);
		this.#ints[slot * WIDTH + place] = value;
	}

	amount(slot: number, place: number): number {
		return this.#amounts[slot * (WIDTH / 2) + place] ?? 0;
	}

	setAmount(slot: number, place: number, value: number): void {
		if ((slot + 1) * WIDTH > this.#ints.length) this.#grow(slot + 1);
		this.#amounts[slot * (WIDTH / 2) + place] = value;
	}

	#grow(slots: number): void {
		const grown = new Int32Array(grownSize(this.#ints.length / WIDTH, slots) * WIDTH);
		grown.set(this.#ints);
		this.#ints = grown;
		this.#amounts = new Float64Array(grown.buffer);
	}
}
