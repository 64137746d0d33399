import type { Manifest } from "@kontor/connector";

/** All calls of one connection together: at most so many a second, and so many at a time; first come, first served. */
export class Limiter {
	readonly #perSecond: number;
	readonly #concurrency: number;
	readonly #burst: number;
	readonly #queue: (() => void)[] = [];
	#running = 0;
	#tokens: number;
	#filledAt = performance.now();
	#timer: NodeJS.Timeout | undefined;

	constructor({ requestsPerSecond, concurrency }: Manifest["limits"]) {
		this.#perSecond = requestsPerSecond;
		this.#concurrency = concurrency;
		this.#burst = Math.max(1, Math.floor(requestsPerSecond));
		this.#tokens = this.#burst;
	}

	/** Waits for a turn; what it returns ends the turn. @throws the signal's reason while still waiting. */
	async turn(signal: AbortSignal): Promise<() => void> {
		signal.throwIfAborted();
		await new Promise<void>((resolve, reject) => {
			const leave = () => {
				this.#queue.splice(this.#queue.indexOf(begin), 1);
				reject(signal.reason);
			};
			const begin = () => {
				signal.removeEventListener("abort", leave);
				resolve();
			};
			signal.addEventListener("abort", leave, { once: true });
			this.#queue.push(begin);
			this.#advance();
		});
		return () => {
			this.#running--;
			this.#advance();
		};
	}

	#advance(): void {
		this.#fill();
		while (this.#queue.length > 0 && this.#running < this.#concurrency && this.#tokens >= 1) {
			this.#running++;
			this.#tokens--;
			this.#queue.shift()?.();
		}
		if (this.#queue.length === 0 || this.#running >= this.#concurrency) return;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#advance(), Math.ceil(((1 - this.#tokens) / this.#perSecond) * 1000));
		this.#timer.unref();
	}

	#fill(): void {
		const now = performance.now();
		this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#filledAt) / 1000) * this.#perSecond);
		this.#filledAt = now;
	}
}
