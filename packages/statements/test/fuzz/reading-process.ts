/** Reads case after case until it is ended: `reading-process.ts <seed> <first number> <longest field>`. */
import { caseOf } from "./cases.ts";
import { judged } from "./judged.ts";
import type { FuzzMessage } from "./messages.ts";

const [seed = 0, first = 0, field = 0] = process.argv.slice(2).map(Number);

for (let number = first; ; number++) {
	tell({ type: "begun", number });
	const outcome = await judged(caseOf(seed, number, { field }));
	tell({ type: "done", number, ...outcome, residentMB: Math.round(process.memoryUsage.rss() / 1024 / 1024) });
	// Lets the messages leave.
	await new Promise((resolve) => setImmediate(resolve));
}

function tell(message: FuzzMessage): void {
	process.send?.(message);
}
