import type { Memory } from "@kontor/matching";
import type { Pace } from "./decide-postings.ts";

/** What `--stats` prints. Megabytes are millions of bytes; figures of nothing are null. */
export interface RunFigures {
	/** Reading and indexing all orders and payers. */
	readonly loadMs: number;
	/** Deciding some thousands of the postings before the clock runs. */
	readonly warmUpMs: number;
	/** By the clock, of `decide` alone. */
	readonly postingsPerSecond: number | null;
	/** By the processor time of all threads. */
	readonly postingsPerCpuSecond: number | null;
	/** Of single decisions. */
	readonly p50Ms: number | null;
	readonly p99Ms: number | null;
	/** Of the process after loading. */
	readonly residentMB: number;
	/** The orders themselves, and what finds them. */
	readonly rowsMB: number;
	readonly indexMB: number;
}

export function runFigures(
	{ durations, cpuMs }: Pace,
	{ rowsBytes, indexBytes }: Memory,
	{ loadMs, warmUpMs, residentBytes }: Readonly<Record<"loadMs" | "warmUpMs" | "residentBytes", number>>,
): RunFigures {
	const sorted = durations.toSorted();
	const count = sorted.length;
	const total = sorted.reduce((sum, duration) => sum + duration, 0);
	const quantile = (share: number) => rounded(sorted[Math.min(count - 1, Math.floor(count * share))], 4);
	return {
		loadMs: Math.round(loadMs),
		warmUpMs: Math.round(warmUpMs),
		postingsPerSecond: rounded(total === 0 ? undefined : (count / total) * 1000, 0),
		postingsPerCpuSecond: rounded(cpuMs === 0 ? undefined : (count / cpuMs) * 1000, 0),
		p50Ms: quantile(0.5),
		p99Ms: quantile(0.99),
		residentMB: megabytes(residentBytes),
		rowsMB: megabytes(rowsBytes),
		indexMB: megabytes(indexBytes),
	};
}

function megabytes(bytes: number): number {
	return Math.round(bytes / 100_000) / 10;
}

function rounded(value: number | undefined, digits: number): number | null {
	return value === undefined ? null : Number(value.toFixed(digits));
}
