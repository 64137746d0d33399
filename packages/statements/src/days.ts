import type { Day } from "@kontor/connector";

/**
 * The day, or `undefined` where month or day cannot be. A day past the month's end (30 February of 30/360 interest, 31
 * November) is clamped to the last one; the raw text goes into the content key instead.
 */
function dayOf(year: number, month: number, day: number): Day | undefined {
	if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
	const clamped = Math.min(day, daysIn(year, month));
	return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(clamped).padStart(2, "0")}`;
}

/** `YYMMDD` of MT files: 80 to 99 are the last century. */
export function shortDay(text: string): Day | undefined {
	if (text !== lastShort) {
		lastShort = text;
		lastDay = readShortDay(text);
	}
	return lastDay;
}

// Postings stand by day in a statement: thousands in a row share this one, and its text.
let lastShort = "";
let lastDay: Day | undefined;

function readShortDay(text: string): Day | undefined {
	if (!/^\d{6}$/.test(text)) return undefined;
	const century = text < "80" ? "20" : "19";
	return isoDay(`${century}${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4)}`);
}

/** `MMDD` without a year: the year in which it lies nearest to the other day. */
export function nearestDay(monthDay: string, to: Day): Day | undefined {
	if (monthDay !== lastMonthDay || to !== lastTo) {
		lastMonthDay = monthDay;
		lastTo = to;
		lastNearest = findNearestDay(monthDay, to);
	}
	return lastNearest;
}

let lastMonthDay = "";
let lastTo = "";
let lastNearest: Day | undefined;

function findNearestDay(monthDay: string, to: Day): Day | undefined {
	if (to.startsWith(monthDay.slice(0, 2), 5) && to.endsWith(monthDay.slice(2))) return to;
	const month = Number(monthDay.slice(0, 2));
	const day = Number(monthDay.slice(2, 4));
	const year = Number(to.slice(0, 4));
	const target = Date.parse(to);
	let best: Day | undefined;
	for (const candidate of [year, year - 1, year + 1]) {
		const found = dayOf(candidate, month, day);
		if (found === undefined) return undefined;
		if (best === undefined || Math.abs(Date.parse(found) - target) < Math.abs(Date.parse(best) - target)) best = found;
	}
	return best;
}

/** `YYYY-MM-DD` or `YYYYMMDD` with whatever follows (time, zone): the day as the bank wrote it, in the bank's own time. */
export function isoDay(text: string): Day | undefined {
	// All but interest dates are this, so nothing is built for them.
	if (COMMON.test(text)) return text.length === 10 ? text : text.slice(0, 10);
	const parts = /^\s*(\d{4})(-?)(\d{2})\2(\d{2})(?!\d)/.exec(text);
	return parts ? dayOf(Number(parts[1]), Number(parts[3]), Number(parts[4])) : undefined;
}

/** A day that every month has. */
const COMMON = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])/;

function daysIn(year: number, month: number): number {
	if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
