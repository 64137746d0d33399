import type { Day } from "@kontor/connector";

/** The day it is at a place: the merchant's time zone decides days (I8). */
export function dayIn(timeZone: string, at: Date): Day {
	return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

/** The hour of the day there, 0 to 23. */
export function hourIn(timeZone: string, at: Date): number {
	return Number(new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23" }).format(at));
}
