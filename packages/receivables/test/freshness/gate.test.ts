import { describe, expect, test } from "vitest";
import {
	type AccountCoverage,
	BOOKING_DAYS,
	bankingCalendar,
	bankingDayBefore,
	coveredUntil,
	dayIn,
	holidayRegions,
	lastingStaleness,
	onBankingDay,
	staleness,
} from "../../src/index.ts";

const calendar = BOOKING_DAYS;
const german = bankingCalendar("DE");
const account = (given: Partial<AccountCoverage>): AccountCoverage => ({
	id: "a",
	name: "Main",
	connections: [],
	countries: [],
	coveredUntil: null,
	limitDays: 1,
	...given,
});

/** The reasons on a day, at noon in UTC. */
function reasons(today: string, accounts: readonly AccountCoverage[], given: object = {}): string[] {
	const shop = { connection: "shop-1", name: "Books", reachedAt: `${today}T06:00:00Z`, limitHours: 24 };
	const gate = { accounts, shop, country: "DE", calendar, today, now: `${today}T12:00:00Z`, ...given };
	return staleness(gate).map((stale) =>
		stale.code === "stale-account" ? `${stale.account} needs ${stale.needed}` : stale.code,
	);
}

describe("every account that could hold the payment has to be up to date (F8, I10)", () => {
	test("the banking day before is needed", () => {
		expect(reasons("2026-03-03", [account({ coveredUntil: "2026-03-02" })])).toEqual([]);
		expect(reasons("2026-03-03", [account({ coveredUntil: "2026-03-01" })])).toEqual(["a needs 2026-03-02"]);
		expect(reasons("2026-03-03", [account({})])).toEqual(["a needs 2026-03-02"]);
	});

	test("over a weekend, and over Easter, Friday and Thursday are enough", () => {
		expect(reasons("2026-03-09", [account({ coveredUntil: "2026-03-06" })])).toEqual([]);
		expect(reasons("2026-04-07", [account({ coveredUntil: "2026-04-02" })])).toEqual([]);
		expect(reasons("2026-04-07", [account({ coveredUntil: "2026-04-01" })])).toEqual(["a needs 2026-04-02"]);
	});

	test("an account may lag behind as far as its limit", () => {
		expect(reasons("2026-03-06", [account({ coveredUntil: "2026-03-03", limitDays: 3 })])).toEqual([]);
		expect(reasons("2026-03-09", [account({ coveredUntil: "2026-03-03", limitDays: 3 })])).toEqual([
			"a needs 2026-03-04",
		]);
	});

	test("only accounts of the shop and country count (C2); one stale among them is enough", () => {
		const accounts = [
			account({ id: "fresh", coveredUntil: "2026-03-02" }),
			account({ id: "other-shop", connections: ["shop-2"] }),
			account({ id: "this-shop", connections: ["shop-2", "shop-1"] }),
			account({ id: "other-country", countries: ["CH"] }),
		];
		expect(reasons("2026-03-03", accounts)).toEqual(["this-shop needs 2026-03-02"]);
		expect(reasons("2026-03-03", accounts, { country: undefined })).toEqual([
			"this-shop needs 2026-03-02",
			"other-country needs 2026-03-02",
		]);
	});

	test("without an account nothing is demanded", () => {
		expect(reasons("2026-03-03", [])).toEqual(["no-account"]);
	});

	test("a shop that was not reached", () => {
		const shop = { connection: "shop-1", name: "Books", reachedAt: "2026-03-02T12:00:00Z", limitHours: 24 };
		const accounts = [account({ coveredUntil: "2026-03-02" })];
		expect(reasons("2026-03-03", accounts, { shop })).toEqual([]);
		expect(reasons("2026-03-03", accounts, { shop, now: "2026-03-03T12:00:01Z" })).toEqual(["stale-shop"]);
		expect(reasons("2026-03-03", accounts, { shop: { ...shop, reachedAt: null } })).toEqual(["stale-shop"]);
	});

	test("the merchant is warned when it lasts", () => {
		const late = account({ coveredUntil: "2026-03-02" });
		const warned = (today: string) => lastingStaleness([late], { calendar, today }, 3).length === 1;
		// Needed on the 4th is the 3rd: missing since the 4th.
		expect(["2026-03-04", "2026-03-05", "2026-03-06", "2026-03-09"].map(warned)).toEqual([false, false, true, true]);
	});
});

