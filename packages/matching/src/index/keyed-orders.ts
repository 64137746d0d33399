import { CounterTable } from "./counter-table.ts";
import { type HashedWords, signatureBit } from "./hashed-words.ts";
import { KeyDifferences } from "./key-differences.ts";
import { KeyRows } from "./key-rows.ts";
import { KeyTable } from "./key-table.ts";
import { OrderKeys } from "./order-keys.ts";
import type { SlotTable } from "./slot-table.ts";

/** Orders by their keys, and how many that can be paid share a word or an amount. */
export class KeyedOrders {
	/** References of orders that can be paid are marked. */
	readonly table = new KeyTable();
	readonly rows: KeyRows;
	readonly counters = new CounterTable();
	/** The keys that a slot had, and those that it gains or loses; used within one call only. */
	readonly #old = new OrderKeys();
	readonly #differences = new KeyDifferences();

	constructor(slots: SlotTable) {
		this.rows = new KeyRows(slots);
	}

	get bytes(): number {
		return this.table.bytes + this.rows.bytes + this.counters.bytes;
	}

	/**
	 * The slot must have no keys. An order that cannot be paid is found by its references only; its other keys are kept to
	 * be compared with.
	 */
	put(slot: number, keys: OrderKeys): void {
		const { hashes, references, count, isPayable } = keys;
		this.rows.put(slot, keys);
		this.table.add(slot, hashes, isPayable ? count : references, isPayable ? references : 0);
		if (isPayable) this.#count(keys);
	}

	take(slot: number): void {
		const keys = this.#recalled(slot);
		this.table.remove(slot, keys.hashes, keys.isPayable ? keys.count : keys.references);
		if (keys.isPayable) this.#uncount(keys);
		this.rows.take(slot);
	}

	/** The slot has keys: only those that it gains and loses are looked for, unless it is the standing that changed. */
	change(slot: number, keys: OrderKeys): void {
		const old = this.#recalled(slot);
		if (old.isPayable !== keys.isPayable) {
			this.take(slot);
			this.put(slot, keys);
			return;
		}
		const lost = this.#differences.of(old, keys);
		this.table.remove(slot, lost.hashes, lost.count);
		const gained = this.#differences.of(keys, old);
		this.table.add(slot, gained.hashes, gained.count, keys.isPayable ? gained.references : 0);
		if (keys.isPayable) {
			this.#uncount(old);
			this.#count(keys);
		}
		this.rows.take(slot);
		this.rows.put(slot, keys);
	}

	/** The keys that a slot has. */
	#recalled(slot: number): OrderKeys {
		const keys = this.#old;
		const { rows } = this;
		keys.recall(rows, slot);
		if (rows.count(slot) > keys.lasting) keys.addAmount(rows.keyAt(slot, keys.lasting));
		return keys;
	}

	/** Its words and its amount. */
	#count({ hashes, lasting, words }: OrderKeys): void {
		for (let i = lasting - words; i <= lasting; i++) this.counters.add(hashes[i] ?? 0);
	}

	#uncount({ hashes, lasting, words }: OrderKeys): void {
		for (let i = lasting - words; i <= lasting; i++) this.counters.subtract(hashes[i] ?? 0);
	}

	/** False where a slot's names certainly hold none of these words. */
	mayShare(slot: number, { signature }: HashedWords): boolean {
		return (this.rows.signature(slot) & signature) !== 0;
	}

	/** How many of these words stand in a slot's names. */
	sharedWords(slot: number, { hashes, signature }: HashedWords): number {
		const own = this.rows.signature(slot);
		if ((own & signature) === 0) return 0;
		let count = 0;
		for (const hash of hashes) if ((own & signatureBit(hash)) !== 0) count += this.rows.countOfWord(slot, hash);
		return count;
	}

	/** The hashes of a slot's words, in the order of its names. */
	words(slot: number): number[] {
		const { rows } = this;
		const end = rows.lasting(slot);
		const found: number[] = [];
		for (let i = end - rows.words(slot); i < end; i++) found.push(rows.keyAt(slot, i));
		return found;
	}

	/** The hashes of a slot's names. */
	names(slot: number): number[] {
		const { rows } = this;
		const end = rows.lasting(slot) - rows.words(slot);
		const found: number[] = [];
		for (let i = end - rows.names(slot); i < end; i++) found.push(rows.keyAt(slot, i));
		return found;
	}

	/** The hash of a slot's customer number; undefined where it has none. */
	customer(slot: number): number | undefined {
		const { rows } = this;
		const place = rows.references(slot);
		const hasOne = place < rows.lasting(slot) - rows.words(slot) - rows.names(slot);
		return hasOne ? rows.keyAt(slot, place) : undefined;
	}
}
