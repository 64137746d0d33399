/** From numbers to rows, several rows a number: open addressing over typed arrays, so that a look-up is one cache miss. */
export class NumberTable {
	readonly #keys: Float64Array;
	/** Of a slot: its newest entry plus one; 0 is an empty slot. */
	readonly #newest: Int32Array;
	/** Of an entry: the one before it under the same number plus one, and its row. */
	readonly #before: Int32Array;
	readonly #rows: Int32Array;
	readonly #mask: number;
	#count = 0;

	/** `entries`: how many are going to be added at most. */
	constructor(entries: number) {
		const slots = 2 ** Math.ceil(Math.log2(Math.max(entries, 8) * 2));
		this.#keys = new Float64Array(slots);
		this.#newest = new Int32Array(slots);
		this.#before = new Int32Array(entries);
		this.#rows = new Int32Array(entries);
		this.#mask = slots - 1;
	}

	add(key: number, row: number): void {
		const slot = this.#slotOf(key);
		this.#keys[slot] = key;
		this.#before[this.#count] = this.#newest[slot] ?? 0;
		this.#rows[this.#count] = row;
		this.#newest[slot] = ++this.#count;
	}

	/** The first entry of a number, for `next` and `row`; 0 where it has none. */
	first(key: number): number {
		return this.#newest[this.#slotOf(key)] ?? 0;
	}

	next(entry: number): number {
		return this.#before[entry - 1] ?? 0;
	}

	row(entry: number): number {
		return this.#rows[entry - 1] ?? 0;
	}

	#slotOf(key: number): number {
		let hash = Math.imul((key % 0x1_0000_0000) | 0, 0x9e37_79b1) ^ Math.imul((key / 0x1_0000_0000) | 0, 0x85eb_ca6b);
		hash ^= hash >>> 15;
		let slot = hash & this.#mask;
		while (this.#newest[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & this.#mask;
		return slot;
	}
}
