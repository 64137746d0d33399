/** How fast postings were decided, one by one. */
export interface Speed {
	readonly perSecond: number;
	/** Milliseconds. */
	readonly median: number;
	/** Milliseconds in which 99 of 100 were decided. */
	readonly p99: number;
}

/** Runs `decide` over all of them, and says how long each took. */
export function timed<T, R>(items: readonly T[], decide: (item: T) => R): { results: R[]; speed: Speed } {
	const times = new Float64Array(items.length);
	const results: R[] = [];
	const begin = performance.now();
	let before = begin;
	for (const [at, item] of items.entries()) {
		results.push(decide(item));
		const now = performance.now();
		times[at] = now - before;
		before = now;
	}
	const perSecond = (1_000 * items.length) / Math.max(before - begin, 0.001);
	times.sort();
	const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
	return { results, speed: { perSecond, median: quantile(0.5), p99: quantile(0.99) } };
}

/** Where it was not measured. */
export const NO_SPEED: Speed = { perSecond: Number.NaN, median: Number.NaN, p99: Number.NaN };
