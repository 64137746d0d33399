/** Nodes per chunk once there are many; before, the only chunk doubles. */
const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;
const WITHIN = CHUNK - 1;
const SMALLEST = 64;
/** Three numbers per node: next to each other, so that reading one costs one trip to memory. */
const WIDTH = 3;

/**
 * Nodes of three numbers, in chunks: growing copies nothing and leaves less than one chunk unused, however many there are.
 * Node 0 is not used: it means "none".
 */
export class NodeChunks {
	#chunks: Int32Array[] = [new Int32Array(SMALLEST * WIDTH)];
	#end = 1;

	/** The first node that was never taken. */
	get end(): number {
		return this.#end;
	}

	get bytes(): number {
		return this.#chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
	}

	/** The first of `count` new nodes in a row. */
	take(count: number): number {
		const first = this.#end;
		this.#end += count;
		while (this.#capacity() < this.#end) this.#grow();
		return first;
	}

	/** Gives up all nodes from `end` on. */
	truncate(end: number): void {
		this.#end = end;
		this.#chunks.length = Math.max(1, Math.ceil(end / CHUNK));
	}

	get(node: number, part: 0 | 1 | 2): number {
		return this.#chunks[node >>> CHUNK_BITS]?.[(node & WITHIN) * WIDTH + part] ?? 0;
	}

	set(node: number, part: 0 | 1 | 2, value: number): void {
		const chunk = this.#chunks[node >>> CHUNK_BITS];
		if (chunk !== undefined) chunk[(node & WITHIN) * WIDTH + part] = value;
	}

	#capacity(): number {
		const last = this.#chunks.at(-1)?.length ?? 0;
		return (this.#chunks.length - 1) * CHUNK + last / WIDTH;
	}

	#grow(): void {
		const [only] = this.#chunks;
		if (this.#chunks.length > 1 || only === undefined || only.length === CHUNK * WIDTH) {
			this.#chunks.push(new Int32Array(CHUNK * WIDTH));
			return;
		}
		const grown = new Int32Array(only.length * 2);
		grown.set(only);
		this.#chunks = [grown];
	}
}
