import { hash } from "node:crypto";

/** The hours of a merchant's day at which his shop is compared: the night first, then where the day is quiet. */
const QUIET: Readonly<Record<number, readonly number[]>> = { 1: [3], 2: [3, 13], 3: [3, 13, 21], 4: [3, 9, 15, 21] };
const HOUR_MS = 60 * 60 * 1000;

/**
 * The next full comparison (PRODUCT B4): at a quiet hour by the merchant's clock, at a minute of the hour that is the
 * connection's own, so that not every shop is read at the stroke of three.
 */
export function nextComparison(now: Date, timeZone: string, perDay: number, connectionId: string): Date {
	const hours = QUIET[perDay] ?? [3];
	const minute = Number.parseInt(hash("md5", connectionId, "hex").slice(0, 8), 16) % 60;
	const local = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23" });
	const thisHour = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
	for (let ahead = 0; ; ahead++) {
		const at = new Date(thisHour + ahead * HOUR_MS + minute * 60_000);
		if (at > now && hours.includes(Number(local.format(at)))) return at;
	}
}
