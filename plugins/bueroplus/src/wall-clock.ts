import type { Instant } from "@kontor/connector";

const WALL = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?/;
const GERMAN = /^(\d\d)\.(\d\d)\.(\d{4})(?: (\d\d):(\d\d)(?::(\d\d))?)?/;

/**
 * The moment that a wall clock in this zone shows: "2026-11-02T09:30:00" or "02.11.2026 09:30". In the hour that a clock
 * shows twice, the first one.
 * @throws RangeError where it is no time.
 */
export function momentOf(text: string, timeZone: string): Instant {
	const shown = shownBy(text);
	// The zone's offset is looked up twice: the first answer may be on the other side of a change of the clocks.
	const guess = shown - offset(shown, timeZone);
	return new Date(shown - offset(guess, timeZone)).toISOString();
}

/** The day of such a text: "2026-11-02". @throws RangeError where it is none. */
export function dayOf(text: string): string {
	return new Date(shownBy(text)).toISOString().slice(0, 10);
}

/** What the clock shows, as if it were UTC. */
function shownBy(text: string): number {
	const german = GERMAN.exec(text);
	const [, year, month, day, hour = "0", minute = "0", second = "0"] =
		german === null ? (WALL.exec(text) ?? []) : [german[0], german[3], german[2], german[1], ...german.slice(4)];
	const shown = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
	if (Number.isNaN(shown)) throw new RangeError(`no time: "${text}"`);
	return shown;
}

/** How far the zone's clock is ahead of UTC at that moment, in milliseconds. */
function offset(at: number, timeZone: string): number {
	const format = new Intl.DateTimeFormat("sv-SE", {
		timeZone,
		dateStyle: "short",
		timeStyle: "medium",
	});
	return Date.parse(`${format.format(at).replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
}
