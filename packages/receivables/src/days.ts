import type { Day, Instant } from "@kontor/connector";

const MS = 86_400_000;

/** Writing a date takes ten times as long as looking it up, and there are not many days. */
const NAMES = new Map<number, Day>();

export function addDays(day: Day, days: number): Day {
	const at = Date.parse(day) + days * MS;
	let name = NAMES.get(at);
	if (name === undefined) {
		name = new Date(at).toISOString().slice(0, 10);
		NAMES.set(at, name);
	}
	return name;
}

/** Negative where `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
	return (Date.parse(to) - Date.parse(from)) / MS;
}

export function laterOf(a: Day, b: Day): Day {
	return a > b ? a : b;
}

export function earlierOf(a: Day, b: Day): Day {
	if (b < a) return b;
	return a;
}

/** Making a format takes forty times as long as using it. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

/**
 * The day it is at a place: the merchant's time zone decides days (I8).
 * @throws RangeError for a time zone that does not exist.
 */
export function dayIn(timeZone: string, at: Date | Instant): Day {
	let format = FORMATS.get(timeZone);
	if (format === undefined) {
		format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
		FORMATS.set(timeZone, format);
	}
	return format.format(typeof at === "string" ? Date.parse(at) : at);
}
