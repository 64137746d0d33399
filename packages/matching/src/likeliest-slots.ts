/** Places of the table; doubled when half of them are taken. */
const FEWEST = 512;
const HASH = 0x9e3779b1;

/** Slots with whole numbers from 0 on that speak for them; used for one posting after another, so that nothing is allocated. */
export class LikeliestSlots {
	readonly #slots: number[] = [];
	readonly #scores: number[] = [];
	/** Open addressing: where a slot stands in the lists, 1 added. */
	#places = new Int32Array(FEWEST);

	clear(): void {
		this.#slots.length = 0;
		this.#scores.length = 0;
		this.#places.fill(0);
	}

	/** Of a slot that is there already the larger number counts. */
	add(slot: number, score: number): void {
		if (this.#slots.length * 2 >= this.#places.length) this.#grow();
		const place = this.#placeOf(slot);
		const known = (this.#places[place] ?? 0) - 1;
		if (known < 0) {
			this.#slots.push(slot);
			this.#scores.push(score);
			this.#places[place] = this.#slots.length;
		} else if (score > (this.#scores[known] ?? 0)) this.#scores[known] = score;
	}

	/** The first `most` by number; of equal numbers in this order. */
	best(most: number, order: (a: number, b: number) => number): number[] {
		const found: number[] = [];
		const scores: number[] = [];
		for (let i = 0; i < this.#slots.length; i++) {
			const slot = this.#slots[i] ?? 0;
			const score = this.#scores[i] ?? 0;
			let place = found.length;
			while (place > 0 && isBefore(score, slot, scores[place - 1] ?? 0, found[place - 1] ?? 0, order)) place--;
			if (place === most) continue;
			for (let at = Math.min(found.length, most - 1); at > place; at--) {
				found[at] = found[at - 1] ?? 0;
				scores[at] = scores[at - 1] ?? 0;
			}
			found[place] = slot;
			scores[place] = score;
		}
		return found;
	}

	#placeOf(slot: number): number {
		const mask = this.#places.length - 1;
		let place = (Math.imul(slot, HASH) >>> 8) & mask;
		for (;;) {
			const known = this.#places[place] ?? 0;
			if (known === 0 || this.#slots[known - 1] === slot) return place;
			place = (place + 1) & mask;
		}
	}

	#grow(): void {
		this.#places = new Int32Array(this.#places.length * 2);
		for (const [i, slot] of this.#slots.entries()) this.#places[this.#placeOf(slot)] = i + 1;
	}
}

function isBefore(
	score: number,
	slot: number,
	otherScore: number,
	other: number,
	order: (a: number, b: number) => number,
): boolean {
	return score === otherScore ? order(slot, other) < 0 : score > otherScore;
}
