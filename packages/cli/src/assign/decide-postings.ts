import type { Decision, Engine, MatchPosting } from "@kontor/matching";

/** What deciding took, without reading, booking and writing. */
export interface Pace {
	/** Of each decision, in milliseconds. */
	readonly durations: Float64Array;
	/** Of all threads, the garbage collector's included. */
	readonly cpuMs: number;
}

/** So many are decided before any of them is written, so that writing does not disturb the clock. */
const BATCH = 10_000;

/**
 * Decides postings one by one, and hands out what was decided in batches. The first ones are slower, as long as the compiler has not seen
 * enough of them: they count.
 */
export async function decidePostings(
	engine: Engine,
	postings: readonly MatchPosting[],
	after: (decision: Decision) => void,
	take: (decisions: readonly Decision[]) => Promise<void>,
): Promise<Pace> {
	const durations = new Float64Array(postings.length);
	let cpuMicroseconds = 0;
	for (let start = 0; start < postings.length; start += BATCH) {
		const batch = postings.slice(start, start + BATCH);
		const cpu = process.cpuUsage();
		const decisions = batch.map((posting, i) => {
			const begun = performance.now();
			const decision = engine.decide(posting);
			durations[start + i] = performance.now() - begun;
			after(decision);
			return decision;
		});
		const { user, system } = process.cpuUsage(cpu);
		cpuMicroseconds += user + system;
		await take(decisions);
	}
	return { durations, cpuMs: cpuMicroseconds / 1000 };
}
