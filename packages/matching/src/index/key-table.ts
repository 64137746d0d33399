import { KeyRows } from "./key-rows.ts";
import { NodeChunks, placeOf } from "./node-chunks.ts";

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
/** So many unused nodes are not worth a thought. */
const FEW = 1_024;
/** How much of a sweep each put takes part in. */
const CHAINS_AT_ONCE = 96;
/** Bits of a chain's head that say its first node, at least. In those above each node of the chain has set one, by its hash. */
const FEWEST_NODE_BITS = 26;
/** How far a chain is walked to take a key out of it. Beyond (a name or amount of thousands) it is struck and stays. */
export const WALK = 6;

/**
 * Which slots have which key, and which keys a slot has. A slot's keys stand in a row; keys of equal hash hang in one chain,
 * the newest first. Putting and taking cost a few trips to memory, however many slots share a key: what cannot be taken out
 * at the beginning of its chain is only struck, and passed out by whoever walks by: at last by a sweep over all chains, a few
 * with each order that is put, so that nobody waits for it.
 */
export class KeyTable {
	readonly #nodes = new NodeChunks();
	/** By the hash's lowest bits: a chain's first node, with marks: most keys that nobody has are told by them alone. */
	#heads = new Int32Array(FEWEST_HEADS);
	#nodeBits = FEWEST_NODE_BITS;
	#nodeMask = (1 << FEWEST_NODE_BITS) - 1;
	/** Where each slot's keys are. */
	readonly rows: KeyRows;
	/** Chains that are walked side by side, by node and key; used within one call only. */
	#walked = new Int32Array(256);
	#walking = new Int32Array(256);
	/** Of no meaning: what was read for nothing but to have it at hand would be left out otherwise. */
	#touched = 0;
	/** By length of the row: the first node of one that is free. They hang together by NEXT. */
	readonly #free: number[] = [];
	/** Rows of which some node is struck and may still hang in a chain: pairs of first node and length. */
	#struckRows: number[] = [];
	#linked = 0;
	#struck = 0;
	#idle = 0;
	/** How many of the struck rows are free at the end of this sweep; 0 where none is under way. */
	#sweeping = 0;
	/** The next chain to sweep. */
	#chain = 0;

	constructor(rows = new KeyRows()) {
		this.rows = rows;
	}

	/** Without the rows. */
	get bytes(): number {
		return this.#nodes.bytes + this.#heads.byteLength;
	}

