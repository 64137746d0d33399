import type { Day } from "@kontor/connector";

const DAY_MS = 86_400_000;

/** Between announcement and booking (bank facts 3.6, 5). */
export const MOST_BANKING_DAYS = 3;

/** How many banking days lie between two days, whichever comes first; 0 for the same day. Stops counting at `most`. */
export function bankingDaysBetween(a: Day, b: Day, most: number): number {
	const [from, to] = [Date.parse(a), Date.parse(b)].toSorted((x, y) => x - y) as [number, number];
	let count = 0;
	for (let at = from + DAY_MS; at <= to && count <= most; at += DAY_MS) {
		if (isBankingDay(new Date(at))) count++;
	}
	return count;
}

/** The first day from which it is no more than so many banking days to `day`. */
export function earliestWithin(day: Day, most: number): Day {
	const end = Date.parse(day);
	let left = most;
	let at = end;
	while (true) {
		// Counted like above: what lies after the day, up to and with the other one.
		if (isBankingDay(new Date(at)) && left-- === 0) return new Date(at).toISOString().slice(0, 10);
		at -= DAY_MS;
	}
}

/** Days on which the euro's settlement system T2 is open: all but weekends and its six holidays. */
function isBankingDay(date: Date): boolean {
	const weekday = date.getUTCDay();
	if (weekday === 0 || weekday === 6) return false;
	if (["01-01", "05-01", "12-25", "12-26"].includes(date.toISOString().slice(5, 10))) return false;
	const sinceEaster = (date.getTime() - easterSunday(date.getUTCFullYear())) / DAY_MS;
	return sinceEaster !== -2 && sinceEaster !== 1;
}

/** By the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): number {
	const a = year % 19;
	const b = Math.floor(year / 100);
	const c = year % 100;
	const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
	const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
	const m = Math.floor((a + 11 * h + 22 * l) / 451);
	const n = h + l - 7 * m + 114;
	return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1);
}
