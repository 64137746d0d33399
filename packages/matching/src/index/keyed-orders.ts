import { CounterTable } from "./counter-table.ts";
import { type HashedWords, signatureBit } from "./hashed-words.ts";
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
	/** The keys that are taken away; used within one call only. */
	readonly #taken = new OrderKeys();

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
		const { hashes, references, lasting, words, isPayable } = keys;
		this.rows.put(slot, keys);
		this.table.add(slot, hashes, isPayable ? keys.count : references, isPayable ? references : 0);
		if (!isPayable) return;
		for (let i = lasting - words; i <= lasting; i++) this.counters.add(hashes[i] ?? 0);
	}

	take(slot: number): void {
		const keys = this.#taken;
		keys.recall(this.rows, slot);
		const { lasting } = keys;
		if (this.rows.count(slot) > lasting) {
			keys.addAmount(this.rows.keyAt(slot, lasting));
			for (let i = lasting - keys.words; i <= lasting; i++) this.counters.subtract(keys.hashes[i] ?? 0);
		}
		this.table.remove(slot, keys.hashes, keys.isPayable ? keys.count : keys.references);
		this.rows.take(slot);
	}

	/** The slot's order could be paid before as well: only what goes by its amount leads to it otherwise. */
	changeAmount(slot: number, { hashes, lasting, count }: OrderKeys): void {
		const old = this.#taken;
		old.recall(this.rows, slot);
		old.addAmount(this.rows.keyAt(slot, lasting));
		const amount = hashes[lasting] ?? 0;
		if (amount === old.hashes[lasting]) return;
		this.counters.subtract(old.hashes[lasting] ?? 0);
		this.counters.add(amount);
		this.rows.setAmount(slot, amount);
		this.table.remove(slot, old.hashes.subarray(lasting), count - lasting);
		this.table.add(slot, hashes.subarray(lasting), count - lasting, 0);
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

	/** The hashes of a slot's customer number, where it has one, and of its names. */
	customerAndNames(slot: number): number[] {
		const { rows } = this;
		const end = rows.lasting(slot) - rows.words(slot);
		const found: number[] = [];
		for (let i = rows.references(slot); i < end; i++) found.push(rows.keyAt(slot, i));
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
