import { setTimeout as delay } from "node:timers/promises";

/** Growing pauses between tries, each somewhere in its upper half, so that hosts do not come back all at once. */
export class Backoff {
	readonly #firstMs: number;
	readonly #mostMs: number;
	#tries = 0;

	constructor(firstMs: number, mostMs: number) {
		this.#firstMs = firstMs;
		this.#mostMs = mostMs;
	}

	/** @param leastMs what whoever is waited for has asked for @throws the signal's reason as soon as it is aborted. */
	async pause(signal?: AbortSignal, leastMs = 0): Promise<void> {
		const ceiling = Math.min(this.#mostMs, this.#firstMs * 2 ** this.#tries++);
		await delay(leastMs + ceiling * (0.5 + Math.random() / 2), undefined, signal === undefined ? {} : { signal });
	}

	/** A try worked: the next pause is the first one again. */
	reset(): void {
		this.#tries = 0;
	}
}
