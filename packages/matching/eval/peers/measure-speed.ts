import type { MatchPosting } from "../../src/index.ts";

/** Anything that decides postings, with everything it needs built already. */
export interface Contestant {
	readonly name: string;
	decide(posting: MatchPosting): unknown;
}

export interface Speed {
	readonly name: string;
	readonly postingsPerSecond: number;
	readonly postingsPerCpuSecond: number;
	readonly p50Ms: number;
	readonly p99Ms: number;
	/** Postings per second of each round: contestants are compared round by round. */
	readonly rounds: readonly number[];
}

export interface Pace {
	readonly rounds: number;
	/** How long each contestant runs in each round for its throughput, and again for its latencies. */
	readonly roundMs: number;
}

/**
 * Measures all contestants in turn, round after round, so that what else the machine does falls on all of them alike. The
 * figures are medians over the rounds; latencies are of single decisions, clocked apart so that the clock costs no throughput.
 */
export function measureSpeed(
	contestants: readonly Contestant[],
	postings: readonly MatchPosting[],
	{ rounds, roundMs }: Pace = { rounds: 9, roundMs: 300 },
): Speed[] {
	const runs = contestants.map((contestant) => new Run(contestant, postings));
	for (const run of runs) run.warmUp(roundMs * 2);
	for (let round = 0; round < rounds; round++) {
		// Nobody always runs behind the same neighbour.
		for (let i = 0; i < runs.length; i++) {
			const run = runs[(i + round) % runs.length];
			run?.throughput(roundMs);
			run?.latencies(roundMs / 2);
		}
	}
	return runs.map((run) => run.speed());
}

/** How many times as fast the first is as the second: the median over the rounds, not of two medians. */
export function speedRatio(a: Speed, b: Speed): number {
	return median(a.rounds.map((rate, round) => rate / (b.rounds[round] ?? Number.NaN)));
}

class Run {
	readonly #contestant: Contestant;
	readonly #postings: readonly MatchPosting[];
	readonly #perSecond: number[] = [];
	readonly #perCpuSecond: number[] = [];
	readonly #latencies: number[] = [];
	#next = 0;
	/** Decisions between two looks at the clock: about a millisecond. */
	#batch = 1;
	/** Kept, so that no decision can be optimised away. */
	last: unknown;

	constructor(contestant: Contestant, postings: readonly MatchPosting[]) {
		this.#contestant = contestant;
		this.#postings = postings;
	}

	warmUp(milliseconds: number): void {
		const { decided, elapsed } = this.#decideFor(milliseconds);
		this.#batch = Math.max(1, Math.floor(decided / elapsed));
	}

	throughput(milliseconds: number): void {
		const cpu = process.cpuUsage();
		const { decided, elapsed } = this.#decideFor(milliseconds);
		const { user, system } = process.cpuUsage(cpu);
		this.#perSecond.push((decided / elapsed) * 1_000);
		this.#perCpuSecond.push((decided / (user + system)) * 1_000_000);
	}

	latencies(milliseconds: number): void {
		const end = performance.now() + milliseconds;
		for (let before = performance.now(); before < end; ) {
			this.last = this.#contestant.decide(this.#posting());
			const after = performance.now();
			this.#latencies.push(after - before);
			before = after;
		}
	}

	speed(): Speed {
		const sorted = Float64Array.from(this.#latencies).sort();
		return {
			name: this.#contestant.name,
			postingsPerSecond: Math.round(median(this.#perSecond)),
			postingsPerCpuSecond: Math.round(median(this.#perCpuSecond)),
			p50Ms: milliseconds(quantile(sorted, 0.5)),
			p99Ms: milliseconds(quantile(sorted, 0.99)),
			rounds: this.#perSecond.map(Math.round),
		};
	}

	#decideFor(milliseconds: number): { decided: number; elapsed: number } {
		const start = performance.now();
		let decided = 0;
		let elapsed = 0;
		while (elapsed < milliseconds) {
			for (let i = 0; i < this.#batch; i++) this.last = this.#contestant.decide(this.#posting());
			decided += this.#batch;
			elapsed = performance.now() - start;
		}
		return { decided, elapsed };
	}

	#posting(): MatchPosting {
		if (this.#next === this.#postings.length) this.#next = 0;
		return this.#postings[this.#next++] as MatchPosting;
	}
}

/** To the tenth of a microsecond: the clock is no finer. */
function milliseconds(value: number): number {
	return Math.round(value * 10_000) / 10_000;
}

function median(values: readonly number[]): number {
	return quantile(Float64Array.from(values).sort(), 0.5);
}

function quantile(sorted: Float64Array, share: number): number {
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
