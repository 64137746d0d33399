const FEWEST = 64;
/** More do not wait: they take some twenty milliseconds, which only who loads many orders in a row ever meets. */
const MOST = 1 << 16;
/** Parts of the table, by the highest bits of a line's number. */
const PART_BITS = 12;

/**
 * Keys that go into the table when somebody asks for any, or when there are many: then those of one part of the table together,
 * which takes half as long. So orders that are loaded one after the other are taken in faster.
 */
export class WaitingKeys {
	readonly #lineOf: (hash: number) => number;
	#count = 0;
	#hashes = new Int32Array(FEWEST);
	#holders = new Int32Array(FEWEST);
	/** What they were before they were sorted. */
	#unsortedHashes = new Int32Array(0);
	#unsortedHolders = new Int32Array(0);
	/** Where in each part the next key belongs. */
	#ends: Int32Array | undefined;

	/** @param lineOf where in the table a hash belongs. */
	constructor(lineOf: (hash: number) => number) {
		this.#lineOf = lineOf;
	}

	get count(): number {
		return this.#count;
	}

	get bytes(): number {
		const numbers = (this.#hashes.length + this.#unsortedHashes.length) * 2 + (this.#ends?.length ?? 0);
		return numbers * Int32Array.BYTES_PER_ELEMENT;
	}

	get hashes(): Int32Array {
		return this.#hashes;
	}

	get holders(): Int32Array {
		return this.#holders;
	}

	/** True where no more should wait. */
	push(hash: number, holder: number): boolean {
		if (this.#count === this.#hashes.length) {
			this.#hashes = copyOf(this.#hashes, this.#count * 2);
			this.#holders = copyOf(this.#holders, this.#count * 2);
		}
		this.#hashes[this.#count] = hash;
		this.#holders[this.#count++] = holder;
		return this.#count === MOST;
	}

	clear(): void {
		this.#count = 0;
	}

	/** Those of one part stand together then; of equal hash still as they came. @param lines how many the table has. */
	sort(lines: number): void {
		const count = this.#count;
		const shift = Math.max(0, 32 - Math.clz32(lines) - PART_BITS);
		this.#ends ??= new Int32Array((1 << PART_BITS) + 1);
		const ends = this.#ends.fill(0);
		const hashes = this.#hashes;
		const holders = this.#holders;
		const isRoom = this.#unsortedHashes.length === hashes.length;
		this.#hashes = isRoom ? this.#unsortedHashes : new Int32Array(hashes.length);
		this.#holders = isRoom ? this.#unsortedHolders : new Int32Array(hashes.length);
		this.#unsortedHashes = hashes;
		this.#unsortedHolders = holders;
		for (let i = 0; i < count; i++) {
			const part = (this.#lineOf(hashes[i] ?? 0) >>> shift) + 1;
			ends[part] = (ends[part] ?? 0) + 1;
		}
		for (let part = 1; part < ends.length; part++) ends[part] = (ends[part] ?? 0) + (ends[part - 1] ?? 0);
		for (let i = 0; i < count; i++) {
			const hash = hashes[i] ?? 0;
			const part = this.#lineOf(hash) >>> shift;
			const at = ends[part] ?? 0;
			ends[part] = at + 1;
			this.#hashes[at] = hash;
			this.#holders[at] = holders[i] ?? 0;
		}
	}
}

function copyOf(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
	const copy = new Int32Array(length);
	copy.set(numbers);
	return copy;
}
