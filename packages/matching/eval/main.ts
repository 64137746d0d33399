import { generate } from "./generate.ts";
import { measureEngine } from "./metrics/measure.ts";
import { printCases } from "./metrics/print-cases.ts";
import { details, scenarioTable, table } from "./metrics/table.ts";
import { type Options, readOptions } from "./options.ts";
import { printSpeeds } from "./peers/print-speeds.ts";

const args = process.argv.slice(2);
if (args.includes("--speed")) printSpeeds(args.includes("--million"));
else run(readOptions(args));

function run(options: Options): void {
	for (const seed of options.seeds) {
		const postings = options.scenarios ? { ofEachScenario: 200 } : options.postings;
		const begin = performance.now();
		const set = generate({ profile: options.profile, seed, orders: options.orders, postings });
		console.error(`generated in ${Math.round(performance.now() - begin)} ms`);
		const policy = options.threshold === null ? {} : { threshold: options.threshold };
		const measured = measureEngine(set, { policy });
		console.error(`loaded in ${Math.round(measured.loadMs)} ms`);
		if (options.show !== null) console.log(printCases(set, measured.cases, options.show, options.limit));
		const name = `${options.profile} ${options.orders}, seed ${seed}`;
		if (options.show === null) console.log(`${scenarioTable(measured.score)}\n\n${details(measured)}\n`);
		console.log(table([{ name, ...measured }]));
	}
}
