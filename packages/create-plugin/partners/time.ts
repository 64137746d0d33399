import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { arch, cpus, platform } from "node:os";
import { basename, join } from "node:path";
import { createOutside, emptyFolder } from "./outside-project.ts";
import { packPartners } from "./pack.ts";
import { pnpm, sh } from "./packages.ts";

// The whole way of a partner, with a clock: an empty folder, `npm create @kontor/plugin`, a real installation from the registry, types,
// suite. Prints JSON, times in seconds.

const folder = await emptyFolder();
const seconds: Record<string, number> = {};

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
	const begun = performance.now();
	const done = await work();
	seconds[what] = Math.round((performance.now() - begun) / 100) / 10;
	return done;
}

try {
	const tarballs = await packPartners(join(folder, "tarballs"));
	const plugin = await timed("create", () => createOutside(folder, tarballs, "acme"));
	const written = await sizeOf(plugin);
	// The packages are not in a registry yet: their tarballs stand for them, also where they depend on each other.
	const places = Object.fromEntries(
		tarballs.map((file) => [`@kontor/${basename(file).replace(/^kontor-(.+)-\d.*$/, "$1")}`, `file:${file}`]),
	);
	await writeFile(join(plugin, "pnpm-workspace.yaml"), JSON.stringify({ overrides: places }));
	await timed("install", () => pnpm(plugin, "install", "--prefer-offline"));
	await timed("types", () => sh(plugin, process.execPath, "node_modules/typescript/bin/tsc"));
	const json = ["--reporter=json", "--outputFile=report.json"];
	await timed("suite", () => sh(plugin, process.execPath, "node_modules/vitest/vitest.mjs", "run", ...json));
	const { numPassedTests: tests } = JSON.parse(await readFile(join(plugin, "report.json"), "utf8"));
	const [cpu] = cpus();
	const machine = `${cpus().length} cores (${cpu?.model.trim() ?? "?"}), ${platform()} ${arch()}, Node ${process.version}`;
	const total = Math.round(Object.values(seconds).reduce((sum, one) => sum + one, 0) * 10) / 10;
	console.log(JSON.stringify({ seconds: { ...seconds, total }, ...written, tests, machine, day: today() }, null, "\t"));
} finally {
	await rm(folder, { recursive: true });
}

/** Of what a partner begins with. */
async function sizeOf(plugin: string): Promise<{ files: number; lines: number; linesOfCode: number }> {
	const entries = (await readdir(plugin, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
	const counted = await Promise.all(
		entries.map(async ({ parentPath, name }) => {
			const text = await readFile(join(parentPath, name), "utf8");
			return { lines: text.split("\n").length - 1, isCode: name.endsWith(".ts") };
		}),
	);
	const sum = (some: typeof counted) => some.reduce((lines, one) => lines + one.lines, 0);
	return { files: counted.length, lines: sum(counted), linesOfCode: sum(counted.filter(({ isCode }) => isCode)) };
}

function today(): string {
	return new Date().toISOString().slice(0, 10);
}
