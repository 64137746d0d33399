import { KeyLines, MARKED } from "./key-lines.ts";
import { placeOf } from "./number-blocks.ts";
import { SlotLists } from "./slot-lists.ts";
import { WaitingKeys } from "./waiting-keys.ts";

/** A key of more slots has a list of its own. */
const MOST_SINGLE = 4;
/** A list of fewer is given up. */
const FEWEST_LISTED = 3;
/** So many keys are asked of memory at once. */
const AT_ONCE = 16;
/** As many are worth sorting. */
const MANY = 1_024;
/** Who holds a key: a slot or a list, marked or not. A list is negative, with its address. */
const LIST = 1 << 31;
const ADDRESS = MARKED - 1;

/**
 * Which slots have which key. A key leads to its slots with one trip to memory, mostly; with two or three where many slots share it:
 * these stand in a list. Some keys of a slot can be marked; those are told from others, and from keys that nobody has, without a trip.
 */
export class KeyTable {
	readonly #lines = new KeyLines();
	readonly #lists = new SlotLists();
	/** Who holds one key; used within one call only. */
	readonly #holders = new Int32Array(MOST_SINGLE);
	/** Of the keys that are looked up side by side, those that lead to a list, and which it is. */
	#listed = new Int32Array(256);
	#addresses = new Int32Array(256);
	readonly #waiting = new WaitingKeys((hash) => this.#lines.lineOf(hash));
	/** Of no meaning: what was read for nothing but to have it at hand would be left out otherwise. */
	#touched = 0;

	get bytes(): number {
		return this.#lines.bytes + this.#lists.bytes + this.#waiting.bytes;
	}

	/** Gives a slot keys, the first `marked` of them marked. */
	add(slot: number, hashes: Int32Array, count: number, marked: number): void {
		for (let i = 0; i < count; i++) {
			if (this.#waiting.push(hashes[i] ?? 0, i < marked ? slot | MARKED : slot)) this.#settle();
		}
	}

	/** Takes keys from a slot that has them. */
	remove(slot: number, hashes: Int32Array, count: number): void {
		this.#settle();
		this.#touch(hashes, 0, count);
		for (let i = 0; i < count; i++) this.#remove(hashes[i] ?? 0, slot);
	}

	/** Leaves out of the hashes what is certainly no marked key; returns how many are left. */
	sieve(hashes: Int32Array, count: number): number {
		this.#settle();
		let left = 0;
		for (let i = 0; i < count; i++) {
			const hash = hashes[i] ?? 0;
			hashes[left] = hash;
			left += this.#lines.markOf(hash);
		}
		return left;
	}

	/**
	 * Finds the slots of several keys side by side: one after the other every step would wait for memory.
	 * @param take is told the place of a key among the hashes, and where its slots stand, the newest last.
	 */
	find(
		hashes: Int32Array,
		count: number,
		take: (key: number, slots: Int32Array, start: number, end: number) => void,
	): void {
		this.#settle();
		if (count > this.#listed.length) {
			this.#listed = new Int32Array(count);
			this.#addresses = new Int32Array(count);
		}
		const holders = this.#holders;
		this.#touch(hashes, 0, count);
		for (let key = 0; key < count; key++) this.#lines.touchFurther(hashes[key] ?? 0);
		let listed = 0;
		let touched = this.#touched;
		for (let key = 0; key < count; key++) {
			const held = this.#lines.holdersOf(hashes[key] ?? 0, holders);
			if (held === 0) continue;
			const first = holders[0] ?? 0;
			if (first < 0) {
				this.#listed[listed] = key;
				this.#addresses[listed++] = first & ADDRESS;
				touched ^= this.#lists.touch(first & ADDRESS);
				continue;
			}
			for (let at = 0; at < held; at++) holders[at] = (holders[at] ?? 0) & ADDRESS;
			take(key, holders, 0, held);
		}
		this.#touched = touched;
		for (let i = 0; i < listed; i++) {
			const address = this.#addresses[i] ?? 0;
			const start = placeOf(address) + 1;
			take(this.#listed[i] ?? 0, this.#lists.chunkOf(address), start, start + this.#lists.lengthOf(address));
		}
	}

	/** Puts all keys that wait into the table. */
	#settle(): void {
		const waiting = this.#waiting;
		const { count } = waiting;
		if (count === 0) return;
		if (count > MANY) waiting.sort(this.#lines.lines);
		const { hashes, holders } = waiting;
		for (let start = 0; start < count; start += AT_ONCE) {
			const end = Math.min(count, start + AT_ONCE);
			this.#touch(hashes, start, end);
			for (let i = start; i < end; i++) this.#add(hashes[i] ?? 0, holders[i] ?? 0);
		}
		waiting.clear();
	}

	/** Asks memory for the lines of keys. Without a branch, so that the processor asks for all of them at once. */
	#touch(hashes: Int32Array, start: number, end: number): void {
		let touched = this.#touched;
		for (let i = start; i < end; i++) touched ^= this.#lines.touch(hashes[i] ?? 0);
		this.#touched = touched;
	}

	#add(hash: number, holder: number): void {
		const count = this.#lines.holdersOf(hash, this.#holders);
		const first = this.#holders[0] ?? 0;
		if (count > 0 && first < 0) {
			const list = LIST | this.#lists.add(first & ADDRESS, holder & ADDRESS) | ((first | holder) & MARKED);
			if (list !== first) this.#lines.replace(hash, first, list);
		} else if (count < MOST_SINGLE) this.#lines.add(hash, holder);
		else this.#list(hash, holder);
	}

	/** Puts the slots of a key, which were read last, and one more into a list. */
	#list(hash: number, holder: number): void {
		let address = this.#lists.create();
		let marked = holder & MARKED;
		for (const single of this.#holders) {
			address = this.#lists.add(address, single & ADDRESS);
			marked |= single & MARKED;
		}
		address = this.#lists.add(address, holder & ADDRESS);
		this.#lines.removeAll(hash);
		this.#lines.add(hash, LIST | address | marked);
	}

	#remove(hash: number, slot: number): void {
		const count = this.#lines.holdersOf(hash, this.#holders);
		const first = this.#holders[0] ?? 0;
		if (count === 0 || first >= 0) {
			this.#lines.remove(hash, slot);
			return;
		}
		const address = this.#lists.remove(first & ADDRESS, slot);
		const list = LIST | address | (first & MARKED);
		if (list !== first) this.#lines.replace(hash, first, list);
		if (this.#lists.lengthOf(address) < FEWEST_LISTED) this.#unlist(hash, list);
	}

	/** Gives up a list. Which of its slots are marked is not known any more: all of them, to be safe. */
	#unlist(hash: number, list: number): void {
		const address = list & ADDRESS;
		const start = placeOf(address) + 1;
		const slots = this.#lists.chunkOf(address).slice(start, start + this.#lists.lengthOf(address));
		this.#lists.drop(address);
		this.#lines.remove(hash, list);
		for (const slot of slots) this.#lines.add(hash, slot | (list & MARKED));
	}
}
