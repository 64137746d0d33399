/** Numbers per chunk once there are many; before, the only chunk doubles. */
const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;
const WITHIN = CHUNK - 1;
const SMALLEST = 64;
/** Larger blocks have a chunk to themselves, which is given back as a whole. */
const LARGE = CHUNK >>> 4;
const NOTHING = new Int32Array(0);

/**
 * Blocks of whole numbers, each in one piece, by their address: growing copies nothing. A block that is given back is used for the
 * next one of its size; so few different sizes should be taken. Address 0 is none.
 */
export class NumberBlocks {
	#chunks: Int32Array[] = [new Int32Array(SMALLEST)];
	/** The chunk that blocks are taken from, and where in it nothing was taken yet. */
	#current = 0;
	#end = 2;
	/** By size: the first block that is free. They hang together by their first numbers. */
	readonly #free = new Map<number, number>();
	readonly #freeChunks: number[] = [];

	get bytes(): number {
		return this.#chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
	}

	/** Where a block's numbers are, from `placeOf(address)` on. */
	chunkOf(address: number): Int32Array {
		return this.#chunks[address >>> CHUNK_BITS] ?? NOTHING;
	}

	/** The address of a block, in which anything may stand. */
	take(size: number): number {
		if (size > LARGE) return this.#takeChunk(size);
		const free = this.#free.get(size) ?? 0;
		if (free !== 0) {
			this.#free.set(size, this.chunkOf(free)[placeOf(free)] ?? 0);
			return free;
		}
		if (this.#end + size > CHUNK) {
			this.#current = this.#addChunk(new Int32Array(CHUNK));
			this.#end = 0;
		} else if (this.#end + size > this.#capacity()) this.#grow(this.#end + size);
		const place = this.#end;
		this.#end += size;
		return this.#current * CHUNK + place;
	}

	/** Gives back a block of this size. */
	give(address: number, size: number): void {
		if (size > LARGE) {
			this.#chunks[address >>> CHUNK_BITS] = NOTHING;
			this.#freeChunks.push(address >>> CHUNK_BITS);
			return;
		}
		this.chunkOf(address)[placeOf(address)] = this.#free.get(size) ?? 0;
		this.#free.set(size, address);
	}

	#takeChunk(size: number): number {
		return this.#addChunk(new Int32Array(size)) * CHUNK;
	}

	#addChunk(chunk: Int32Array): number {
		const index = this.#freeChunks.pop() ?? this.#chunks.length;
		this.#chunks[index] = chunk;
		return index;
	}

	#capacity(): number {
		return this.#chunks[this.#current]?.length ?? 0;
	}

	#grow(needed: number): void {
		const old = this.#chunks[this.#current] ?? NOTHING;
		const grown = new Int32Array(Math.min(CHUNK, Math.max(old.length * 2, needed * 2)));
		grown.set(old);
		this.#chunks[this.#current] = grown;
	}
}

/** Where in its chunk a block begins. */
export function placeOf(address: number): number {
	return address & WITHIN;
}
