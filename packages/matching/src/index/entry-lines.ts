import { LineChunks, placeOf } from "./line-chunks.ts";

/** A line's first number: how many entries it has, and above that the further line it goes on in. Then hashes, then holders. */
const COUNT_BITS = 3;
const COUNT = (1 << COUNT_BITS) - 1;
/** Entries that a line has room for. */
const MOST = 7;
const HASHES = 1;
const HOLDERS = HASHES + MOST;

/**
 * Lines of hashes and who holds each, seven in one trip to memory. What finds no room in its line goes on in a further one.
 * Entries of a line stay in the order in which they were added.
 */
export class EntryLines {
	readonly #lines = new LineChunks();
	/** What lines go on in; the first of them is none. */
	readonly #further = new LineChunks();
	readonly #freeFurther: number[] = [];
	/** Of no meaning: what was read for nothing but to have it at hand would be left out otherwise. */
	#touched = 0;
	/** The entries that `takeAll` took out last. */
	hashes = new Int32Array(32);
	holders = new Int32Array(32);

	constructor() {
		this.#further.add();
	}

	get bytes(): number {
		return this.#lines.bytes + this.#further.bytes;
	}

	get count(): number {
		return this.#lines.count;
	}

	/** One more line: its number. */
	addLine(): number {
		return this.#lines.add();
	}

	/** Asks memory for a line. Of no meaning. */
	touch(line: number): number {
		return this.#lines.chunkOf(line)[placeOf(line)] ?? 0;
	}

	/** Asks memory for what a line goes on in, where it does. */
	touchFurther(line: number): void {
		const further = this.touch(line) >>> COUNT_BITS;
		if (further !== 0) this.#touched = this.#further.chunkOf(further)[placeOf(further)] ?? this.#touched;
	}

	/** Writes the holders of a hash one after the other; returns how many. */
	holdersOf(line: number, hash: number, holders: Int32Array): number {
		let chunk = this.#lines.chunkOf(line);
		let place = placeOf(line);
		let count = 0;
		for (;;) {
			const meta = chunk[place] ?? 0;
			// As often for every line: then the processor need not guess.
			for (let i = 0; i < MOST; i++) {
				if (chunk[place + HASHES + i] !== hash || i >= (meta & COUNT)) continue;
				holders[count++] = chunk[place + HOLDERS + i] ?? 0;
			}
			const further = meta >>> COUNT_BITS;
			if (further === 0) return count;
			chunk = this.#further.chunkOf(further);
			place = placeOf(further);
		}
	}

	append(line: number, hash: number, holder: number): void {
		let chunks = this.#lines;
		let at = line;
		let meta = chunks.chunkOf(at)[placeOf(at)] ?? 0;
		while (meta > COUNT) {
			chunks = this.#further;
			at = meta >>> COUNT_BITS;
			meta = chunks.chunkOf(at)[placeOf(at)] ?? 0;
		}
		if (meta === MOST) {
			const further = this.#freeFurther.pop() ?? this.#further.add();
			chunks.chunkOf(at)[placeOf(at)] = MOST | (further << COUNT_BITS);
			chunks = this.#further;
			at = further;
			meta = 0;
		}
		const chunk = chunks.chunkOf(at);
		const place = placeOf(at);
		chunk[place + HASHES + meta] = hash;
		chunk[place + HOLDERS + meta] = holder;
		chunk[place] = meta + 1;
	}

	/** Puts another holder into the entry of this hash and holder. */
	replace(line: number, hash: number, holder: number, other: number): void {
		let chunk = this.#lines.chunkOf(line);
		let place = placeOf(line);
		for (;;) {
			const meta = chunk[place] ?? 0;
			for (let i = 0; i < (meta & COUNT); i++) {
				if (chunk[place + HASHES + i] !== hash || chunk[place + HOLDERS + i] !== holder) continue;
				chunk[place + HOLDERS + i] = other;
				return;
			}
			const further = meta >>> COUNT_BITS;
			if (further === 0) return;
			chunk = this.#further.chunkOf(further);
			place = placeOf(further);
		}
	}

	/** Takes all entries out of a line, to be read until the next time; returns how many. */
	takeAll(line: number): number {
		let chunk = this.#lines.chunkOf(line);
		let place = placeOf(line);
		let count = 0;
		for (;;) {
			const meta = chunk[place] ?? 0;
			if (count + MOST > this.hashes.length) this.#makeRoom();
			for (let i = 0; i < (meta & COUNT); i++) {
				this.hashes[count] = chunk[place + HASHES + i] ?? 0;
				this.holders[count++] = chunk[place + HOLDERS + i] ?? 0;
			}
			chunk[place] = 0;
			const further = meta >>> COUNT_BITS;
			if (further === 0) return count;
			this.#freeFurther.push(further);
			chunk = this.#further.chunkOf(further);
			place = placeOf(further);
		}
	}

	#makeRoom(): void {
		const hashes = new Int32Array(this.hashes.length * 2);
		const holders = new Int32Array(hashes.length);
		hashes.set(this.hashes);
		holders.set(this.holders);
		this.hashes = hashes;
		this.holders = holders;
	}
}
