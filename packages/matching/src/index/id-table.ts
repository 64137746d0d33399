import { grownSize } from "./growing.ts";

const SMALLEST = 64;
const FULL = 0.7;

/** Where the hash of the id in a slot is kept. */
export interface IdHashes {
	get(slot: number): number;
	set(slot: number, hash: number): void;
	/** As far as they are kept for nothing else. */
	readonly bytes: number;
}

/** From an order's id to its slot: an open table of slots. The ids themselves stand in the rows, only their hashes here. */
export class IdTable {
	/** Slots, 1 added; 0 is a free place. */
	#places = new Int32Array(SMALLEST);
	#mask = SMALLEST - 1;
	#size = 0;
	readonly #hashes: IdHashes;
	readonly #holds: (slot: number, id: string) => boolean;

	/** @param holds whether the order in this slot has this id. */
	constructor(holds: (slot: number, id: string) => boolean, hashes: IdHashes = new HashColumn()) {
		this.#holds = holds;
		this.#hashes = hashes;
	}

	get size(): number {
		return this.#size;
	}

	get bytes(): number {
		return this.#places.byteLength + this.#hashes.bytes;
	}

	/** The hash of the id in a slot. */
	hashOf(slot: number): number {
		return this.#hashes.get(slot);
	}

	/** The slot of an id, or -1. */
	find(id: string, hash: number): number {
		for (let place = hash & this.#mask; ; place = (place + 1) & this.#mask) {
			const slot = (this.#places[place] ?? 0) - 1;
			if (slot < 0 || (this.hashOf(slot) === hash && this.#holds(slot, id))) return slot;
		}
	}

	/** The id must not be known yet. */
	add(slot: number, hash: number): void {
		this.#hashes.set(slot, hash);
		if (++this.#size > (this.#mask + 1) * FULL) this.#grow();
		this.#enter(slot, hash);
	}

	/** The slot must have been added; moves up what would no longer be found past the gap. */
	remove(slot: number): void {
		let gap = this.hashOf(slot) & this.#mask;
		while (this.#places[gap] !== slot + 1) gap = (gap + 1) & this.#mask;
		for (let next = (gap + 1) & this.#mask; this.#places[next] !== 0; next = (next + 1) & this.#mask) {
			const wanted = this.hashOf((this.#places[next] ?? 0) - 1) & this.#mask;
			if (((next - wanted) & this.#mask) < ((next - gap) & this.#mask)) continue;
			this.#places[gap] = this.#places[next] ?? 0;
			gap = next;
		}
		this.#places[gap] = 0;
		this.#size--;
	}

	#enter(slot: number, hash: number): void {
		let place = hash & this.#mask;
		while (this.#places[place] !== 0) place = (place + 1) & this.#mask;
		this.#places[place] = slot + 1;
	}

	#grow(): void {
		const old = this.#places;
		this.#places = new Int32Array(old.length * 2);
		this.#mask = this.#places.length - 1;
		for (const taken of old) if (taken !== 0) this.#enter(taken - 1, this.hashOf(taken - 1));
	}
}

/** Hashes by themselves. */
class HashColumn implements IdHashes {
	#hashes = new Int32Array(16);

	get bytes(): number {
		return this.#hashes.byteLength;
	}

	get(slot: number): number {
		return this.#hashes[slot] ?? 0;
	}

	set(slot: number, hash: number): void {
		if (slot >= this.#hashes.length) {
			const grown = new Int32Array(grownSize(this.#hashes.length, slot + 1));
			grown.set(this.#hashes);
			this.#hashes = grown;
		}
		this.#hashes[slot] = hash;
	}
}
