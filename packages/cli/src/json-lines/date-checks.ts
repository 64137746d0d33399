import type { Day, Text } from "@kontor/connector";
import { UnexpectedField } from "./field-checks.ts";

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const INSTANT =
	/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/;

/** A day, or an instant in UTC: an instant with an offset is converted, one without is taken as UTC. */
export function dayOrInstant(value: unknown, field: string): string | undefined {
	if (value === undefined || value === null || value === "") return undefined;
	if (typeof value === "string") {
		if (value.length === 10 && DAY.test(value)) return existing(value, field);
		if (INSTANT.test(value)) return inUtc(value, field);
	}
	throw new UnexpectedField(field, EXPECTED, value);
}

/** Of an instant the day that it names. */
export function requiredDay(value: unknown, field: string): Day {
	const found = typeof value === "string" && (DAY.test(value) || INSTANT.test(value)) ? value.slice(0, 10) : undefined;
	if (found === undefined) throw new UnexpectedField(field, EXPECTED_DAY, value);
	return existing(found, field);
}

/** Day 29 to 31 may be more than the month has. */
function existing(day: string, field: string): string {
	if (day.charCodeAt(8) >= 50 && new Date(day).getUTCDate() !== Number(day.slice(8))) {
		throw new UnexpectedField(field, EXPECTED, day);
	}
	return day;
}

function inUtc(instant: string, field: string): string {
	existing(instant.slice(0, 10), field);
	if (instant.endsWith("Z") && instant[10] === "T") return instant;
	const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(instant) ? instant : `${instant}Z`;
	return new Date(zoned.replace(" ", "T")).toISOString();
}

const EXPECTED: Text = {
	de: "ein Datum wie 2026-11-02 oder ein Zeitpunkt wie 2026-11-02T08:30:00Z",
	en: "a date such as 2026-11-02 or an instant such as 2026-11-02T08:30:00Z",
};
const EXPECTED_DAY: Text = { de: "ein Datum wie 2026-11-02", en: "a date such as 2026-11-02" };
