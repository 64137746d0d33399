import type { Decision, Engine, MatchPosting } from "@kontor/matching";

/** What deciding took, without reading, booking and writing. */
export interface Pace {
	/** Of each decision, in milliseconds. */
	readonly durations: Float64Array;
	/** Of all threads, the garbage collector's included. */
	readonly cpuMs: number;
}

/** Few enough to be written and gone before the garbage collector would have to carry them along. */
const BATCH = 250;

/** After so many decisions the compiler has seen enough of them. */
const WARM_UP = 16_000;

/**
 * Decides some of the postings, evenly over all of them, for nothing but the compiler to see: it takes the first thousands of a process, and
 * they say nothing of how a hub decides that runs for weeks. Leaves no trace in the engine.
 * @returns how long it took, in milliseconds.
 */
export function warmUp(engine: Engine, postings: readonly MatchPosting[]): number {
	const begun = performance.now();
	for (let i = 0; i < WARM_UP; i++) {
		const posting = postings[Math.floor((i * postings.length) / WARM_UP)];
		if (posting !== undefined) engine.decide(posting);
	}
	return performance.now() - begun;
}

/** Decides postings one by one, and hands out what was decided in batches. */
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
