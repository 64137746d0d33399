/**
 * How often something may happen by one key within a while, in this process. It is all forgotten with the while, so that
 * it holds no more keys than were used in it.
 */
export class RateLimit {
	readonly #most: number;
	readonly #inMs: number;
	readonly #clock: () => number;
	#counts = new Map<string, number>();
	#since = Number.NEGATIVE_INFINITY;

	/** @param clock milliseconds that never go back: it is about what machines bear, not about the hub's days */
	constructor({
		most,
		inMs,
		clock = () => performance.now(),
	}: {
		readonly most: number;
		readonly inMs: number;
		readonly clock?: () => number;
	}) {
		this.#most = most;
		this.#inMs = inMs;
		this.#clock = clock;
	}

	/** Counts one more. @returns milliseconds until it may; 0: now */
	take(key: string): number {
		const left = this.wait(key);
		this.#counts.set(key, this.count(key) + 1);
		return left;
	}

	/** The same without counting. */
	wait(key: string): number {
		return this.count(key) < this.#most ? 0 : this.#inMs - (this.#clock() - this.#since);
	}

	/** How often within this while. */
	count(key: string): number {
		const now = this.#clock();
		if (now - this.#since >= this.#inMs) {
			this.#counts = new Map();
			this.#since = now;
		}
		return this.#counts.get(key) ?? 0;
	}
}
