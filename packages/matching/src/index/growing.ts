/** How large a column becomes that has to hold `needed` values: doubled while small, later by a quarter, to waste little. */
export function grownSize(size: number, needed: number): number {
	return Math.max(needed, size < 65_536 ? size * 2 : Math.ceil(size * 1.25), 16);
}

/** A column of numbers by slot that grows as it is written to; what was never written is 0. */
export class Column<A extends Int32Array | Uint16Array | Uint8Array | Float64Array> {
	readonly #create: (size: number) => A;
	#values: A;

	constructor(create: (size: number) => A) {
		this.#create = create;
		this.#values = create(16);
	}

	get bytes(): number {
		return this.#values.byteLength;
	}

	get(slot: number): number {
		return this.#values[slot] ?? 0;
	}

	set(slot: number, value: number): void {
		if (slot >= this.#values.length) this.#grow(slot + 1);
		this.#values[slot] = value;
	}

	#grow(needed: number): void {
		const grown = this.#create(grownSize(this.#values.length, needed));
		grown.set(this.#values);
		this.#values = grown;
	}
}
