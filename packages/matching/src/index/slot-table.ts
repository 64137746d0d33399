import { grownSize } from "./growing.ts";

/** Numbers of four bytes for each slot; half as many of eight. */
export const WIDTH = 14;
export const AMOUNTS = WIDTH / 2;

/** Where in a slot's amounts, of eight bytes, each stands. */
export const AMOUNT = { OPEN: 0, WHOLE: 1 } as const;

/** Where in a slot's numbers each stands; behind the two amounts. What is asked of many slots in a row stands close together. */
export const PLACE = {
	SIGNATURE: 4,
	SHOP_AND_FLAGS: 5,
	FIRST_KEY: 6,
	KEYS_AND_REFERENCES: 7,
	LASTING_NAMES_WORDS: 8,
	PLACED: 9,
	CURRENCIES: 10,
	/** Of two numbers. */
	DIGITS: 11,
	ID_HASH: 13,
} as const;

/** What of `SHOP_AND_FLAGS` belongs to an order's card: a flag, and a form from this bit on. */
export const CARD = { PLAIN_NAME: 1 << 21, FORM: 22, ALL: -1 << 21 } as const;

/**
 * All numbers that are kept of each slot, side by side: of orders far apart one trip to memory for each has to do. What they mean is
 * known to those who read and write them: `OrderRecords`, `OrderCards`, `KeyRows`, `IdTable`. They read the arrays themselves, for speed.
 */
export class SlotTable {
	numbers = new Int32Array(16 * WIDTH);
	/** The same memory. */
	amounts = new Float64Array(this.numbers.buffer);

	get bytes(): number {
		return this.numbers.byteLength;
	}

	/** Makes room for a slot; the arrays are others then. */
	reserve(slot: number): void {
		if ((slot + 1) * WIDTH <= this.numbers.length) return;
		const grown = new Int32Array(grownSize(this.numbers.length / WIDTH, slot + 1) * WIDTH);
		grown.set(this.numbers);
		this.numbers = grown;
		this.amounts = new Float64Array(grown.buffer);
	}
}
