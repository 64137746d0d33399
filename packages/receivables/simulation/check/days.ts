import Holidays from "date-holidays";

/* The checker shares no code with what it checks, not even how days are counted. */

/** The days of years, one after the other, and where each of them stands. */
const ALL: string[] = [];
const PLACES = new Map<string, number>();
const [FIRST_YEAR, LAST_YEAR] = [1990, 2060];

for (const date = new Date(Date.UTC(FIRST_YEAR, 0, 1)); date.getUTCFullYear() <= LAST_YEAR; ) {
	PLACES.set(date.toISOString().slice(0, 10), ALL.length);
	ALL.push(date.toISOString().slice(0, 10));
	date.setUTCDate(date.getUTCDate() + 1);
}

/** The day so many days later, or earlier. @throws RangeError outside of the years there are */
export function plus(day: string, count: number): string {
	const place = PLACES.get(day);
	const found = place === undefined ? undefined : ALL[place + count];
	if (found === undefined) throw new RangeError(`${day} and ${count} days`);
	return found;
}

/** All days from one to another, both included. */
export function daysFrom(first: string, last: string): readonly string[] {
	return ALL.slice(PLACES.get(first), (PLACES.get(last) ?? 0) + 1);
}

/** How many days from one to the other. */
export function count(from: string, to: string): number {
	const [first, last] = [PLACES.get(from), PLACES.get(to)];
	if (first === undefined || last === undefined) throw new RangeError(`${from} to ${to}`);
	return last - first;
}

export interface BankDays {
	/** The day, or the next on which banks are open. */
	openFrom(day: string): string;
}

/** Days on which banks book euro payments: not on weekends, New Year, Good Friday, Easter Monday, 1 May and both days of Christmas. */
export function isBooked(day: string): boolean {
	return !isWeekend(day) && !closedIn(Number(day.slice(0, 4))).includes(day);
}

function isWeekend(day: string): boolean {
	// The first of them was a Monday.
	return (PLACES.get(day) ?? 0) % 7 > 4;
}

const CLOSED = new Map<number, readonly string[]>();

function closedIn(year: number): readonly string[] {
	const known = CLOSED.get(year);
	if (known !== undefined) return known;
	const easter = easterOf(year);
	const fixed = ["01-01", "05-01", "12-25", "12-26"].map((rest) => `${year}-${rest}`);
	const closed = [...fixed, plus(easter, -2), plus(easter, 1)];
	CLOSED.set(year, closed);
	return closed;
}

/** Easter Sunday (Spencer 1876). */
function easterOf(year: number): string {
	const [golden, century, rest] = [year % 19, Math.floor(year / 100), year % 100];
	const epact = (19 * golden + century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 15) % 30;
	const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
	const late = Math.floor((golden + 11 * epact + 19 * weekday) / 433);
	const month = Math.floor((epact + weekday - 7 * late + 90) / 25);
	const date = (epact + weekday - 7 * late + 33 * month + 19) % 32;
	return new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);
}

/** Mondays to Fridays without the public holidays of the country. */
export function bankDays(country: string, firstYear: number, lastYear: number): BankDays {
	const table = new Holidays(country);
	const closed = new Set<string>();
	for (let year = firstYear - 1; year <= lastYear + 1; year++) {
		for (const { type, date } of table.getHolidays(year)) if (type === "public") closed.add(date.slice(0, 10));
	}
	const isOpen = (day: string) => !closed.has(day) && !isWeekend(day);
	const openFrom = (day: string): string => (isOpen(day) ? day : openFrom(plus(day, 1)));
	return { openFrom };
}
