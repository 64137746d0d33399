import { createRequire } from "node:module";
import type { Day } from "@kontor/connector";
import type Holidays from "date-holidays";
import { addDays, weekdayOf } from "../days.ts";

/** Says on which days banks of a place book and people are at work. */
export interface BankingCalendar {
	isBankingDay(day: Day): boolean;
}

/** Where the table of holidays has the names of the Länder and cantons. */
export const HOLIDAY_COUNTRIES = ["DE", "AT", "CH"] as const;
export type HolidayCountry = (typeof HOLIDAY_COUNTRIES)[number];

const require = createRequire(import.meta.url);
const CALENDARS = new Map<string, BankingCalendar>();

/**
 * Mondays to Fridays that are no public holiday. The holidays of a year are looked up when the first of its days is asked for;
 * the table of them, which is large, is read only then.
 * @param country ISO 3166; of a country without a table only the weekends are known.
 * @param region The Land or canton as ISO 3166-2 has it ("BY" of DE-BY); null, or one that there is not: only what holds in the whole country.
 */
export function bankingCalendar(country: string, region: string | null = null): BankingCalendar {
	const key = `${country}-${region ?? ""}`;
	let calendar = CALENDARS.get(key);
	if (calendar === undefined) {
		calendar = newCalendar(country, region);
		CALENDARS.set(key, calendar);
	}
	return calendar;
}

/** The Länder or cantons that a merchant can choose from, by their code. */
export function holidayRegions(country: HolidayCountry): Readonly<Record<string, string>> {
	return holidaysOf(country, null).getStates(country) ?? {};
}

/** The day itself, or the first banking day after it. */
export function onBankingDay(calendar: BankingCalendar, day: Day): Day {
	let next = day;
	while (!calendar.isBankingDay(next)) next = addDays(next, 1);
	return next;
}

/** The banking day that lies `count` banking days before a day; the day itself does not count. */
export function bankingDayBefore(calendar: BankingCalendar, day: Day, count: number): Day {
	let before = day;
	for (let left = count; left > 0; ) {
		before = addDays(before, -1);
		if (calendar.isBankingDay(before)) left -= 1;
	}
	return before;
}

function newCalendar(country: string, region: string | null): BankingCalendar {
	const years = new Map<string, ReadonlySet<Day>>();
	const known = new Map<Day, boolean>();
	function look(day: Day): boolean {
		const weekday = weekdayOf(day);
		if (weekday === 0 || weekday === 6) return false;
		const year = day.slice(0, 4);
		const holidays = years.get(year) ?? publicHolidays(country, region, Number(year));
		years.set(year, holidays);
		return !holidays.has(day);
	}
	return {
		isBankingDay(day) {
			let answer = known.get(day);
			if (answer === undefined) {
				answer = look(day);
				known.set(day, answer);
			}
			return answer;
		},
	};
}

function publicHolidays(country: string, region: string | null, year: number): ReadonlySet<Day> {
	if (!HOLIDAY_COUNTRIES.some((known) => known === country)) return new Set();
	const all = holidaysOf(country, region).getHolidays(year);
	return new Set(all.filter(({ type }) => type === "public").map(({ date }) => date.slice(0, 10)));
}

function holidaysOf(country: string, region: string | null): Holidays {
	const Table: typeof Holidays = require("date-holidays");
	return region === null ? new Table(country) : new Table(country, region);
}
