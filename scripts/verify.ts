import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

/**
 * Everything a change has to pass. The steps that need little run side by side; the first that fails is shown in full.
 * `pnpm verify` has installed what is needed before this runs.
 */
const top = join(import.meta.dirname, "..");
const environment = {
	...process.env,
	PATH: [join(top, "node_modules/.bin"), process.env.PATH].join(delimiter),
	// What pnpm checked before this script need not be checked by every nested call.
	npm_config_verify_deps_before_run: "false",
	TURBO_TELEMETRY_DISABLED: "1",
	DO_NOT_TRACK: "1",
	FORCE_COLOR: process.env.CI === undefined ? "1" : "0",
};

interface Step {
	readonly name: string;
	readonly command: readonly string[];
}

const step = (name: string, ...command: string[]): Step => ({ name, command });

const stages: readonly (readonly Step[])[] = [
	[
		step("format and lint", "biome", "ci", "."),
		step("types", "turbo", "run", "typecheck", "--output-logs=errors-only"),
		step("promises", "oxlint", "--type-aware", "--deny-warnings"),
		step("unused code and dependencies", "knip"),
		step("one version per dependency", "sherif"),
		step("generated files", "node", "scripts/generate.ts", "--check"),
	],
	// As many as the smallest machine has cores: most tests wait for a database, a process or a browser.
	[step("tests", "vitest", "run", "--maxWorkers=2", "--exclude", "**/test/kill/**")],
	// Beside each other alone: they wait for what processes that start and die again and again do by the clock.
	[step("kill tests", "vitest", "run", "--maxWorkers=2", "--project", "@kontor/cli", "packages/cli/test/kill")],
];

const started = Date.now();
for (const stage of stages) {
	// Two at a time: as many as the smallest machine has cores.
	const queue = [...stage];
	await Promise.all(
		[0, 1].map(async () => {
			for (let next = queue.shift(); next !== undefined; next = queue.shift()) await run(next, stage.length === 1);
		}),
	);
}
console.log(`verified in ${Math.round((Date.now() - started) / 1000)} s`);

async function run({ name, command: [program = "", ...args] }: Step, live: boolean): Promise<void> {
	const begun = Date.now();
	const child = spawn(program, args, { cwd: top, env: environment, stdio: live ? "inherit" : "pipe" });
	const output: Buffer[] = [];
	child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
	child.stderr?.on("data", (chunk: Buffer) => output.push(chunk));
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once("error", reject).once("close", resolve);
	});
	console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
	if (code !== 0) {
		console.error(Buffer.concat(output).toString());
		process.exit(1);
	}
}
