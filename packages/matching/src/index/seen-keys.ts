const SMALLEST = 1 << 12;
/** Of the bits at most one in so many is set: so often a key that is not there seems to be. */
const SPARSE = 4;

/**
 * Which keys there are, a bit each: small enough to stay near the processor where the table of keys does not. A key whose bit is not
 * set is certainly not there. What is taken away keeps its bit until all are set anew.
 */
export class SeenKeys {
	#words = new Int32Array(SMALLEST >>> 5);
	#set = 0;

	get bytes(): number {
		return this.#words.byteLength;
	}

	/** Too many bits are set: to be cleared, and given all keys again. */
	get isFull(): boolean {
		return this.#set * SPARSE > this.#words.length << 5;
	}

	/** Empty again, with room for so many keys and as many more. */
	clear(keys: number): void {
		let bits = SMALLEST;
		while (bits < keys * SPARSE * 2) bits *= 2;
		this.#words = new Int32Array(bits >>> 5);
		this.#set = 0;
	}

	add(hash: number): void {
		const place = (hash >>> 5) & (this.#words.length - 1);
		const before = this.#words[place] ?? 0;
		const after = before | (1 << (hash & 31));
		if (before === after) return;
		this.#words[place] = after;
		this.#set++;
	}

	/** False: it is not there. */
	mayHave(hash: number): boolean {
		return ((this.#words[(hash >>> 5) & (this.#words.length - 1)] ?? 0) & (1 << (hash & 31))) !== 0;
	}
}
