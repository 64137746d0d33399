/**
 * Damages statement files and reads them, for as long as wanted:
 *
 *     pnpm fuzz:statements [seconds] [seed]
 *
 * Each file is read in a process of little memory that is watched from outside: a crash, a hang and an exhausted heap are
 * found as well as a thrown error. What failed is written to the temporary folder, is said with its number (which
 * with the seed gives the same file again), and makes the exit code 1. Ends with one line of JSON.
 */
import { type ChildProcess, fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { caseOf } from "./cases.ts";
import type { FuzzMessage } from "./messages.ts";

const HEAP_MB = 192;
const HANGS_AFTER_MS = 40_000;
const LIMITS = { field: 1_000_000 };

const [seconds = 60, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const totals = { seed, cases: 0, statements: 0, faults: 0, failed: 0, slowestMs: 0, residentMB: 0 };
const end = performance.now() + seconds * 1000;
let next = 0;
while (performance.now() < end) next = await readFrom(next);
console.log(JSON.stringify(totals));
process.exitCode = totals.failed > 0 ? 1 : 0;

/** One process, until time is over or it fails. @returns the number to go on with */
function readFrom(first: number): Promise<number> {
	const program = new URL("./reading-process.ts", import.meta.url);
	const limited = { execArgv: [`--max-old-space-size=${HEAP_MB}`] };
	const child = fork(program, [String(seed), String(first), String(LIMITS.field)], limited);
	let number = first;
	let watch = setTimeout(() => child.kill("SIGKILL"), HANGS_AFTER_MS);
	let over = false;
	return new Promise((resolve) => {
		child.on("message", (message: FuzzMessage) => {
			clearTimeout(watch);
			number = message.number;
			if (message.type === "done") over ||= noteDone(message, child);
			else watch = setTimeout(() => child.kill("SIGKILL"), HANGS_AFTER_MS);
		});
		child.on("close", (code, signal) => {
			clearTimeout(watch);
			if (!over) fail(number, signal === "SIGKILL" ? "hangs" : `the process ended: ${signal ?? code}`);
			resolve(number + 1);
		});
	});
}

/** @returns whether the time is over, and with it the process */
function noteDone(message: FuzzMessage & { readonly type: "done" }, child: ChildProcess): boolean {
	totals.cases++;
	totals.statements += message.statements;
	totals.faults += message.faults;
	totals.slowestMs = Math.max(totals.slowestMs, Math.round(message.cpuMs));
	totals.residentMB = Math.max(totals.residentMB, message.residentMB);
	if (message.complaint !== undefined) fail(message.number, message.complaint);
	if (performance.now() < end) return false;
	child.kill();
	return true;
}

function fail(number: number, complaint: string): void {
	totals.failed++;
	const file = join(tmpdir(), `kontor-fuzz-${seed}-${number}.bin`);
	const { bytes, pieceSize } = caseOf(seed, number, LIMITS);
	writeFileSync(file, bytes);
	console.error(`case ${number}: ${complaint}\n  ${file}, in pieces of ${pieceSize} bytes`);
}
