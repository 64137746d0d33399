import type { Day } from "@kontor/connector";
import { isoDay } from "../days.ts";

export type DecimalSign = "," | ".";
export type DateOrder = "DMY" | "MDY" | "YMD";

/**
 * An amount as a plain decimal, or `undefined` where the cell holds none. Strict about groups of thousands, so that
 * "1.5" is no amount where the comma is the decimal sign, and "1.000" is a thousand there.
 */
export function decimalIn(cell: string, sign: DecimalSign): string | undefined {
	const text = bareAmount(cell);
	const group = sign === "," ? "." : ",";
	const parts = /^([+-]?)(.+?)([+-]?)$/.exec(text);
	if (!parts || (parts[1] !== "" && parts[3] !== "")) return undefined;
	const [whole = "", fraction, ...more] = (parts[2] ?? "").split(sign);
	if (more.length > 0 || (fraction !== undefined && !/^\d*$/.test(fraction))) return undefined;
	const digits = whole.replaceAll(group, "");
	const grouped = whole.includes(group);
	if (!/^\d*$/.test(digits) || (digits === "" && !fraction)) return undefined;
	if (grouped && !/^\d{1,3}([.,]\d{3})+$/.test(whole)) return undefined;
	const minus = parts[1] === "-" || parts[3] === "-" ? "-" : "";
	return `${minus}${digits === "" ? "0" : digits}${fraction ? `.${fraction}` : ""}`;
}

/** Which sign parts off the decimals, or `undefined` where the amount leaves it open ("1.000", "12"). */
export function decimalSignOf(cell: string): DecimalSign | undefined {
	const text = bareAmount(cell).replace(/[+-]/g, "");
	const last = Math.max(text.lastIndexOf(","), text.lastIndexOf("."));
	if (last < 0 || !/^[\d.,]+$/.test(text)) return undefined;
	const mark = text[last] === "," ? "," : ".";
	const other = mark === "," ? "." : ",";
	if (text.includes(other)) return mark;
	// Used twice it groups thousands.
	if (text.indexOf(mark) !== last) return other;
	return text.length - last - 1 === 3 ? undefined : mark;
}

/** Without currency, blanks, apostrophes between thousands, and with a plain minus. */
function bareAmount(cell: string): string {
	return cell
		.replace(/[\u2212\u2013]/g, "-")
		.replace(/[\s'\u2019\u00b4]/g, "")
		.replace(/^([+-]?)(?:€|[A-Z]{3})|(?:€|[A-Z]{3})$/g, "$1");
}

const PARTED = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:[ T,].*)?$/;

/** The day a cell names, or `undefined`. A year written first is always the year; else the order says. */
export function dayIn(cell: string, order: DateOrder): Day | undefined {
	const text = cell.trim();
	if (/^\d{8}$/.test(text)) return compactDay(text, order);
	const [, first = "", , second = "", third = ""] = PARTED.exec(text) ?? [];
	if (first === "" || (first.length > 2 && first.length < 4) || third.length === 3) return undefined;
	if (first.length === 4 || order === "YMD") return day(first, second, third);
	return order === "DMY" ? day(third, second, first) : day(third, first, second);
}

/** The order that a date gives away, or `undefined` where it fits two ("03/04/2026"). */
export function dateOrderOf(cell: string): DateOrder | undefined {
	if (YEAR_FIRST.test(cell.trim())) return "YMD";
	const [, first = "", mark, second = "", third = ""] = PARTED.exec(cell.trim()) ?? [];
	if (first === "") return undefined;
	if (first.length === 4) return "YMD";
	if (third.length > 2 && Number(first) > 12) return "DMY";
	if (third.length > 2 && Number(second) > 12) return "MDY";
	// Only German and Swiss dates are written with points.
	return mark === "." ? "DMY" : undefined;
}

/** Without separators only a year can begin so and go on with a month. */
const YEAR_FIRST = /^(19|20)\d\d(0[1-9]|1[0-2])\d\d$/;

function compactDay(text: string, order: DateOrder): Day | undefined {
	if (order === "YMD" || YEAR_FIRST.test(text)) return day(text.slice(0, 4), text.slice(4, 6), text.slice(6));
	const [first, second, year] = [text.slice(0, 2), text.slice(2, 4), text.slice(4)];
	return order === "DMY" ? day(year, second, first) : day(year, first, second);
}

function day(year: string, month: string, date: string): Day | undefined {
	if (date.length > 2) return undefined;
	const full = year.length > 2 ? year : `${Number(year) < 80 ? 20 : 19}${year.padStart(2, "0")}`;
	return isoDay(`${full}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`);
}
