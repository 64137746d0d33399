/** Nodes per chunk once there are many; before, the only chunk doubles. */
const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;
const WITHIN = CHUNK - 1;
const SMALLEST = 64;
/** Three numbers per node, next to each other: reading one costs one trip to memory. */
const WIDTH = 3;
const NOTHING = new Int32Array(WIDTH);

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

	/** Where a node's numbers are, from `placeOf(node)` on. */
	chunkOf(node: number): Int32Array {
		return this.#chunks[node >>> CHUNK_BITS] ?? NOTHING;
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

/** Where in its chunk a node begins. */
export function placeOf(node: number): number {
	return (node & WITHIN) * WIDTH;
}
