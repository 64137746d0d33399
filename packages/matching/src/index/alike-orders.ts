import { neighbourHashes } from "./edit-neighbours.ts";
import { KEY, mixHash } from "./hash.ts";
import type { HashedWords } from "./hashed-words.ts";
import type { KeyedOrders } from "./keyed-orders.ts";
import type { OrderRecords } from "./order-records.ts";

/** What an order has in common with a posting. */
export interface Likeness {
	readonly minor: number;
	readonly words: HashedWords;
}

/**
 * Of many orders those that have something in common with a posting, told by their numbers alone. Each is looked at in two loops, of
 * which the first asks for nothing but a slot's own numbers: then memory is asked for many at once.
 */
export class AlikeOrders {
	readonly #keyed: KeyedOrders;
	readonly #records: OrderRecords;

	constructor(keyed: KeyedOrders, records: OrderRecords) {
		this.#keyed = keyed;
		this.#records = records;
	}

	/** Those of which names have as many of the words. */
	sharing(slots: readonly number[], words: HashedWords, needed: number): readonly number[] {
		if (needed === 0 || slots.length === 0) return slots;
		this.#records.touch(slots);
		const likely: number[] = [];
		for (const slot of slots) if (this.#keyed.mayShare(slot, words)) likely.push(slot);
		this.#keyed.rows.touchWords(likely);
		return likely.filter((slot) => this.#keyed.sharedWords(slot, words) >= needed);
	}

	/**
	 * Those of which a reference may be one edit away from the number, each once.
	 * @param isLength whether references of this length are looked for.
	 * @param like only those that can be paid, and of which as much is open or a name has one of the words.
	 */
	neighbours(digits: string, isLength: (length: number) => boolean, like?: Likeness): number[] {
		const keys = neighbourHashes(digits, isLength);
		for (let i = 0; i < keys.length; i++) keys[i] = mixHash(keys[i] ?? 0, KEY.reference);
		const { table } = this.#keyed;
		const slots: number[] = [];
		table.find(keys, like === undefined ? keys.length : table.sieve(keys, keys.length), (_, found, start, end) => {
			for (let i = start; i < end; i++) slots.push(found[i] ?? 0);
		});
		const found: number[] = [];
		for (const slot of like === undefined ? slots : this.#alike(slots, like))
			if (!found.includes(slot)) found.push(slot);
		return found;
	}

	#alike(slots: number[], { minor, words }: Likeness): number[] {
		this.#records.touch(slots);
		let count = 0;
		for (let i = 0; i < slots.length; i++) {
			const slot = slots[i] ?? 0;
			const isAlike = this.#records.openMinor(slot) === minor || this.#keyed.mayShare(slot, words);
			if (isAlike && !this.#records.isClosed(slot)) slots[count++] = slot;
		}
		slots.length = count;
		this.#keyed.rows.touchWords(slots);
		return slots.filter((slot) => this.#records.openMinor(slot) === minor || this.#keyed.sharedWords(slot, words) > 0);
	}
}
