import { grownSize } from "./growing.ts";
import { LineChunks, placeOf } from "./line-chunks.ts";

/** A line's first number: how many entries it has, and above that the further line it goes on in. Then hashes, then holders. */
const COUNT_BITS = 3;
const COUNT = (1 << COUNT_BITS) - 1;
const MOST = 7;
const HASHES = 1;
const HOLDERS = HASHES + MOST;
/** Entries per line beyond which there is one line more. */
const FULL = 4.5;
const FEWEST = 4;
/** Set in the holder of an entry that may be asked for by itself. */
const MARK_BIT = 30;
export const MARKED = 1 << MARK_BIT;
/** No holder at a glance; or one may stand in a further line. */
export const NONE = -1;
export const FURTHER = -2;

/**
 * Hashes and who holds them, in lines of up to seven entries. The table grows line by line, each new one taking over its part of an
 * older one (linear hashing): nobody ever waits for all to be moved. What finds no room in its line goes on in a further one.
 * Entries of equal hash stay in the order in which they were added.
 */
export class KeyLines {
	readonly #lines = new LineChunks();
	/** What lines go on in; the first of them is none. */
	readonly #further = new LineChunks();
	readonly #freeFurther: number[] = [];
	/** By line: a bit of 32 for each marked entry. By themselves, because so few are at hand mostly. */
	#marks = new Int32Array(FEWEST);
	/** As many bits as the lines' numbers have. */
	#mask = FEWEST - 1;
	#entries = 0;
	/** Of no meaning: what was read for nothing but to have it at hand would be left out otherwise. */
	#touched = 0;
	/** The entries of a line that is written anew; used within one call only. */
	#hashes = new Int32Array(32);
	#holders = new Int32Array(32);

	constructor() {
		this.#further.add();
		for (let line = 0; line < FEWEST; line++) this.#lines.add();
	}

	get bytes(): number {
		return this.#lines.bytes + this.#further.bytes + this.#marks.byteLength;
	}

	/** How many lines there are. */
	get count(): number {
		return this.#lines.count;
	}

