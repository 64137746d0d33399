import type { Day, Instant } from "@kontor/connector";

const MS = 86_400_000;

/** Days since 1970 began, and back: reading or writing a date takes ten times as long as looking it up, and there are not many days. */
const NUMBERS = new Map<Day, number>();
const NAMES: Day[] = [];

export function addDays(day: Day, days: number): Day {
	const number = numberOf(day) + days;
	let name = NAMES[number];
	if (name === undefined) {
		name = new Date(number * MS).toISOString().slice(0, 10);
		NAMES[number] = name;
	}
	return name;
}

/** Negative where `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
	return numberOf(to) - numberOf(from);
}

/** 0 is a Sunday. */
export function weekdayOf(day: Day): number {
	// 1 January 1970 was a Thursday.
	return (((numberOf(day) + 4) % 7) + 7) % 7;
}

function numberOf(day: Day): number {
	let number = NUMBERS.get(day);
	if (number === undefined) {
		number = Date.parse(day) / MS;
		NUMBERS.set(day, number);
	}
	return number;
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
