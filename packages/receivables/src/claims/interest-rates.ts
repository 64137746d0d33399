import type { Day } from "@kontor/connector";
import { addDays, earlierOf, laterOf } from "../days.ts";
import {
	BASE_RATES,
	type ClaimCountry,
	type DatedRate,
	type Debtor,
	INTEREST_RULES,
	type RateSpan,
} from "./base-rates.ts";

/** A base rate as the merchant states it, where the table does not know it. */
export interface StatedRate {
	readonly from: Day;
	readonly percent: number;
}

/** The yearly rate of default interest for each day from `from` to `to`, in spans; empty where `to` is before `from`. */
export function interestRates(
	country: ClaimCountry,
	debtor: Debtor,
	stated: readonly StatedRate[],
	from: Day,
	to: Day,
): RateSpan[] {
	if (to < from) return [];
	const { overBase, fixed, source } = INTEREST_RULES[country][debtor];
	if (country === "CH" || overBase === undefined) return [{ from, to, percent: fixed ?? null, source }];
	const bases = baseRates(BASE_RATES[country], stated);
	const spans = bases.flatMap((base, index) => {
		const next = bases[index + 1]?.from;
		const first = laterOf(base.from, from);
		const last = next === undefined ? to : earlierOf(addDays(next, -1), to);
		// In hundredths: 1.27 + 9.2 is no clean sum of floats.
		const percent = base.percent === null ? null : Math.round((base.percent + overBase) * 100) / 100;
		return first > last ? [] : [{ from: first, to: last, percent, source: `${source}; ${base.source}` }];
	});
	const known = bases[0]?.from;
	if (known === undefined || from >= known) return spans;
	return [{ from, to: earlierOf(addDays(known, -1), to), percent: null, source }, ...spans];
}

/** Whether no rate is missing; where one is, the merchant is asked for the base rate since that day. */
export function missingRateSince(spans: readonly RateSpan[]): Day | null {
	return spans.find(({ percent }) => percent === null)?.from ?? null;
}

/** The table, with what the merchant states where it knows nothing: also later changes within an unknown stretch. */
function baseRates(table: readonly DatedRate[], stated: readonly StatedRate[]): DatedRate[] {
	const rates = table.flatMap((rate, index) => {
		const next = table[index + 1]?.from;
		if (rate.percent !== null) return [rate];
		const own = stated
			.filter(({ from }) => next === undefined || from < next)
			.toSorted((a, b) => (a.from < b.from ? -1 : 1))
			.map(({ from, percent }) => ({ from, percent, source: "stated by the merchant" }));
		const before = own.filter(({ from }) => from <= rate.from).at(-1);
		const after = own.filter(({ from }) => from > rate.from);
		return [before === undefined ? rate : { ...before, from: rate.from }, ...after];
	});
	return rates;
}
