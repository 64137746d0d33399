import type { Day, Text } from "@kontor/connector";
import { nearestDay } from "../days.ts";
import { unreadable } from "../fault.ts";
import type { Posting, PostingStatus } from "../model.ts";
import { dayIn } from "./cells.ts";
import type { Conventions } from "./conventions.ts";
import { saysOneOf } from "./labels.ts";
import type { CsvRow } from "./records.ts";
import { at, cellAt, type RowContext, warning } from "./row-context.ts";

/** The booking day; of a pending row without one the value day, or `undefined`. */
export function bookingDayOf(
	row: CsvRow,
	context: RowContext,
	valueDay: Day | undefined,
	status: PostingStatus,
): Day | undefined {
	const { layout, mapping, conventions } = context;
	const cell = cellAt(row, layout.of.bookingDay);
	const day = dayIn(cell, conventions.order) ?? dayWithoutYear(cell, valueDay);
	if (day !== undefined) return day;
	if (cell === "" ? status === "pending" : saysOneOf(cell, mapping.pendingDates)) return valueDay;
	throw unreadable(at(row, layout, layout.of.bookingDay), DATES[conventions.order], cell);
}

/** "30.12" of old exports: the year in which it lies nearest to the value day. */
function dayWithoutYear(cell: string, valueDay: Day | undefined): Day | undefined {
	const [, day, month] = /^(\d\d)\.(\d\d)\.?$/.exec(cell) ?? [];
	return day === undefined || valueDay === undefined ? undefined : nearestDay(`${month}${day}`, valueDay);
}

export function valueDayOf(row: CsvRow, context: RowContext): Pick<Posting, "valueDay" | "valueDayRaw"> {
	const { layout, conventions } = context;
	const cell = cellAt(row, layout.of.valueDay);
	if (!/\d/.test(cell)) return {};
	const valueDay = dayIn(cell, conventions.order);
	if (valueDay === undefined) context.warn(warning(row, layout, layout.of.valueDay, VALUE_DAY));
	return { valueDay, valueDayRaw: valueDay !== undefined && names(cell, valueDay) ? undefined : cell };
}

/** Whether the day is the written one and not that of the month's end instead (30 February). */
function names(cell: string, day: Day): boolean {
	const date = day.slice(8);
	return /^\d{8}$/.test(cell) ? cell.includes(date) : cell.split(/\D+/).some((part) => Number(part) === Number(date));
}

const DATES: Readonly<Record<Conventions["order"], Text>> = {
	DMY: { de: "ein Datum wie 31.12.2026", en: "a date like 31.12.2026" },
	MDY: { de: "ein Datum wie 12/31/2026", en: "a date like 12/31/2026" },
	YMD: { de: "ein Datum wie 2026-12-31", en: "a date like 2026-12-31" },
};
const VALUE_DAY: Text = {
	de: "Die Wertstellung ist nicht lesbar und wurde ausgelassen.",
	en: "The value date cannot be read and was left out.",
};
