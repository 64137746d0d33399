import { NumberBlocks, placeOf } from "./number-blocks.ts";

/** A list's first number: how many slots follow, and above them, as a power of two, how large its block is. */
const SIZE_BITS = 5;
const SIZE = (1 << SIZE_BITS) - 1;
const SMALLEST = 3;
/** Fewer numbers are moved one by one. */
const FEW = 32;

/** Lists of slots in the order in which they were added, each in one piece of memory, by their address. */
export class SlotLists {
	readonly #blocks = new NumberBlocks();

	get bytes(): number {
		return this.#blocks.bytes;
	}

	/** Where a list's slots are, from `placeOf(address) + 1` on. */
	chunkOf(address: number): Int32Array {
		return this.#blocks.chunkOf(address);
	}

	/** Asks memory for a list's beginning. Of no meaning. */
	touch(address: number): number {
		return this.#blocks.chunkOf(address)[placeOf(address)] ?? 0;
	}

	lengthOf(address: number): number {
		return (this.#blocks.chunkOf(address)[placeOf(address)] ?? 0) >>> SIZE_BITS;
	}

	/** The address of a new, empty list. */
	create(): number {
		const address = this.#blocks.take(1 << SMALLEST);
		this.#blocks.chunkOf(address)[placeOf(address)] = SMALLEST;
		return address;
	}

	/** Returns the list's address: another one where it had to be moved. */
	add(address: number, slot: number): number {
		const chunk = this.#blocks.chunkOf(address);
		const place = placeOf(address);
		const header = chunk[place] ?? 0;
		const length = header >>> SIZE_BITS;
		if (length + 1 === 1 << (header & SIZE)) return this.add(this.#resize(address, 1), slot);
		chunk[place + 1 + length] = slot;
		chunk[place] = header + (1 << SIZE_BITS);
		return address;
	}

	/** The slot must be in the list. Returns the list's address, as `add` does. */
	remove(address: number, slot: number): number {
		const chunk = this.#blocks.chunkOf(address);
		const place = placeOf(address);
		const header = chunk[place] ?? 0;
		const length = header >>> SIZE_BITS;
		const last = place + length;
		const gap = find(chunk, slot, place + 1, last);
		if (last - gap > FEW) chunk.copyWithin(gap, gap + 1, last + 1);
		else for (let i = gap; i < last; i++) chunk[i] = chunk[i + 1] ?? 0;
		chunk[place] = header - (1 << SIZE_BITS);
		const size = header & SIZE;
		return size > SMALLEST && length * 4 < 1 << size ? this.#resize(address, -1) : address;
	}

	/** The list is no more. */
	drop(address: number): void {
		const size = (this.#blocks.chunkOf(address)[placeOf(address)] ?? 0) & SIZE;
		this.#blocks.give(address, 1 << size);
	}

	#resize(address: number, by: 1 | -1): number {
		const from = this.#blocks.chunkOf(address);
		const place = placeOf(address);
		const header = from[place] ?? 0;
		const moved = this.#blocks.take(1 << ((header & SIZE) + by));
		const length = header >>> SIZE_BITS;
		const to = this.#blocks.chunkOf(moved);
		const toPlace = placeOf(moved);
		to.set(from.subarray(place, place + length + 1), toPlace);
		to[toPlace] = header + by;
		this.#blocks.give(address, 1 << (header & SIZE));
		return moved;
	}
}

/** Where a slot stands. Mostly slots rise as they were added; where they do not, all may have to be looked at. */
function find(chunk: Int32Array, slot: number, first: number, last: number): number {
	let [low, high] = [first, last];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((chunk[middle] ?? 0) < slot) low = middle + 1;
		else high = middle;
	}
	return chunk[low] === slot ? low : chunk.lastIndexOf(slot, last);
}
