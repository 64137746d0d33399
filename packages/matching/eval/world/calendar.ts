import type { Random } from "../random.ts";

const DAY = 86_400_000;
/** The first order of a set is placed on this day, the last one `SPAN` days later. */
export const START = Date.UTC(2025, 9, 1) / DAY;
export const SPAN = 395;

/** Days since 1970 as an ISO day. Kept: sets ask for the same few hundred days a million times. */
export function isoDay(day: number): string {
	let text = DAYS.get(day);
	if (text === undefined) {
		text = new Date(day * DAY).toISOString().slice(0, 10);
		DAYS.set(day, text);
	}
	return text;
}
const DAYS = new Map<number, string>();

/** As people write a day: 03.11.2026, 3.11.26, 03.11., 2026-11-03, 3. Nov. */
export function writtenDay(random: Random, day: number): string {
	const [year = "", month = "", date = ""] = isoDay(day).split("-");
	switch (random.weighted({ full: 6, short: 3, noYear: 1, iso: 0.6, slash: 0.3 })) {
		case "full":
			return `${date}.${month}.${year}`;
		case "short":
			return `${Number(date)}.${Number(month)}.${year.slice(2)}`;
		case "noYear":
			return `${date}.${month}.`;
		case "iso":
			return `${year}-${month}-${date}`;
		case "slash":
			return `${date}/${month}/${year}`;
	}
}
