import { generate } from "../generate.ts";
import { loadEngine } from "../metrics/measure.ts";
import { compareSpeed, speedTable } from "./compare-speed.ts";

const SIZES = [10_000, 100_000];
const LARGEST = 1_000_000;
const POSTINGS = 20_000;
/** None that rules are tried on. */
const SEED = 42;

/**
 * The engine, the Odoo shape and FlexSearch over the same orders in the same run, with the ratios; the last line is JSON.
 *
 * @param million - over a million open orders as well: minutes, and gigabytes.
 */
export function printSpeeds(million: boolean): void {
	const comparisons = [...SIZES, ...(million ? [LARGEST] : [])].map((orders) => {
		const set = generate({ profile: "base", seed: SEED, orders, postings: POSTINGS });
		const engine = loadEngine(set, {}, { closed: true, payers: true });
		const comparison = compareSpeed(set, (posting) => engine.decide(posting));
		console.log(`${speedTable(comparison).join("\n")}\n`);
		return comparison;
	});
	console.log(JSON.stringify({ seed: SEED, postings: POSTINGS, comparisons }));
}
