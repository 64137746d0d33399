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
	isOpen(day: string): boolean;
	/** The day, or the next on which banks are open. */
	openFrom(day: string): string;
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
	return { isOpen, openFrom };
}
