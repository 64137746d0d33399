import type { Day } from "@kontor/connector";

export function dayAfter(day: Day, count = 1): Day {
	const date = new Date(`${day}T00:00:00Z`);
	date.setUTCDate(date.getUTCDate() + count);
	return date.toISOString().slice(0, 10);
}
