import { describe, expect, it } from "vitest";
import { momentInBerlin, risingSeconds, wallInBerlin } from "../src/berlin-time.ts";

const iso = (at: number) => new Date(at).toISOString().replace(".000", "");
const only = (wall: string) => {
	const moment = momentInBerlin(wall);
	expect(moment?.earliest).toBe(moment?.latest);
	return iso(moment?.latest ?? 0);
};

describe("time on Berlin's wall", () => {
	it("is one hour ahead in winter and two in summer, also on the days of change", () => {
		expect(only("2026-11-22 09:30:00")).toBe("2026-11-22T08:30:00Z");
		expect(only("2026-07-01 00:15:00")).toBe("2026-06-30T22:15:00Z");
		expect(only("2026-10-25 01:59:59")).toBe("2026-10-24T23:59:59Z");
		expect(only("2026-10-25 03:00:00")).toBe("2026-10-25T02:00:00Z");
		expect(only("2026-03-29 01:59:59")).toBe("2026-03-29T00:59:59Z");
		expect(only("2026-03-29 03:00:00")).toBe("2026-03-29T01:00:00Z");
	});

	it("begins a day at midnight where there is no time", () => {
		expect(only("2026-11-22")).toBe("2026-11-21T23:00:00Z");
	});

	it("is two moments in the hour that the clocks show twice", () => {
		const { earliest, latest } = momentInBerlin("2026-10-25 02:30:00") ?? { earliest: 0, latest: 0 };
		expect([iso(earliest), iso(latest)]).toEqual(["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]);
		expect(wallInBerlin(new Date(earliest))).toBe(wallInBerlin(new Date(latest)));
	});

	it("takes a time that the clocks skip as if they went on", () => {
		expect(only("2026-03-29 02:30:00")).toBe("2026-03-29T01:30:00Z");
	});

	it.each(["", "gestern", "22.11.2026", "2026-13-45 00:00:00"])("is none of %o", (text) => {
		expect(momentInBerlin(text)).toBeUndefined();
	});
});

it("a revision never falls while time goes on, not even when the clocks are put back", () => {
	const begin = Date.parse("2026-10-24T22:00:00Z");
	let last = 0;
	for (let at = begin; at < begin + 8 * 3_600_000; at += 61_000) {
		const moment = momentInBerlin(wallInBerlin(new Date(at)));
		const revision = moment === undefined ? 0 : risingSeconds(moment);
		expect(revision).toBeGreaterThanOrEqual(last);
		last = revision;
	}
	expect(last).toBeGreaterThan(begin / 1000);
});
