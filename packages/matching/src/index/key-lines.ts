import { EntryLines } from "./entry-lines.ts";
import { grownSize } from "./growing.ts";

/** Entries per line beyond which there is one line more. */
const FULL = 4.5;
const FEWEST = 4;
/** Which of a line's 32 bits is that of a hash. */
const BIT = 27;
/** Set in the holder of an entry that is told apart from others without a trip to memory. */
export const MARKED = 1 << 30;

/**
 * Hashes and who holds them. The table grows line by line, each new one taking over its part of an older one (linear hashing):
 * nobody ever waits for all to be moved. Entries of equal hash stay in the order in which they were added.
 */
export class KeyLines {
	readonly #entries = new EntryLines();
	#count = 0;
	/** By line: a bit for each marked entry. By themselves, because so few numbers are at hand mostly. */
	#marks = new Int32Array(FEWEST);
	/** As many bits as the lines' numbers have. */
	#mask = FEWEST - 1;

	constructor() {
		for (let line = 0; line < FEWEST; line++) this.#entries.addLine();
	}

	get bytes(): number {
		return this.#entries.bytes + this.#marks.byteLength;
	}

	/** How many lines there are. */
	get lines(): number {
		return this.#entries.count;
	}

	/** Where a hash belongs. */
	lineOf(hash: number): number {
		const line = hash & this.#mask;
		// Lines that are still to come are part of older ones. Without a branch, which nobody could foresee.
		return line - (((this.#mask + 1) >>> 1) & ((this.#entries.count - 1 - line) >> 31));
	}

	/** Asks memory for the line of a hash. Of no meaning. */
	touch(hash: number): number {
		return this.#entries.touch(this.lineOf(hash));
	}

	/** Asks memory for what that line goes on in; after `touch`. */
	touchFurther(hash: number): void {
		this.#entries.touchFurther(this.lineOf(hash));
	}

	/** 0 where no marked entry has this hash, mostly; else 1. */
	markOf(hash: number): number {
		return ((this.#marks[this.lineOf(hash)] ?? 0) >>> (hash >>> BIT)) & 1;
	}

	/** Writes the holders of a hash one after the other, oldest first; returns how many. */
	holdersOf(hash: number, holders: Int32Array): number {
		return this.#entries.holdersOf(this.lineOf(hash), hash, holders);
	}

	add(hash: number, holder: number): void {
		this.#append(this.lineOf(hash), hash, holder);
		if (++this.#count > this.#entries.count * FULL) this.#split();
	}

	/** Puts another holder into the entry of this hash and holder. */
	replace(hash: number, holder: number, other: number): void {
		const line = this.lineOf(hash);
		this.#entries.replace(line, hash, holder, other);
		if ((other & MARKED) !== 0) this.#mark(line, hash);
	}

	/** Takes out the entry of this hash and holder, marked or not. */
	remove(hash: number, holder: number): void {
		const unmarked = holder & ~MARKED;
		this.#keep(hash, (other) => (other & ~MARKED) !== unmarked);
	}

	/** Takes out all entries of a hash. */
	removeAll(hash: number): void {
		this.#keep(hash, () => false);
	}

	/** Takes out the entries of a hash of which the holders are not wanted. */
	#keep(hash: number, isWanted: (holder: number) => boolean): void {
		const line = this.lineOf(hash);
		const count = this.#takeAll(line);
		const { hashes, holders } = this.#entries;
		for (let i = 0; i < count; i++) {
			const [other = 0, holder = 0] = [hashes[i], holders[i]];
			if (other !== hash || isWanted(holder)) this.#append(line, other, holder);
			else this.#count--;
		}
	}

	/** One line more: of the entries of an older one, those that belong there now. */
	#split(): void {
		const line = this.#entries.addLine();
		if (line > this.#mask) this.#mask = this.#mask * 2 + 1;
		if (line === this.#marks.length) {
			const grown = new Int32Array(grownSize(line, line + 1));
			grown.set(this.#marks);
			this.#marks = grown;
		}
		const older = line & (this.#mask >>> 1);
		const count = this.#takeAll(older);
		const { hashes, holders } = this.#entries;
		for (let i = 0; i < count; i++) {
			const hash = hashes[i] ?? 0;
			this.#append((hash & this.#mask) === line ? line : older, hash, holders[i] ?? 0);
		}
	}

	#append(line: number, hash: number, holder: number): void {
		if ((holder & MARKED) !== 0) this.#mark(line, hash);
		this.#entries.append(line, hash, holder);
	}

	#takeAll(line: number): number {
		this.#marks[line] = 0;
		return this.#entries.takeAll(line);
	}

	#mark(line: number, hash: number): void {
		this.#marks[line] = (this.#marks[line] ?? 0) | (1 << (hash >>> BIT));
	}
}
