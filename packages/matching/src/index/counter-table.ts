const SMALLEST = 64;

/**
 * How many things share a key, by the key's hash: exact but for keys of equal hash, which count together (one pair in four
 * billion). Eight bytes for each key that occurs, times the room an open table needs.
 */
export class CounterTable {
	/** Pairs of hash and count; a count of 0 is a free place. */
	#pairs = new Int32Array(SMALLEST * 2);
	#mask = SMALLEST - 1;
	#occupied = 0;

	get bytes(): number {
		return this.#pairs.byteLength;
	}

	get(hash: number): number {
		return this.#pairs[this.#place(hash) * 2 + 1] ?? 0;
	}

	/** Asks memory for the place of a hash. Of no meaning. */
	touch(hash: number): number {
		return this.#pairs[(hash & this.#mask) * 2] ?? 0;
	}

	/** Counts one more; returns how many there are now. */
	add(hash: number): number {
		const place = this.#place(hash);
		const count = (this.#pairs[place * 2 + 1] ?? 0) + 1;
		this.#pairs[place * 2] = hash;
		this.#pairs[place * 2 + 1] = count;
		if (count === 1 && ++this.#occupied > (this.#mask + 1) * 0.7) this.#resize((this.#mask + 1) * 2);
		return count;
	}

	/** Counts one less; returns how many are left. What was never counted stays at 0. */
	subtract(hash: number): number {
		const place = this.#place(hash);
		const count = this.#pairs[place * 2 + 1] ?? 0;
		if (count === 0) return 0;
		this.#pairs[place * 2 + 1] = count - 1;
		if (count === 1) this.#close(place);
		return count - 1;
	}

	/** Where the hash stands, or the free place where it would. */
	#place(hash: number): number {
		let place = hash & this.#mask;
		while (this.#pairs[place * 2 + 1] !== 0 && this.#pairs[place * 2] !== hash) place = (place + 1) & this.#mask;
		return place;
	}

	/** Moves up what would no longer be found past the gap. */
	#close(freed: number): void {
		this.#occupied--;
		let gap = freed;
		for (let next = (gap + 1) & this.#mask; this.#pairs[next * 2 + 1] !== 0; next = (next + 1) & this.#mask) {
			const wanted = (this.#pairs[next * 2] ?? 0) & this.#mask;
			if (((next - wanted) & this.#mask) < ((next - gap) & this.#mask)) continue;
			this.#pairs.copyWithin(gap * 2, next * 2, next * 2 + 2);
			this.#pairs[next * 2 + 1] = 0;
			gap = next;
		}
	}

	#resize(places: number): void {
		const old = this.#pairs;
		this.#pairs = new Int32Array(places * 2);
		this.#mask = places - 1;
		for (let i = 0; i < old.length; i += 2) {
			const hash = old[i] ?? 0;
			const count = old[i + 1] ?? 0;
			if (count === 0) continue;
			const place = this.#place(hash);
			this.#pairs[place * 2] = hash;
			this.#pairs[place * 2 + 1] = count;
		}
	}
}