	/** Gives a slot its keys; of them the first `linked` lead to it. It must have none. */
	put(slot: number, hashes: Int32Array, count: number, linked: number): void {
		const expected = this.#linked + linked;
		const unused = (this.#struck + this.#idle) * 2 - FEW;
		const isFull = expected > this.#heads.length * FULL || this.#nodes.end + count > this.#nodeMask;
		if (isFull || unused > this.#nodes.end) this.relink(expected);
		else if (this.#sweeping > 0 || this.#struck * 8 - FEW > this.#nodes.end) this.#sweep();
		const first = this.#takeRow(count);
		this.rows.place(slot, first, count);
		for (let i = 0; i < count; i++) {
			const hash = hashes[i] ?? 0;
			const chunk = this.#nodes.chunkOf(first + i);
			const place = placeOf(first + i);
			chunk[place + SLOT] = slot;
			chunk[place + HASH] = hash;
			chunk[place + NEXT] = i < linked ? this.#link(first + i, hash) : UNLINKED;
		}
	}

	/**
	 * Takes all keys of a slot.
	 * @param common some of them is known to be shared by many: their chains are not walked.
	 */
	take(slot: number, common: boolean): void {
		const first = this.rows.first(slot);
		const count = this.rows.count(slot);
		let clean = !common;
		for (let node = first; node < first + count; node++) {
			const chunk = this.#nodes.chunkOf(node);
			const place = placeOf(node);
			const next = chunk[place + NEXT] ?? 0;
			if (next !== UNLINKED) {
				this.#linked--;
				clean &&= this.#unlink(node, next, chunk[place + HASH] ?? 0);
			}
			chunk[place + SLOT] = NOBODY;
		}
		this.rows.place(slot, 0, 0);
		if (!clean) {
			this.#struck += count;
			this.#struckRows.push(first, count);
		} else if (count > 0) this.#giveRow(first, count);
	}

	keyCount(slot: number): number {
		return this.rows.count(slot);
	}

	/** The hash of a slot's key, counted as they were put. */
	keyAt(slot: number, i: number): number {
		const node = this.rows.first(slot) + i;
		return this.#nodes.chunkOf(node)[placeOf(node) + HASH] ?? 0;
	}

	/** How often a hash stands among a slot's keys from `start` up to, not including, `end`. */
	countAmong(slot: number, start: number, end: number, hash: number): number {
		const first = this.rows.first(slot);
		let count = 0;
		for (let node = first + start; node < first + end; node++) {
			if (this.#nodes.chunkOf(node)[placeOf(node) + HASH] === hash) count++;
		}
		return count;
	}

	/** Asks memory for the keys of slots that are going to be looked at. */
	touch(slots: readonly number[]): void {
		let touched = this.#touched;
		for (const slot of slots) {
			const node = this.rows.first(slot);
			touched ^= this.#nodes.chunkOf(node)[placeOf(node)] ?? 0;
		}
		this.#touched = touched;
	}

	/**
	 * Finds the slots of several keys, walking their chains side by side: in one after the other every step would wait for memory.
	 * @param take is told each slot with the place of its key among the hashes; false: no more of this key.
	 */
	walk(hashes: Int32Array, count: number, take: (key: number, slot: number) => boolean): void {
		if (count > this.#walked.length) {
			this.#walked = new Int32Array(count);
			this.#walking = new Int32Array(count);
		}
		const nodes = this.#walked;
		const keys = this.#walking;
		const mask = this.#heads.length - 1;
		// Without a branch, so that the processor asks for all of them at once; and so below.
		for (let key = 0; key < count; key++) nodes[key] = this.#heads[(hashes[key] ?? 0) & mask] ?? 0;
		let walking = 0;
		for (let key = 0; key < count; key++) {
			const head = nodes[key] ?? 0;
			if ((head & this.#markOf(hashes[key] ?? 0)) === 0) continue;
			nodes[walking] = head & this.#nodeMask;
			keys[walking++] = key;
		}
		while (walking > 0) {
			let touched = 0;
			for (let i = 0; i < walking; i++) {
				const node = nodes[i] ?? 0;
				touched ^= this.#nodes.chunkOf(node)[placeOf(node)] ?? 0;
			}
			this.#touched = touched;
			let going = 0;
			for (let i = 0; i < walking; i++) {
				const node = nodes[i] ?? 0;
				const key = keys[i] ?? 0;
				const chunk = this.#nodes.chunkOf(node);
				const place = placeOf(node);
				const next = chunk[place + NEXT] ?? 0;
				if (chunk[place + HASH] === hashes[key]) {
					const slot = chunk[place + SLOT] ?? NOBODY;
					if (slot !== NOBODY && !take(key, slot)) continue;
				}
				if (next === 0) continue;
				nodes[going] = next;
				keys[going++] = key;
			}
			walking = going;
		}
	}

	/** The first node of a key; 0 where there is none. */
	find(hash: number): number {
		const bucket = hash & (this.#heads.length - 1);
		const head = this.#heads[bucket] ?? 0;
		return (head & this.#markOf(hash)) === 0 ? 0 : this.#seek(bucket, 0, head & this.#nodeMask, hash);
	}

	/** The next node of the same key; 0 after the last. */
	after(node: number, hash: number): number {
		const next = this.#nodes.chunkOf(node)[placeOf(node) + NEXT] ?? 0;
		return this.#seek(hash & (this.#heads.length - 1), node, next, hash);
	}

	slotOf(node: number): number {
		return this.#nodes.chunkOf(node)[placeOf(node) + SLOT] ?? 0;
	}

	/** Closes the gaps between rows and hangs every key into a chain again: one pass over all keys, in order. */
	relink(expected: number): void {
		let size = FEWEST_HEADS;
		while (size * FULL < expected) size *= 2;
		const heads = size === this.#heads.length ? this.#heads.fill(0) : new Int32Array(size);
		const { end } = this.#nodes;
		while (2 ** (this.#nodeBits - 1) < end) this.#nodeBits++;
		this.#nodeMask = 2 ** this.#nodeBits - 1;
		let target = 1;
		let previous = NOBODY;
		let linked = 0;
		for (let node = 1; node < end; node++) {
			const from = this.#nodes.chunkOf(node);
			const place = placeOf(node);
			const slot = from[place + SLOT] ?? NOBODY;
			if (slot === NOBODY) continue;
			if (slot !== previous) this.rows.move(slot, target);
			previous = slot;
			const hash = from[place + HASH] ?? 0;
			let next = from[place + NEXT] ?? 0;
			if (next !== UNLINKED) {
				const bucket = hash & (size - 1);
				const head = heads[bucket] ?? 0;
				next = head & this.#nodeMask;
				heads[bucket] = (head & ~this.#nodeMask) | target | this.#markOf(hash);
				linked++;
			}
			const to = this.#nodes.chunkOf(target);
			const toPlace = placeOf(target);
			to[toPlace + SLOT] = slot;
			to[toPlace + HASH] = hash;
			to[toPlace + NEXT] = next;
			target++;
		}
		this.#nodes.truncate(target);
		this.#heads = heads;
		this.#linked = linked;
		this.#free.length = 0;
		this.#struckRows = [];
		this.#sweeping = 0;
		this.#struck = 0;
		this.#idle = 0;
	}

	/** Passes struck nodes out of the next few chains; after the last one, the rows that were struck before can be used again. */
	#sweep(): void {
		if (this.#sweeping === 0) {
			this.#sweeping = this.#struckRows.length;
			this.#chain = 0;
		}
		const stop = Math.min(this.#chain + CHAINS_AT_ONCE, this.#heads.length);
		for (; this.#chain < stop; this.#chain++) {
			const head = (this.#heads[this.#chain] ?? 0) & this.#nodeMask;
			let node = this.#seek(this.#chain, 0, head, this.#chain);
			while (node !== 0) node = this.after(node, this.#chain);
		}
		if (stop < this.#heads.length) return;
		for (let i = 0; i < this.#sweeping; i += 2) {
			const count = this.#struckRows[i + 1] ?? 0;
			this.#giveRow(this.#struckRows[i] ?? 0, count);
			this.#struck -= count;
		}
		this.#struckRows = this.#struckRows.slice(this.#sweeping);
		this.#sweeping = 0;
	}

	#takeRow(count: number): number {
		const free = this.#free[count] ?? 0;
		if (free === 0) return this.#nodes.take(count);
		this.#free[count] = this.#nodes.chunkOf(free)[placeOf(free) + NEXT] ?? 0;
		this.#idle -= count;
		return free;
	}

	#giveRow(first: number, count: number): void {
		this.#nodes.chunkOf(first)[placeOf(first) + NEXT] = this.#free[count] ?? 0;
		this.#free[count] = first;
		this.#idle += count;
	}

	/** Makes a node the head of its chain; returns the one that was. */
	#link(node: number, hash: number): number {
		const bucket = hash & (this.#heads.length - 1);
		const head = this.#heads[bucket] ?? 0;
		this.#heads[bucket] = (head & ~this.#nodeMask) | node | this.#markOf(hash);
		this.#linked++;
		return head & this.#nodeMask;
	}

	/** The bit of a hash above a head's node. */
	#markOf(hash: number): number {
		return 1 << (31 - (Math.imul(hash >>> 16, 32 - this.#nodeBits) >>> 16));
	}

	/** False where the node stands too far down its chain: it stays there, struck. */
	#unlink(node: number, next: number, hash: number): boolean {
		const bucket = hash & (this.#heads.length - 1);
		let previous = 0;
		let current = (this.#heads[bucket] ?? 0) & this.#nodeMask;
		for (let step = 0; step < WALK && current !== 0; step++) {
			if (current === node) {
				this.#point(bucket, previous, next);
				return true;
			}
			previous = current;
			current = this.#nodes.chunkOf(current)[placeOf(current) + NEXT] ?? 0;
		}
		return false;
	}

	/** Passes struck nodes out of the chain on its way. */
	#seek(bucket: number, start: number, from: number, hash: number): number {
		let previous = start;
		let node = from;
		while (node !== 0) {
			const chunk = this.#nodes.chunkOf(node);
			const place = placeOf(node);
			const next = chunk[place + NEXT] ?? 0;
			if (chunk[place + SLOT] === NOBODY) this.#point(bucket, previous, next);
			else if (chunk[place + HASH] === hash) return node;
			else previous = node;
			node = next;
		}
		return 0;
	}

	#point(bucket: number, previous: number, next: number): void {
		if (previous !== 0) this.#nodes.chunkOf(previous)[placeOf(previous) + NEXT] = next;
		else this.#heads[bucket] = next === 0 ? 0 : ((this.#heads[bucket] ?? 0) & ~this.#nodeMask) | next;
	}
}
