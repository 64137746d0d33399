import { CounterTable } from "./counter-table.ts";
import { type HashedWords, signatureBit } from "./hashed-words.ts";
import { KeyRows } from "./key-rows.ts";
import { KeyTable, WALK } from "./key-table.ts";
import { chainOf, type OrderKeys } from "./order-keys.ts";
import type { SlotTable } from "./slot-table.ts";

/** Orders by their keys, and how many that can be paid share a name, a word or an amount. */
export class KeyedOrders {
	readonly table: KeyTable;
	readonly counters = new CounterTable();

	constructor(slots: SlotTable) {
		this.table = new KeyTable(new KeyRows(slots));
	}

	get bytes(): number {
		return this.table.bytes + this.counters.bytes;
	}

	/**
	 * The slot must have no keys. An order that cannot be paid is found by its references only; its other keys are kept to
	 * be compared with.
	 */
	put(slot: number, keys: OrderKeys): void {
		this.table.put(slot, keys.hashes, keys.count, keys.isPayable ? keys.count : keys.references);
		this.table.rows.describe(slot, keys);
		if (!keys.isPayable) return;
		const words = keys.lasting - keys.words;
		for (let i = words - keys.names; i < words; i++) this.counters.add(keys.hashes[i] ?? 0);
		for (let i = words; i <= keys.lasting; i++) this.counters.add(chainOf(keys.hashes[i] ?? 0, slot));
	}

	take(slot: number): void {
		const { rows } = this.table;
		const lasting = rows.lasting(slot);
		let most = 0;
		if (rows.count(slot) > lasting) {
			const words = lasting - rows.words(slot);
			for (let i = words - rows.names(slot); i <= lasting; i++) {
				const key = this.table.keyAt(slot, i);
				most = Math.max(most, this.counters.subtract(i < words ? key : chainOf(key, slot)));
			}
		}
		this.table.take(slot, most >= WALK);
	}

	/** The keys of a slot that do not depend on its amount, as they were put. */
	recall(slot: number, keys: OrderKeys): void {
		const { rows } = this.table;
		keys.recall(this.table, slot, rows.lasting(slot), rows.references(slot), rows.names(slot), rows.words(slot));
	}

	/** False where a slot's names certainly hold none of these words. */
	mayShare(slot: number, { signature }: HashedWords): boolean {
		return (this.table.rows.signature(slot) & signature) !== 0;
	}

	/** How many of these words stand in a slot's names. */
	sharedWords(slot: number, { hashes, signature }: HashedWords): number {
		const { rows } = this.table;
		const own = rows.signature(slot);
		if ((own & signature) === 0) return 0;
		const end = rows.lasting(slot);
		const start = end - rows.words(slot);
		let count = 0;
		for (const hash of hashes) {
			if ((own & signatureBit(hash)) !== 0) count += this.table.countAmong(slot, start, end, chainOf(hash, slot));
		}
		return count;
	}

	/** The hashes of a slot's words, in the order of its names. */
	words(slot: number): number[] {
		const { rows } = this.table;
		const end = rows.lasting(slot);
		const found: number[] = [];
		for (let i = end - rows.words(slot); i < end; i++) found.push(chainOf(this.table.keyAt(slot, i), slot));
		return found;
	}

	/** How many names a slot's order has. */
	countOfNames(slot: number): number {
		return this.table.rows.names(slot);
	}

	/** How many different words they have. */
	countOfWords(slot: number): number {
		return this.table.rows.words(slot);
	}

	/** The hashes of a slot's customer number, where it has one, and of its names. */
	customerAndNames(slot: number): number[] {
		const { rows } = this.table;
		const end = rows.lasting(slot) - rows.words(slot);
		const found: number[] = [];
		for (let i = rows.references(slot); i < end; i++) found.push(this.table.keyAt(slot, i));
		return found;
	}

	/** The hash of a slot's customer number; undefined where it has none. */
	customer(slot: number): number | undefined {
		const { rows } = this.table;
		const place = rows.references(slot);
		const hasOne = place < rows.lasting(slot) - rows.words(slot) - rows.names(slot);
		return hasOne ? this.table.keyAt(slot, place) : undefined;
	}
}
