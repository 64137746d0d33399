import { Column } from "./growing.ts";
import { NodeChunks } from "./node-chunks.ts";

/** A node's numbers: whose key it is (negative: nobody's any more), the next node of its chain, the key's hash. */
const SLOT = 0;
const NEXT = 1;
const HASH = 2;
/** In place of the next node: the key is kept to be read, but leads nowhere. */
const UNLINKED = -1;
const NOBODY = -1;
const FEWEST_HEADS = 64;
/** Keys per chain before the chains are doubled. */
const FULL = 1.5;
/** How far a chain is walked to take a key out of it. Beyond (a name or amount of thousands) it is struck and stays. */
const WALK = 8;

/**
 * Which slots have which key, and which keys a slot has. A slot's keys stand in a row; keys of equal hash hang in one chain,
 * the newest first. Both ways, putting and taking cost a few trips to memory per key, however many slots share it: what
 * is taken out far down a chain is only struck, and passed out by whoever walks by or by the next `relink`.
 */
export class KeyTable {
	readonly #nodes = new NodeChunks();
	#heads = new Int32Array(FEWEST_HEADS);
	/** By slot: its first node and how many; no nodes: 0. */
	readonly #first = new Column((size) => new Int32Array(size));
	readonly #size = new Column((size) => new Uint16Array(size));
	/** By length of the row: the first node of one that is free. They hang together by NEXT. */
	readonly #free: number[] = [];
	#linked = 0;
	#struck = 0;
	#idle = 0;

	get bytes(): number {
		return this.#nodes.bytes + this.#heads.byteLength + this.#first.bytes + this.#size.bytes;
	}

	/** Gives a slot its keys; of them the first `linked` lead to it. It must have none. */
	put(slot: number, hashes: Int32Array, count: number, linked: number): void {
		if (
			this.#linked + linked > this.#heads.length * FULL ||
			this.#struck * 4 + this.#idle > this.#nodes.end / 2 + 1024
		) {
			this.relink(this.#linked + linked);
		}
		const first = this.#takeRow(count);
		this.#first.set(slot, first);
		this.#size.set(slot, count);
		for (let i = 0; i < count; i++) {
			const node = first + i;
			this.#nodes.set(node, SLOT, slot);
			this.#nodes.set(node, HASH, hashes[i] ?? 0);
			if (i < linked) this.#link(node, hashes[i] ?? 0);
			else this.#nodes.set(node, NEXT, UNLINKED);
		}
	}

	/** Takes all keys of a slot. */
	take(slot: number): void {
		const first = this.#first.get(slot);
		const count = this.#size.get(slot);
		let clean = true;
		for (let node = first; node < first + count; node++) {
			if (this.#nodes.get(node, NEXT) !== UNLINKED && !this.#unlink(node)) clean = false;
			this.#nodes.set(node, SLOT, NOBODY);
		}
		if (!clean) this.#struck += count;
		else if (count > 0) {
			this.#nodes.set(first, NEXT, this.#free[count] ?? 0);
			this.#free[count] = first;
			this.#idle += count;
		}
		this.#first.set(slot, 0);
		this.#size.set(slot, 0);
	}

	keyCount(slot: number): number {
		return this.#size.get(slot);
	}

	/** The hash of a slot's key, counted as they were put. */
	keyAt(slot: number, i: number): number {
		return this.#nodes.get(this.#first.get(slot) + i, HASH);
	}

	/** The first node of a key; 0 where there is none. */
	find(hash: number): number {
		const bucket = hash & (this.#heads.length - 1);
		return this.#seek(bucket, 0, this.#heads[bucket] ?? 0, hash);
	}

	/** The next node of the same key; 0 after the last. */
	after(node: number, hash: number): number {
		return this.#seek(hash & (this.#heads.length - 1), node, this.#nodes.get(node, NEXT), hash);
	}

	slotOf(node: number): number {
		return this.#nodes.get(node, SLOT);
	}

	/** Closes the gaps between rows and hangs every key into a chain again. */
	relink(expected: number): void {
		let heads = FEWEST_HEADS;
		while (heads * FULL < expected) heads *= 2;
		this.#heads = heads === this.#heads.length ? this.#heads.fill(0) : new Int32Array(heads);
		const nodes = this.#nodes;
		let target = 1;
		let previous = NOBODY;
		this.#linked = 0;
		for (let node = 1; node < nodes.end; node++) {
			const slot = nodes.get(node, SLOT);
			if (slot === NOBODY) continue;
			const linked = nodes.get(node, NEXT) !== UNLINKED;
			const hash = nodes.get(node, HASH);
			if (slot !== previous) this.#first.set(slot, target);
			previous = slot;
			nodes.set(target, SLOT, slot);
			nodes.set(target, HASH, hash);
			if (linked) this.#link(target, hash);
			else nodes.set(target, NEXT, UNLINKED);
			target++;
		}
		nodes.truncate(target);
		this.#free.length = 0;
		this.#struck = 0;
		this.#idle = 0;
	}

	#takeRow(count: number): number {
		const free = this.#free[count] ?? 0;
		if (free === 0 || count === 0) return this.#nodes.take(count);
		this.#free[count] = this.#nodes.get(free, NEXT);
		this.#idle -= count;
		return free;
	}

	#link(node: number, hash: number): void {
		const bucket = hash & (this.#heads.length - 1);
		this.#nodes.set(node, NEXT, this.#heads[bucket] ?? 0);
		this.#heads[bucket] = node;
		this.#linked++;
	}

	/** False where the node stands too far down its chain: it stays there, struck. */
	#unlink(node: number): boolean {
		const bucket = this.#nodes.get(node, HASH) & (this.#heads.length - 1);
		this.#linked--;
		let previous = 0;
		let current = this.#heads[bucket] ?? 0;
		for (let step = 0; step < WALK && current !== 0; step++) {
			const next = this.#nodes.get(current, NEXT);
			if (current === node) {
				this.#point(bucket, previous, next);
				return true;
			}
			previous = current;
			current = next;
		}
		return false;
	}

	/** Passes struck nodes out of the chain on its way. */
	#seek(bucket: number, start: number, from: number, hash: number): number {
		let previous = start;
		let node = from;
		while (node !== 0) {
			const next = this.#nodes.get(node, NEXT);
			if (this.#nodes.get(node, SLOT) === NOBODY) this.#point(bucket, previous, next);
			else if (this.#nodes.get(node, HASH) === hash) return node;
			else previous = node;
			node = next;
		}
		return 0;
	}

	#point(bucket: number, previous: number, next: number): void {
		if (previous === 0) this.#heads[bucket] = next;
		else this.#nodes.set(previous, NEXT, next);
	}
}