	/** Where a hash belongs. */
	lineOf(hash: number): number {
		const line = hash & this.#mask;
		// Lines that are still to come are part of older ones. Without a branch, which nobody could foresee.
		return line - (((this.#mask + 1) >>> 1) & ((this.#lines.count - 1 - line) >> 31));
	}

	/** Asks memory for a line. Of no meaning. */
	touch(line: number): number {
		return this.#lines.chunkOf(line)[placeOf(line)] ?? 0;
	}

	/** 0 where no marked entry has this hash, mostly. */
	markOf(hash: number): number {
		return ((this.#marks[this.lineOf(hash)] ?? 0) >>> (hash >>> 27)) & 1;
	}

	/** A holder of the hash that stands in the line itself; NONE or FURTHER. Asks memory for the further line. */
	glance(line: number, hash: number): number {
		const chunk = this.#lines.chunkOf(line);
		const place = placeOf(line);
		const meta = chunk[place] ?? 0;
		const further = meta >>> COUNT_BITS;
		if (further !== 0) this.#touched ^= this.#further.chunkOf(further)[placeOf(further)] ?? 0;
		for (let i = 0; i < MOST; i++) {
			if (chunk[place + HASHES + i] === hash && i < (meta & COUNT)) return chunk[place + HOLDERS + i] ?? 0;
		}
		return further === 0 ? NONE : FURTHER;
	}

	/** Writes the holders of a hash one after the other, oldest first; returns how many. */
	holdersOf(hash: number, holders: Int32Array): number {
		const line = this.lineOf(hash);
		let chunk = this.#lines.chunkOf(line);
		let place = placeOf(line);
		let count = 0;
		for (;;) {
			const meta = chunk[place] ?? 0;
			// As often for every line: then the processor need not guess.
			for (let i = 0; i < MOST; i++) {
				if (chunk[place + HASHES + i] === hash && i < (meta & COUNT))
					holders[count++] = chunk[place + HOLDERS + i] ?? 0;
			}
			const further = meta >>> COUNT_BITS;
			if (further === 0) return count;
			chunk = this.#further.chunkOf(further);
			place = placeOf(further);
		}
	}

	/**
	 * Adds an entry, unless its hash has `most` already or one of them is negative: returns the negative one, or how many entries
	 * the hash has then.
	 */
	join(hash: number, holder: number, most: number): number {
		const line = this.lineOf(hash);
		const chunk = this.#lines.chunkOf(line);
		const place = placeOf(line);
		const meta = chunk[place] ?? 0;
		if (meta >= MOST) return this.#joinFurther(hash, holder, most);
		let same = 0;
		for (let i = 0; i < MOST; i++) {
			if (chunk[place + HASHES + i] === hash && i < meta) {
				const other = chunk[place + HOLDERS + i] ?? 0;
				if (other < 0) return other;
				same++;
			}
		}
		if (same === most) return same + 1;
		chunk[place + HASHES + meta] = hash;
		chunk[place + HOLDERS + meta] = holder;
		chunk[place] = meta + 1;
		if ((holder & MARKED) !== 0) this.#mark(line, hash);
		if (++this.#entries > this.#lines.count * FULL) this.#split();
		return same + 1;
	}

	#joinFurther(hash: number, holder: number, most: number): number {
		const count = this.holdersOf(hash, this.#hashes);
		const [first = 0] = this.#hashes;
		if (count > 0 && first < 0) return first;
		if (count < most) this.add(hash, holder);
		return count + 1;
	}

	add(hash: number, holder: number): void {
		this.#append(this.lineOf(hash), hash, holder);
		if (++this.#entries > this.#lines.count * FULL) this.#split();
	}

	/** Puts another holder into an entry. */
	replace(hash: number, holder: number, other: number): void {
		const line = this.lineOf(hash);
		let chunk = this.#lines.chunkOf(line);
		let place = placeOf(line);
		for (;;) {
			const meta = chunk[place] ?? 0;
			for (let i = 0; i < (meta & COUNT); i++) {
				if (chunk[place + HASHES + i] === hash && chunk[place + HOLDERS + i] === holder) {
					chunk[place + HOLDERS + i] = other;
				}
			}
			const further = meta >>> COUNT_BITS;
			if (further === 0) break;
			chunk = this.#further.chunkOf(further);
			place = placeOf(further);
		}
		if ((other & MARKED) !== 0) this.#mark(line, hash);
	}

	/** Takes out the entry of this hash and holder, marked or not. */
	remove(hash: number, holder: number): void {
		const line = this.lineOf(hash);
		const count = this.#empty(line);
		const unmarked = holder & ~MARKED;
		let isGone = false;
		for (let i = 0; i < count; i++) {
			if (!isGone && this.#hashes[i] === hash && ((this.#holders[i] ?? 0) & ~MARKED) === unmarked) isGone = true;
			else this.#append(line, this.#hashes[i] ?? 0, this.#holders[i] ?? 0);
		}
		if (isGone) this.#entries--;
	}

	/** Puts one entry in place of all that a hash has. */
	unite(hash: number, holder: number): void {
		const line = this.lineOf(hash);
		const count = this.#empty(line);
		this.#entries += 1 - count;
		for (let i = 0; i < count; i++) {
			if (this.#hashes[i] === hash) continue;
			this.#entries++;
			this.#append(line, this.#hashes[i] ?? 0, this.#holders[i] ?? 0);
		}
		this.#append(line, hash, holder);
	}

	/** One line more: of the entries of an older one, those that belong there now. */
	#split(): void {
		const line = this.#lines.add();
		if (line > this.#mask) this.#mask = this.#mask * 2 + 1;
		if (line === this.#marks.length) {
			const grown = new Int32Array(grownSize(line, line + 1));
			grown.set(this.#marks);
			this.#marks = grown;
		}
		this.#divide(line & (this.#mask >>> 1), line);
	}

	/** Moves to another line, which is empty, what belongs there. */
	#divide(line: number, other: number): void {
		const from = this.#lines.chunkOf(line);
		const place = placeOf(line);
		const to = this.#lines.chunkOf(other);
		const toPlace = placeOf(other);
		const count = from[place] ?? 0;
		if (count > MOST) {
			this.#divideAll(line, other);
			return;
		}
		let staying = 0;
		let going = 0;
		let marks = 0;
		let otherMarks = 0;
		// Without a branch: which way an entry goes could not be foreseen.
		for (let i = 0; i < count; i++) {
			const hash = from[place + HASHES + i] ?? 0;
			const holder = from[place + HOLDERS + i] ?? 0;
			const goes = 1 - Math.min(1, (hash & this.#mask) ^ other);
			from[place + HASHES + staying] = hash;
			from[place + HOLDERS + staying] = holder;
			to[toPlace + HASHES + going] = hash;
			to[toPlace + HOLDERS + going] = holder;
			staying += 1 - goes;
			going += goes;
			const mark = ((holder >>> MARK_BIT) & 1) << (hash >>> 27);
			marks |= mark & (goes - 1);
			otherMarks |= mark & -goes;
		}
		from[place] = staying;
		to[toPlace] = going;
		this.#marks[line] = marks;
		this.#marks[other] = otherMarks;
	}

	#divideAll(line: number, other: number): void {
		const count = this.#empty(line);
		for (let i = 0; i < count; i++) {
			const hash = this.#hashes[i] ?? 0;
			this.#append((hash & this.#mask) === other ? other : line, hash, this.#holders[i] ?? 0);
		}
	}

	#append(line: number, hash: number, holder: number): void {
		if ((holder & MARKED) !== 0) this.#mark(line, hash);
		const chunk = this.#lines.chunkOf(line);
		const place = placeOf(line);
		const meta = chunk[place] ?? 0;
		if (meta >= MOST) {
			this.#appendFurther(line, hash, holder);
			return;
		}
		chunk[place + HASHES + meta] = hash;
		chunk[place + HOLDERS + meta] = holder;
		chunk[place] = meta + 1;
	}

	#appendFurther(line: number, hash: number, holder: number): void {
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

	/** Sets the entries of a line aside and leaves it empty; returns how many they were. */
	#empty(line: number): number {
		let chunk = this.#lines.chunkOf(line);
		let place = placeOf(line);
		let count = 0;
		this.#marks[line] = 0;
		for (;;) {
			const meta = chunk[place] ?? 0;
			if (count + MOST > this.#hashes.length) this.#makeRoom();
			for (let i = 0; i < (meta & COUNT); i++) {
				this.#hashes[count] = chunk[place + HASHES + i] ?? 0;
				this.#holders[count++] = chunk[place + HOLDERS + i] ?? 0;
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
		const hashes = new Int32Array(this.#hashes.length * 2);
		const holders = new Int32Array(hashes.length);
		hashes.set(this.#hashes);
		holders.set(this.#holders);
		this.#hashes = hashes;
		this.#holders = holders;
	}

	#mark(line: number, hash: number): void {
		this.#marks[line] = (this.#marks[line] ?? 0) | (1 << (hash >>> 27));
	}
}
