import type { OrderKeys } from "./order-keys.ts";

/** The keys that lead to an order and not to another one, as `OrderKeys` has them: those of references first. */
export class KeyDifferences {
	#hashes = new Int32Array(64);
	#count = 0;
	#references = 0;

	get hashes(): Int32Array {
		return this.#hashes;
	}

	get count(): number {
		return this.#count;
	}

	get references(): number {
		return this.#references;
	}

	/** Holds until the next call. */
	of(keys: OrderKeys, others: OrderKeys): this {
		if (keys.count > this.#hashes.length) this.#hashes = new Int32Array(keys.count * 2);
		this.#count = 0;
		this.#collect(keys, 0, keys.references, others, 0, others.references);
		this.#references = this.#count;
		if (keys.isPayable) this.#collect(keys, keys.references, keys.count, others, others.references, others.count);
		return this;
	}

	#collect(keys: OrderKeys, from: number, to: number, others: OrderKeys, start: number, end: number): void {
		for (let i = from; i < to; i++) {
			const hash = keys.hashes[i] ?? 0;
			if (!holds(others.hashes, hash, start, end)) this.#hashes[this.#count++] = hash;
		}
	}
}

/** Shorter lists than would be worth a call of the system's own search. */
function holds(hashes: Int32Array, hash: number, start: number, end: number): boolean {
	for (let i = start; i < end; i++) if (hashes[i] === hash) return true;
	return false;
}
