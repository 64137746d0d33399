import { createRequire } from "node:module";
import type { Day } from "@kontor/connector";
import type Holidays from "date-holidays";
import { weekdayOf } from "../days.ts";
import type { BankingCalendar } from "./banking-calendar.ts";

/** Closing days of TARGET (ECB, in force since 2002), as rules of the table of holidays. */
const CLOSING = ["01-01", "easter -2", "easter 1", "05-01", "12-25", "12-26"];

const require = createRequire(import.meta.url);
const YEARS = new Map<string, ReadonlySet<Day>>();

/**
 * The days on which euro payments are settled. Public holidays beyond these (Ascension, the German Unity Day) keep shops and
 * people at home, not payments: what has to be there before anything is demanded goes by these days (I10).
 */
export const BOOKING_DAYS: BankingCalendar = {
	isBankingDay(day) {
		const weekday = weekdayOf(day);
		return weekday !== 0 && weekday !== 6 && !closingDays(day.slice(0, 4)).has(day);
	},
};

function closingDays(year: string): ReadonlySet<Day> {
	let days = YEARS.get(year);
	if (days === undefined) {
		const Table: typeof Holidays = require("date-holidays");
		const all = new Table("DE").getHolidays(Number(year));
		days = new Set(all.filter(({ rule }) => CLOSING.includes(rule)).map(({ date }) => date.slice(0, 10)));
		YEARS.set(year, days);
	}
	return days;
}
