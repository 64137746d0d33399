import { ConnectorError, type Limits } from "@kontor/connector";

/**
 * Longer nobody waits for a turn in a shop's window: the work's lease would end meanwhile. It is refused at once, with the
 * time that is missing, and so comes back when there is room.
 */
const PATIENCE_MS = 15_000;

interface Waiting {
	readonly begin: () => void;
	readonly refuse: (reason: Error) => void;
}

/** All calls of one connection together keep the shop's limits; first come, first served. */
export class Limiter {
	#limits: Limits;
	readonly #queue: Waiting[] = [];
	#running = 0;
	#tokens: number;
	#filledAt = performance.now();
	#timer: NodeJS.Timeout | undefined;
	/** When the calls of the window ended, oldest first: the shop counted each of them at some time before. */
	readonly #ended: number[] = [];

	constructor(limits: Limits) {
		this.#limits = limits;
		this.#tokens = this.#burst;
	}

	/** What was called before counts on. */
	change(limits: Limits): void {
		this.#limits = limits;
		this.#advance();
	}

	/**
	 * Waits for a turn; what it returns ends the turn.
	 * @throws the signal's reason while still waiting; ConnectorError `rate-limited` where the shop's window stays full.
	 */
	async turn(signal: AbortSignal): Promise<() => void> {
		signal.throwIfAborted();
		await new Promise<void>((resolve, reject) => {
			const leave = () => {
				this.#queue.splice(this.#queue.indexOf(waiting), 1);
				reject(signal.reason);
			};
			const waiting: Waiting = {
				begin: () => {
					signal.removeEventListener("abort", leave);
					resolve();
				},
				refuse: (reason) => {
					signal.removeEventListener("abort", leave);
					reject(reason);
				},
			};
			signal.addEventListener("abort", leave, { once: true });
			this.#queue.push(waiting);
			this.#advance();
		});
		return () => {
			this.#running--;
			if (this.#limits.window !== undefined) this.#ended.push(performance.now());
			this.#advance();
		};
	}

	get #burst(): number {
		return Math.max(1, Math.floor(this.#limits.requestsPerSecond));
	}

	#advance(): void {
		this.#fill();
		this.#refuseWhoWaitsTooLong();
		while (this.#queue.length > 0 && this.#running < this.#limits.concurrency && this.#waitMs(0) <= 0) {
			this.#running++;
			this.#tokens--;
			this.#queue.shift()?.begin();
		}
		if (this.#queue.length === 0 || this.#running >= this.#limits.concurrency) return;
		const wait = this.#waitMs(0);
		// Whoever runs ends first, and looks again.
		if (wait === Number.POSITIVE_INFINITY) return;
		clearTimeout(this.#timer);
		// What was counted a moment ago may be over by now.
		this.#timer = setTimeout(() => this.#advance(), Math.max(0, Math.ceil(wait)));
		this.#timer.unref();
	}

	/** How long the nth in the queue waits for a token and for room in the window. */
	#waitMs(nth: number): number {
		const { requestsPerSecond } = this.#limits;
		return Math.max(((nth + 1 - this.#tokens) / requestsPerSecond) * 1000, this.#untilRoomMs(nth));
	}

	/** Infinite where it hangs on a call that still runs. */
	#untilRoomMs(nth: number): number {
		const { window } = this.#limits;
		if (window === undefined) return 0;
		const tooMany = this.#ended.length + this.#running + nth + 1 - window.requests;
		if (tooMany <= 0) return 0;
		const freedBy = this.#ended[tooMany - 1];
		return freedBy === undefined ? Number.POSITIVE_INFINITY : freedBy + window.seconds * 1000 - performance.now();
	}

	#refuseWhoWaitsTooLong(): void {
		const { window } = this.#limits;
		if (window === undefined) return;
		const missing = () => Math.min(this.#untilRoomMs(this.#queue.length - 1), window.seconds * 1000);
		while (this.#queue.length > 0 && missing() > PATIENCE_MS) {
			const missingMs = missing();
			this.#queue.pop()?.refuse(full(missingMs));
		}
	}

	#fill(): void {
		const now = performance.now();
		const { requestsPerSecond, window } = this.#limits;
		this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#filledAt) / 1000) * requestsPerSecond);
		this.#filledAt = now;
		const forgotten = now - (window?.seconds ?? 0) * 1000;
		while (this.#ended.length > 0 && (this.#ended[0] ?? now) <= forgotten) this.#ended.shift();
	}
}

function full(missingMs: number): ConnectorError {
	return new ConnectorError("rate-limited", "the shop takes no more calls for now", {
		code: "SHOP_WINDOW_FULL",
		retryAfterMs: Math.ceil(missingMs),
		forMerchant: {
			de: "Der Shop lässt nur wenige Zugriffe in dieser Zeit zu, und sie sind aufgebraucht. Es geht von selbst weiter.",
			en: "The shop allows only a few calls in this time, and they are used up. It goes on automatically.",
		},
	});
}
