/** Of a look at all that was decided before: so much may follow every change. */
const UNNOTICED_MS = 500;

/**
 * When a merchant's postings that were decided before are to be looked at again: after every change where that is quick;
 * where it takes long, for a tenth of the time at most, however many orders come.
 */
export class ReviewPace {
	#restsUntil = 0;
	/** Orders or payers came, changed or were paid since the last look. */
	due = true;

	/** How long they are left alone. */
	get restsForMs(): number {
		return Math.max(0, this.#restsUntil - performance.now());
	}

	/** Takes a look at all of them; one that fails is due again. */
	async look(work: () => Promise<void>): Promise<void> {
		const started = performance.now();
		this.due = false;
		try {
			await work();
		} catch (error) {
			this.due = true;
			throw error;
		}
		const tookMs = performance.now() - started;
		this.#restsUntil = performance.now() + 9 * Math.max(0, tookMs - UNNOTICED_MS);
	}
}
