import Holidays from "date-holidays";

/* The checker shares no code with what it checks, not even how days are counted. */

/** The day so many days later, or earlier. */
export function plus(day: string, count: number): string {
	const date = new Date(day);
	date.setUTCDate(date.getUTCDate() + count);
	return date.toISOString().slice(0, 10);
}

/** How many days from one to the other. */
export function count(from: string, to: string): number {
	return Math.round((new Date(`${to}T00:00:00Z`).getTime() - new Date(`${from}T00:00:00Z`).getTime()) / 86_400_000);
}

export interface BankDays {
	/** The day, or the next on which banks are open. */
	openFrom(day: string): string;
}

/** Days on which banks book euro payments: not on weekends, New Year, Good Friday, Easter Monday, 1 May and both days of Christmas. */
export function isBooked(day: string): boolean {
	const [year = 0] = day.split("-").map(Number);
	const easter = easterOf(year);
	const closed = [
		`${year}-01-01`,
		plus(easter, -2),
		plus(easter, 1),
		`${year}-05-01`,
		`${year}-12-25`,
		`${year}-12-26`,
	];
	return !closed.includes(day) && ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
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
	const isOpen = (day: string) => !closed.has(day) && ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
	const openFrom = (day: string): string => (isOpen(day) ? day : openFrom(plus(day, 1)));
	return { openFrom };
}
