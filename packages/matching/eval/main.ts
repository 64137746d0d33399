/** `pnpm eval`: how right and how fast the engine is, on generated sets with known truth. See USAGE. */
import { ablate } from "./ablate.ts";
import { setName } from "./complete.ts";
import type { LabelledSet } from "./data.ts";
import { generate } from "./generate.ts";
import { measureEngine, measurePeer } from "./metrics/measure.ts";
import { printCases } from "./metrics/print-cases.ts";
import { NO_SPEED } from "./metrics/speed.ts";
import { details, scenarioTable, table } from "./metrics/table.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { peers } from "./peers/index.ts";
import { printSpeeds } from "./peers/print-speeds.ts";
import { replay } from "./replay/replay.ts";
import { completeReport, writeToReadme } from "./report.ts";
import { writeSet } from "./write-set.ts";

const options = optionsOrUsage(process.argv.slice(2));
if (options?.speed) {
	printSpeeds(options.speed === "million");
} else if (options?.complete) {
	const report = completeReport((what) => console.error(`… ${what}`));
	if (options.report) writeToReadme(report);
	console.log(report);
} else if (options !== null) {
	const sets = options.seeds.map((seed) => setOf(options, seed));
	if (options.write !== null) for (const set of sets) writeSet(set, options.write);
	else if (options.ablate) console.log(table(ablate(sets)));
	else for (const set of sets) measureSet(set, options);
}

function optionsOrUsage(args: readonly string[]): Options | null {
	try {
		return readOptions(args);
	} catch (error) {
		console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
		process.exitCode = 2;
		return null;
	}
}

function setOf({ profile, orders, postings, scenarios, stateful }: Options, seed: number): LabelledSet {
	const begin = performance.now();
	const count = scenarios ? { ofEachScenario: 200 } : postings;
	const set = generate({ profile, seed, orders, postings: count, once: stateful });
	console.error(`… seed ${seed}: generated in ${Math.round(performance.now() - begin)} ms`);
	return set;
}

function measureSet(set: LabelledSet, { orders, threshold, stateful, show, limit, peers: wanted }: Options): void {
	const engine = { policy: threshold === null ? {} : { threshold } };
	const measured = stateful ? { ...replay(set, engine), speed: NO_SPEED } : measureEngine(set, engine);
	if ("loadMs" in measured) {
		const { rowsBytes = 0, indexBytes = 0 } = measured.memory ?? {};
		const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
		console.error(
			`… loaded in ${Math.round(measured.loadMs)} ms, rows ${megabytes(rowsBytes)}, index ${megabytes(indexBytes)}`,
		);
	}
	if ("learned" in measured)
		console.error(`… ${measured.learned} payments learned from, ${measured.afterArrival} decided after an order came`);
	if (show === null) console.log(`${scenarioTable(measured.score)}\n\n${details(measured)}\n`);
	else console.log(`${printCases(set, measured.cases, show, limit)}\n`);
	const rows = [{ name: `${setName(set.profile, orders)}, seed ${set.seed}`, ...measured }];
	if (wanted) {
		const tuning = generate({ profile: set.profile, seed: set.seed + 1, orders, postings: 1_000 });
		for (const peer of peers(tuning)) rows.push({ name: peer.name, ...measurePeer(set, peer) });
	}
	console.log(table(rows));
}
