import { CounterTable } from "./counter-table.ts";
import { Column } from "./growing.ts";
import { KeyTable, WALK } from "./key-table.ts";
import type { OrderKeys } from "./order-keys.ts";

/** Orders by their keys, and how many that can be paid share a name, a word or an amount. */
export class KeyedOrders {
	readonly table = new KeyTable();
	readonly counters = new CounterTable();
	/** How a slot's keys are made up: of references; of all that does not depend on the amount; of names; of words. */
	readonly #references = new Column((size) => new Uint16Array(size));
	readonly #lasting = new Column((size) => new Uint16Array(size));
	readonly #names = new Column((size) => new Uint8Array(size));
	readonly #words = new Column((size) => new Uint8Array(size));

	get bytes(): number {
		const columns = [this.#references, this.#lasting, this.#names, this.#words];
		return columns.reduce((sum, { bytes }) => sum + bytes, this.table.bytes + this.counters.bytes);
	}

	/**
	 * The slot must have no keys. An order that cannot be paid is found by its references only; its other keys are kept to
	 * be compared with.
	 */
	put(slot: number, keys: OrderKeys): void {
		this.table.put(slot, keys.hashes, keys.count, keys.isPayable ? keys.count : keys.references);
		this.#references.set(slot, keys.references);
		this.#lasting.set(slot, keys.lasting);
		this.#names.set(slot, keys.names);
		this.#words.set(slot, keys.words);
		if (!keys.isPayable) return;
		for (let i = keys.lasting - keys.words - keys.names; i <= keys.lasting; i++) this.counters.add(keys.hashes[i] ?? 0);
	}

	take(slot: number): void {
		const lasting = this.#lasting.get(slot);
		let most = 0;
		if (this.table.keyCount(slot) > lasting) {
			const start = lasting - this.#words.get(slot) - this.#names.get(slot);
			for (let i = start; i <= lasting; i++) most = Math.max(most, this.counters.subtract(this.table.keyAt(slot, i)));
		}
		this.table.take(slot, most >= WALK);
	}

	/** The keys of a slot that do not depend on its amount, as they were put. */
	recall(slot: number, keys: OrderKeys): void {
		const [references, names, words] = [this.#references.get(slot), this.#names.get(slot), this.#words.get(slot)];
		keys.recall(this.table, slot, this.#lasting.get(slot), references, names, words);
	}

	/** How many of these words, by their hashes, stand in a slot's names. */
	sharedWords(slot: number, hashes: readonly number[]): number {
		const end = this.#lasting.get(slot);
		return this.table.countAmong(slot, end - this.#words.get(slot), end, hashes);
	}

	/** Whether a slot's customer number has this hash. */
	hasCustomer(slot: number, hash: number): boolean {
		const end = this.#lasting.get(slot) - this.#words.get(slot) - this.#names.get(slot);
		for (let i = this.#references.get(slot); i < end; i++) if (this.table.keyAt(slot, i) === hash) return true;
		return false;
	}
}
