import type { Day } from "@kontor/connector";
import { addDays, daysBetween, earlierOf, laterOf } from "../days.ts";
import type { RateSpan } from "./base-rates.ts";

/** How days are counted: each calendar day, a year having 365, also a leap year. Stated wherever interest is. */
export const DAY_COUNT = {
	code: "actual/365",
	de: "taggenau, das Jahr zu 365 Tagen",
	en: "by the day, a year of 365 days",
};

/** What was owed since a day, in minor units: the principal changes with every part payment. */
export interface PrincipalSince {
	readonly from: Day;
	readonly minor: number;
}

/** One line of the calculation: what a first letter of debt collection has to state (§ 13a RDG). */
export interface InterestLine {
	readonly from: Day;
	readonly to: Day;
	readonly days: number;
	readonly principalMinor: number;
	readonly percent: number;
	readonly source: string;
}

export interface Interest {
	/** Of all lines together, rounded once, half a unit up. */
	readonly minor: number;
	readonly lines: readonly InterestLine[];
	/** No rate is known for days since then: for them nothing is claimed. Null: all are known. */
	readonly unknownSince: Day | null;
}

/**
 * Default interest on what was owed, for all days of `rates`: both the first and the last day count.
 * @param principal In the order of its days; what was owed before the first of them is nothing.
 */
export function interestOn(principal: readonly PrincipalSince[], rates: readonly RateSpan[]): Interest {
	const lines: InterestLine[] = [];
	let unknownSince: Day | null = null;
	for (const { from, to, percent, source } of rates) {
		if (percent === null) {
			unknownSince ??= from;
			continue;
		}
		for (const [index, { from: since, minor }] of principal.entries()) {
			const next = principal[index + 1]?.from;
			const first = laterOf(from, since);
			const last = next === undefined ? to : earlierOf(addDays(next, -1), to);
			if (minor <= 0 || first > last) continue;
			lines.push({ from: first, to: last, days: daysBetween(first, last) + 1, principalMinor: minor, percent, source });
		}
	}
	return { minor: sum(lines), lines, unknownSince };
}

/** Exact: percent in thousandths, and one division at the end. */
function sum(lines: readonly InterestLine[]): number {
	const scaled = lines.reduce(
		(total, { principalMinor, percent, days }) =>
			total + BigInt(principalMinor) * BigInt(Math.round(percent * 1_000)) * BigInt(days),
		0n,
	);
	const year = 365n * 100_000n;
	return Number((2n * scaled + year) / (2n * year));
}
