/**
 * How fast statement files are read, complete mapping included: `pnpm bench:statements [megabytes]`. Prints megabytes per
 * second on one core, and how that compares with doing nothing but parsing the same file; the machine cancels out of
 * the ratios. The last line is one JSON object.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Measured } from "./measure.ts";
import { camt053, type Layout, MT940, writeSample } from "./sample-files.ts";

const MEGABYTES = Number(process.argv[2] ?? 100);
/** Every way is measured this often, in turns; the median counts. */
const ROUNDS = 3;

const folder = mkdtempSync(join(tmpdir(), "kontor-statements-"));
try {
	const indented = await compare("camt.053 indented", camt053(true), "saxes");
	const compact = await compare("camt.053 compact", camt053(false), "saxes");
	const mt940 = await compare("MT940", MT940, "lines");
	console.log(
		JSON.stringify({
			bench: "statements",
			camtMBs: rounded(indented.rate),
			camtCompactMBs: rounded(compact.rate),
			mt940MBs: rounded(mt940.rate),
			camtRatio: rounded(indented.ratio),
			camtCompactRatio: rounded(compact.ratio),
			mt940Ratio: rounded(mt940.ratio),
			residentMB: Math.round(Math.max(indented.residentMB, compact.residentMB, mt940.residentMB)),
		}),
	);
} finally {
	rmSync(folder, { recursive: true });
}

async function compare(title: string, layout: Layout, base: "saxes" | "lines") {
	const path = join(folder, title.replaceAll(" ", "-"));
	writeSample(path, MEGABYTES * 1e6, layout);
	const ours: Measured[] = [];
	const bases: Measured[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		ours.push(await measure("statements", path));
		bases.push(await measure(base, path));
	}
	rmSync(path);
	const rate = median(ours.map((one) => one.rate));
	const baseRate = median(bases.map((one) => one.rate));
	const ratio = median(ours.map((one, round) => one.rate / (bases[round]?.rate ?? Number.NaN)));
	const residentMB = Math.max(...ours.map((one) => one.residentMB));
	console.log(
		`${title}: ${ours[0]?.count} entries, ${rate.toFixed(1)} MB/s, ${base} ${baseRate.toFixed(1)} MB/s, ratio ${ratio.toFixed(2)}, ${residentMB.toFixed(0)} MB`,
	);
	return { rate, ratio, residentMB };
}

async function measure(way: string, path: string): Promise<Measured> {
	const script = join(import.meta.dirname, "measure.ts");
	const size = String(statSync(path).size);
	const { stdout } = await promisify(execFile)(process.execPath, [script, way, path, size]);
	return JSON.parse(stdout);
}

function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
	return Math.round(value * 100) / 100;
}
