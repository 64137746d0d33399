/** Numbers that look random and are the same for the same seed, on every machine (mulberry32). */
export class Chance {
	private state: number;

	constructor(seed: number) {
		this.state = seed | 0;
	}

	/** 0 to below `end`. */
	below(end: number): number {
		return Math.floor(this.next() * end);
	}

	/** Small numbers mostly, large ones now and then: 1 to `most`. */
	size(most: number): number {
		return Math.max(1, Math.floor(most ** this.next()));
	}

	is(probability: number): boolean {
		return this.next() < probability;
	}

	one<T>(of: readonly T[]): T {
		const picked = of[this.below(of.length)];
		if (picked === undefined) throw new RangeError("nothing to pick from");
		return picked;
	}

	private next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	}
}
