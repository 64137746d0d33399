/** How often something may happen by one key within a while, in this process. Forgets with the while. */
export class RateLimit {
	readonly #most: number;
	readonly #inMs: number;
	readonly #clock: () => Date;
	#counts = new Map<string, number>();
	#since = 0;

	constructor({ most, inMs, clock }: { readonly most: number; readonly inMs: number; readonly clock: () => Date }) {
		this.#most = most;
		this.#inMs = inMs;
		this.#clock = clock;
	}

	allows(key: string): boolean {
		const now = this.#clock().getTime();
		if (Math.abs(now - this.#since) >= this.#inMs) {
			this.#counts = new Map();
			this.#since = now;
		}
		const count = (this.#counts.get(key) ?? 0) + 1;
		this.#counts.set(key, count);
		return count <= this.#most;
	}
}
