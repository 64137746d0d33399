import { setTimeout as delay } from "node:timers/promises";
import type { Cost } from "./shapes.ts";

/** What a query that was never sent is taken to cost. */
const UNKNOWN_COST = 50;

/**
 * The pace of one run of calls. Shopify gives every shop a bucket of points that refills by the second; each answer says
 * how full it is. Waiting before the bucket is empty is cheaper than being refused.
 */
export class Throttle {
	readonly #now: () => number;
	readonly #costs = new Map<string, number>();
	#last: { readonly status: Cost["throttleStatus"]; readonly at: number } | undefined;

	constructor(now: () => number = () => performance.now()) {
		this.#now = now;
	}

	learn(document: string, cost: Cost): void {
		this.#costs.set(document, cost.requestedQueryCost);
		this.#last = { status: cost.throttleStatus, at: this.#now() };
	}

	/** How long until the bucket holds what the document costs, in milliseconds. */
	waitMs(document: string): number {
		if (this.#last === undefined) return 0;
		const { currentlyAvailable, restoreRate, maximumAvailable } = this.#last.status;
		const restored = ((this.#now() - this.#last.at) / 1000) * restoreRate;
		const needed = Math.min(this.#costs.get(document) ?? UNKNOWN_COST, maximumAvailable);
		return Math.max(0, Math.ceil(((needed - currentlyAvailable - restored) / restoreRate) * 1000));
	}

	/** @throws the signal's reason. */
	async pause(ms: number, signal: AbortSignal): Promise<void> {
		if (ms > 0) await delay(ms, undefined, { signal });
	}
}
