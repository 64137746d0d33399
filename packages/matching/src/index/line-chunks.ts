/** Lines per chunk once there are many; before, the only chunk doubles. */
const CHUNK_BITS = 12;
const CHUNK = 1 << CHUNK_BITS;
const WITHIN = CHUNK - 1;
/** Numbers per line: 64 bytes, what one trip to memory fetches. */
const WIDTH = 16;
const WIDTH_BITS = 4;
const SMALLEST = 4;
const NOTHING = new Int32Array(WIDTH);

/** Lines of 16 numbers, all 0 at first, in chunks: growing copies nothing, however many there are. */
export class LineChunks {
	#chunks: Int32Array[] = [new Int32Array(SMALLEST * WIDTH)];
	#count = 0;

	/** How many lines there are. */
	get count(): number {
		return this.#count;
	}

	get bytes(): number {
		return this.#chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
	}

	/** Where a line's numbers are, from `placeOf(line)` on. */
	chunkOf(line: number): Int32Array {
		return this.#chunks[line >>> CHUNK_BITS] ?? NOTHING;
	}

	/** One more line: its number. */
	add(): number {
		const line = this.#count++;
		const [only] = this.#chunks;
		if (this.#chunks.length > 1 || only === undefined || only.length === CHUNK * WIDTH) {
			if (line === this.#chunks.length * CHUNK) this.#chunks.push(new Int32Array(CHUNK * WIDTH));
		} else if (line * WIDTH === only.length) {
			const grown = new Int32Array(only.length * 2);
			grown.set(only);
			this.#chunks = [grown];
		}
		return line;
	}
}

/** Where in its chunk a line begins. */
export function placeOf(line: number): number {
	return (line & WITHIN) << WIDTH_BITS;
}
