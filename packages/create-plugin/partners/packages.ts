import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

export const TOP = join(import.meta.dirname, "../../..");
const run = promisify(execFile);

/** Without what a test runner or a package manager around this tells its children. */
const ENVIRONMENT = Object.fromEntries(
	Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST|npm_(lifecycle|package))/.test(name)),
);

/** What a partner installs, each after those it depends on. */
export const PACKAGES = ["connector", "protocol", "host", "conformance", "create-plugin"] as const;

/** Runs a program and waits; what it said stands in the error of one that failed. */
export async function sh(cwd: string, program: string, ...args: string[]): Promise<string> {
	try {
		const { stdout } = await run(program, args, { cwd, env: ENVIRONMENT, maxBuffer: 64 * 1024 * 1024 });
		return stdout;
	} catch (error) {
		const { stdout, stderr } = error as { stdout?: string; stderr?: string };
		throw new Error(`${program} ${args.join(" ")} failed in ${cwd}:\n${stdout ?? ""}${stderr ?? ""}`, { cause: error });
	}
}

/** The pnpm that runs this, else the one the README names. */
export function pnpm(cwd: string, ...args: string[]): Promise<string> {
	const running = process.env.npm_execpath;
	if (running !== undefined && /pnpm/.test(running)) {
		return /\.[cm]?js$/.test(running) ? sh(cwd, process.execPath, running, ...args) : sh(cwd, running, ...args);
	}
	return sh(cwd, "npx", "--yes", "pnpm@12.21.0", ...args);
}

/** JavaScript and declarations of each package, in its `dist`. Types are checked where all packages are, not here again. */
export async function buildPackages(): Promise<void> {
	const tsc = join(TOP, "node_modules/.bin/tsc");
	const queue = [...PACKAGES];
	const build = async (): Promise<void> => {
		for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
			const folder = join(TOP, "packages", name);
			// What a deleted source had left would be shipped.
			await rm(join(folder, "dist"), { recursive: true, force: true });
			await sh(folder, tsc, "-p", "tsconfig.build.json", "--noCheck");
		}
	};
	await Promise.all([build(), build()]);
}

/** The versions that stand for the words of the workspace: of the packages here, and of its catalog. */
export async function versions(): Promise<Record<string, string>> {
	const workspace = await readFile(join(TOP, "pnpm-workspace.yaml"), "utf8");
	const catalog = /^catalog:\n((?: {2}.*\n)+)/m.exec(workspace)?.[1] ?? "";
	const found: Record<string, string> = {};
	for (const [, name = "", version = ""] of catalog.matchAll(/^ {2}"?([^":]+)"?: (\S+)$/gm)) found[name] = version;
	for (const name of PACKAGES) {
		const { version } = JSON.parse(await readFile(join(TOP, "packages", name, "package.json"), "utf8"));
		found[`@kontor/${name}`] = version;
	}
	return found;
}
