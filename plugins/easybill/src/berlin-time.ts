/**
 * easybill writes times as they are on a wall in Berlin, without an offset. In the night when summer time ends an hour is
 * on the wall twice: which of the two is meant cannot be known.
 */

const WALL = new Intl.DateTimeFormat("en-GB", {
	timeZone: "Europe/Berlin",
	hourCycle: "h23",
	year: "numeric",
	month: "2-digit",
	day: "2-digit",
	hour: "2-digit",
	minute: "2-digit",
	second: "2-digit",
});
const HOUR = 3_600_000;
const SUMMER = 2 * HOUR;
const WINTER = HOUR;

export interface Moment {
	/** Unix milliseconds; the two differ by an hour where the wall shows the time twice. */
	readonly earliest: number;
	readonly latest: number;
}

/** "2026-11-22 09:30:00" or "2026-11-22" (its first second) on Berlin's wall; undefined where it is neither. */
export function momentInBerlin(text: string): Moment | undefined {
	const [, day, time = "00:00:00"] = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d))?/.exec(text) ?? [];
	const asIfUtc = day === undefined ? Number.NaN : Date.parse(`${day}T${time}Z`);
	if (Number.isNaN(asIfUtc)) return undefined;
	const possible = [asIfUtc - SUMMER, asIfUtc - WINTER].filter((at) => wallInBerlin(new Date(at)) === `${day} ${time}`);
	// A time that the clocks skip in spring was never on the wall: taken as if they had not been put forward.
	const [earliest = asIfUtc - WINTER, latest = earliest] = possible;
	return { earliest, latest };
}

/** The moment as it is on Berlin's wall: "2026-11-22 09:30:00". */
export function wallInBerlin(at: Date): string {
	const part = Object.fromEntries(WALL.formatToParts(at).map(({ type, value }) => [type, value]));
	return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second}`;
}

export function dayInBerlin(at: Date): string {
	return wallInBerlin(at).slice(0, 10);
}

/**
 * A number of seconds that never falls while the time on the wall goes on. The doubled hour is one number: who sees the
 * same number with another content takes it for a change, who saw it fall would take it for old.
 */
export function risingSeconds({ earliest, latest }: Moment): number {
	return Math.floor(earliest === latest ? earliest / 1000 : (latest - (latest % HOUR)) / 1000);
}
