import type { Day } from "@kontor/connector";

/** What stands first in dates with slashes: Americans write the month there. */
export type SlashOrder = "day" | "month" | "unknown";

/** 03/04/2026 says nothing; a 13 anywhere in the column does. */
export function slashOrder(cells: readonly string[]): SlashOrder {
	const pairs = cells.flatMap((cell) => {
		const parts = SLASHES.exec(cell.trim());
		return parts === null ? [] : [[Number(parts[1]), Number(parts[2])] as const];
	});
	const dayFirst = pairs.some(([first]) => first > 12);
	const monthFirst = pairs.some(([, second]) => second > 12);
	return dayFirst === monthFirst ? "unknown" : dayFirst ? "day" : "month";
}

/**
 * Reads 2026-11-02 (with or without a time), 2.11.2026, 02.11.26, and dates with slashes where their order is known.
 * `undefined` where a date is there but ambiguous: it is then no evidence; null where there is none.
 */
export function readDay(cell: string, slashes: SlashOrder): Day | null | undefined {
	const text = cell.trim();
	const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[ T])/.exec(text);
	if (iso !== null) return day(iso[1], iso[2], iso[3]);
	const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:$|[ ,])/.exec(text);
	if (german !== null) return day(german[3], german[2], german[1]);
	const slashed = SLASHES.exec(text);
	if (slashed === null) return null;
	if (slashes === "unknown") return slashed[1] === slashed[2] ? day(slashed[3], slashed[1], slashed[2]) : undefined;
	return slashes === "day" ? day(slashed[3], slashed[2], slashed[1]) : day(slashed[3], slashed[1], slashed[2]);
}

const SLASHES = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?:$|[ ,])/;

function day(year = "", month = "", dayOfMonth = ""): Day | null {
	const text = `${year.padStart(4, "20")}-${month.padStart(2, "0")}-${dayOfMonth.padStart(2, "0")}`;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null;
}
