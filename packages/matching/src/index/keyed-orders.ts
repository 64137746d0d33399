import { CounterTable } from "./counter-table.ts";
import { Column } from "./growing.ts";
import { mixHash } from "./hash.ts";
import { KeyTable, WALK } from "./key-table.ts";
import type { OrderKeys } from "./order-keys.ts";
import { SeenKeys } from "./seen-keys.ts";

/** Orders by their keys, and how many that can be paid share a name, a word or an amount. */
export class KeyedOrders {
	readonly table = new KeyTable();
	readonly counters = new CounterTable();
	/** Of orders that can be paid, each reference with each word and with the amount. */
	readonly #pairs = new SeenKeys();
	/** All slots that ever had keys are below. */
	#end = 0;
	/** How a slot's keys are made up: of references; of all that does not depend on the amount; of names; of words. */
	readonly #references = new Column((size) => new Uint16Array(size));
	readonly #lasting = new Column((size) => new Uint16Array(size));
	readonly #names = new Column((size) => new Uint8Array(size));
	readonly #words = new Column((size) => new Uint8Array(size));

	get bytes(): number {
		const columns = [this.#references, this.#lasting, this.#names, this.#words];
		return columns.reduce((sum, { bytes }) => sum + bytes, this.table.bytes + this.counters.bytes + this.#pairs.bytes);
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
		this.#end = Math.max(this.#end, slot + 1);
		if (!keys.isPayable) return;
		for (let i = keys.lasting - keys.words - keys.names; i <= keys.lasting; i++) this.counters.add(keys.hashes[i] ?? 0);
		this.#pair(slot);
		if (this.#pairs.isFull) this.#pairAll();
	}

	take(slot: number): void {
		const lasting = this.#lasting.get(slot);
		let most = 0;
		if (this.#isPayable(slot)) {
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

	/** Some order that can be paid may have this reference with one of these words or amounts; false: none has. */
	mayPair(reference: number, others: readonly number[]): boolean {
		for (let i = 0; i < others.length; i++) if (this.#pairs.mayHave(mixHash(reference, others[i] ?? 0))) return true;
		return false;
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

	/** The amount's key comes just behind those of the words. */
	#pair(slot: number): void {
		const amount = this.#lasting.get(slot);
		const references = this.#references.get(slot);
		for (let other = amount - this.#words.get(slot); other <= amount; other++) {
			const key = this.table.keyAt(slot, other);
			for (let i = 0; i < references; i++) this.#pairs.add(mixHash(this.table.keyAt(slot, i), key));
		}
	}

	#pairAll(): void {
		let pairs = 0;
		for (let slot = 0; slot < this.#end; slot++) {
			if (this.#isPayable(slot)) pairs += this.#references.get(slot) * (this.#words.get(slot) + 1);
		}
		this.#pairs.clear(pairs);
		for (let slot = 0; slot < this.#end; slot++) if (this.#isPayable(slot)) this.#pair(slot);
	}

	#isPayable(slot: number): boolean {
		return this.table.keyCount(slot) > this.#lasting.get(slot);
	}
}
