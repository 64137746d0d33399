import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export interface Finished {
	readonly exitCode: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

const MAIN = join(import.meta.dirname, "../../src/main.ts");

/** Runs the command line as a merchant does; English and without colours unless told otherwise. */
export function kontor(arguments_: readonly string[], environment: NodeJS.ProcessEnv = { LANG: "en_US.UTF-8" }) {
	return run(MAIN, arguments_, environment);
}

export function run(file: string, arguments_: readonly string[], environment: NodeJS.ProcessEnv): Promise<Finished> {
	const { PATH, HOME, TMPDIR } = process.env;
	const child = spawn(process.execPath, [file, ...arguments_], { env: { PATH, HOME, TMPDIR, ...environment } });
	let stdout = "";
	let stderr = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		stdout += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		stderr += text;
	});
	return new Promise((resolve, reject) => {
		child.once("error", reject);
		child.once("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
	});
}

export function fixture(name: string): string {
	return join(import.meta.dirname, "../fixtures", name);
}

/** A file that is gone after the test. */
export async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "kontor-cli-"));
	onTestFinished(() => rm(folder, { recursive: true }));
	const file = join(folder, name);
	await writeFile(file, content);
	return file;
}
