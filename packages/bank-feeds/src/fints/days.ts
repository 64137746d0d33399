import type { Day } from "@kontor/connector";

/** The day it is for German banks. */
export function today(now: Date): Day {
	return new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin", dateStyle: "short" }).format(now);
}

export function addDays(day: Day, days: number): Day {
	const date = dateOf(day);
	date.setUTCDate(date.getUTCDate() + days);
	return date.toISOString().slice(0, 10);
}

/** The day as lib-fints writes it: it takes the day in UTC. */
export function dateOf(day: Day): Date {
	return new Date(`${day}T00:00:00Z`);
}
