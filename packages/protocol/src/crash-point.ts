import { appendFileSync } from "node:fs";

const wanted = process.env.KONTOR_CRASH_AT;
const trace = process.env.KONTOR_CRASH_TRACE;
let passed = 0;

/** Somebody writes down which points are passed: only then may a process do anything for that. */
export const crashPointsAreTraced = trace !== undefined;

/**
 * A named boundary of a call or a commit, at which tests kill the process (SIGKILL: nothing is flushed, nothing is
 * said goodbye to). `KONTOR_CRASH_AT=name` kills at the first passage, `name#3` at the third;
 * `KONTOR_CRASH_TRACE=file` writes down which points are passed. Does nothing without these variables.
 */
export function crashPoint(name: string): void {
	if (trace !== undefined) appendFileSync(trace, `${name}\n`);
	if (wanted === undefined) return;
	const [at, count = "1"] = wanted.split("#");
	if (at === name && ++passed === Number(count)) process.kill(process.pid, "SIGKILL");
}
