import { GUARD_NAMES } from "../src/index.ts";
import { combine } from "./combine.ts";
import type { LabelledSet } from "./data.ts";
import { measureEngine } from "./metrics/measure.ts";
import type { Row } from "./metrics/table.ts";

/** The engine as it is, then without one thing at a time: a guard, what it knows of paid orders, of payers. */
export function ablate(sets: readonly LabelledSet[]): Row[] {
	return [
		variant("full", sets),
		variant("no closed orders", sets, {}, { closed: false, payers: true }),
		variant("no known payers", sets, {}, { closed: true, payers: false }),
		...GUARD_NAMES.map((guard) => variant(`without ${guard}`, sets, { without: [guard] })),
		variant("without any guard", sets, { without: GUARD_NAMES }),
	];
}

function variant(
	name: string,
	sets: readonly LabelledSet[],
	...how: [options?: Parameters<typeof measureEngine>[1], knowledge?: Parameters<typeof measureEngine>[2]]
): Row {
	return combine(
		name,
		sets.map((set) => measureEngine(set, ...how)),
	);
}