describe("how far an account's postings reach", () => {
	const nothing = { statementTo: null, fetchedOn: null, newestBookingOn: null, importedOn: null };
	test.each([
		["nothing is known", {}, null],
		["a statement says so itself", { statementTo: "2026-03-05" }, "2026-03-05"],
		["what was fetched is complete for the day before", { fetchedOn: "2026-03-05" }, "2026-03-04"],
		[
			"a file of today is not complete for today",
			{ newestBookingOn: "2026-03-05", importedOn: "2026-03-05" },
			"2026-03-04",
		],
		["a file of yesterday's bookings is", { newestBookingOn: "2026-03-04", importedOn: "2026-03-05" }, "2026-03-04"],
		["the best of them", { statementTo: "2026-03-02", fetchedOn: "2026-03-05" }, "2026-03-04"],
	])("%s", (_name, given, day) => {
		expect(coveredUntil({ ...nothing, ...given })).toBe(day);
	});
});

describe("banking days", () => {
	test("public holidays by country and Land", () => {
		const holidays = (country: string, region: string | null, days: readonly string[]) =>
			days.filter((day) => !bankingCalendar(country, region).isBankingDay(day));
		const days = ["2026-01-06", "2026-04-03", "2026-05-01", "2026-06-04", "2026-10-26", "2026-12-24", "2026-12-25"];
		expect(holidays("DE", null, days)).toEqual(["2026-04-03", "2026-05-01", "2026-12-25"]);
		expect(holidays("DE", "BY", days)).toEqual(["2026-01-06", "2026-04-03", "2026-05-01", "2026-06-04", "2026-12-25"]);
		expect(holidays("AT", null, days)).toEqual(["2026-01-06", "2026-05-01", "2026-06-04", "2026-10-26", "2026-12-25"]);
		expect(holidays("CH", null, days)).toEqual(["2026-04-03", "2026-12-25"]);
		expect(holidays("FR", null, days)).toEqual([]);
		expect(holidays("DE", "XX", days)).toEqual(holidays("DE", null, days));
		expect(holidayRegions("DE")).toMatchObject({ BY: "Bayern", BE: "Berlin" });
	});

	test("payments are booked on days on which nobody works: only TARGET's closing days are none", () => {
		const open = ["2026-05-14", "2026-05-25", "2026-06-04", "2026-10-26", "2026-12-24", "2026-12-31"];
		const closed = ["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25", "2026-12-26", "2027-03-26"];
		expect([...open, ...closed].filter((day) => BOOKING_DAYS.isBankingDay(day))).toEqual(open);
		expect(open.filter((day) => german.isBankingDay(day))).toEqual([
			"2026-06-04",
			"2026-10-26",
			"2026-12-24",
			"2026-12-31",
		]);
	});

	test("the next one, and those before", () => {
		expect(onBankingDay(german, "2026-04-03")).toBe("2026-04-07");
		expect(onBankingDay(german, "2026-04-07")).toBe("2026-04-07");
		expect(bankingDayBefore(german, "2026-04-07", 2)).toBe("2026-04-01");
		expect(bankingDayBefore(german, "2026-01-02", 1)).toBe("2025-12-31");
	});
});

test("the merchant's time zone decides the day (I8)", () => {
	expect(dayIn("Europe/Berlin", "2026-03-01T23:30:00Z")).toBe("2026-03-02");
	expect(dayIn("Europe/Berlin", "2026-07-01T22:30:00Z")).toBe("2026-07-02");
	expect(dayIn("UTC", new Date("2026-07-01T22:30:00Z"))).toBe("2026-07-01");
	expect(() => dayIn("Europe/Atlantis", "2026-07-01T22:30:00Z")).toThrow(RangeError);
});
