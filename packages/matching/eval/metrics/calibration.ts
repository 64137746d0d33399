/** Claimed probabilities against what came true, by tenths. */
export class Calibration {
	readonly tenths = Array.from({ length: 10 }, () => ({ count: 0, claimed: 0, right: 0 }));
	private squares = 0;
	private count = 0;

	add(probability: number, right: boolean): void {
		const tenth = this.tenths[Math.min(9, Math.max(0, Math.floor(probability * 10)))];
		if (tenth === undefined) return;
		tenth.count++;
		tenth.claimed += probability;
		if (right) tenth.right++;
		this.squares += (probability - (right ? 1 : 0)) ** 2;
		this.count++;
	}

	merge(other: Calibration): void {
		for (const [at, { count, claimed, right }] of other.tenths.entries()) {
			const own = this.tenths[at];
			if (own === undefined) continue;
			own.count += count;
			own.claimed += claimed;
			own.right += right;
		}
		this.squares += other.squares;
		this.count += other.count;
	}

	/** The mean squared difference: 0 is perfect, 0.25 is a coin. Null where nothing was claimed. */
	get brier(): number | null {
		return this.count === 0 ? null : this.squares / this.count;
	}
}
