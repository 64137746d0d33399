import { parseArgs } from "node:util";
import { checkYear } from "./check/check-year.ts";
import { makeWorld } from "./make-world.ts";
import { runYear } from "./run-year.ts";
import { settingsOfWorld } from "./settings-of-world.ts";

/**
 * Lives through years and checks them: `pnpm year --seeds 1000 [--first 1] [--orders 2000]`. Prints each broken rule, and JSON at
 * the end: `{years, orders, done, violations, seconds}`. Ends with 1 where a rule was broken.
 */
const { values } = parseArgs({
	options: {
		seeds: { type: "string", default: "20" },
		first: { type: "string", default: "1" },
		orders: { type: "string", default: "2000" },
	},
});
const [years, first, orders] = [Number(values.seeds), Number(values.first), Number(values.orders)];
const started = performance.now();
let done = 0;
let violations = 0;
for (let seed = first; seed < first + years; seed++) {
	const world = makeWorld(seed, { orders, days: 365 });
	const outcome = runYear(world);
	const found = checkYear(world, outcome, settingsOfWorld(world));
	done += outcome.done.length;
	violations += found.length;
	for (const { order, on, rule, details } of found) {
		console.error(`seed ${seed}, ${order}, ${on}: ${rule}: ${details}`);
	}
}
const seconds = Math.round(performance.now() - started) / 1_000;
console.log(JSON.stringify({ years, orders: years * orders, done, violations, seconds }));
if (violations > 0) process.exitCode = 1;
