import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const KONTOR = join(import.meta.dirname, "../main.ts");

/** A `kontor` process of its own. */
export interface Child {
	readonly url: string;
	/** Asks it to end, and waits; what does not end in 10 seconds is killed. */
	close(): Promise<void>;
}

/** Starts `kontor <command>` and waits until it answers. @throws Error with its last words where it does not come up. */
export async function startChild(command: string, url: string, environment: NodeJS.ProcessEnv): Promise<Child> {
	const child = spawn(process.execPath, [KONTOR, command], {
		env: { ...process.env, LOG_LEVEL: "error", ...environment },
		stdio: ["ignore", "pipe", "pipe"],
		// Ctrl-C reaches the whole group of a terminal: the demonstration ends its processes itself, in order.
		detached: true,
	});
	let words = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8").on("data", (text: string) => {
			words = (words + text).slice(-2000);
		});
	}
	for (let waited = 0; waited < 15_000 && !hasEnded(child); waited += 20) {
		if (await answers(`${url}/healthz`)) return { url, close: () => end(child) };
		await sleep(20);
	}
	await end(child);
	throw new Error(`kontor ${command} did not start at ${url}\n${words}`);
}

async function end(child: ChildProcess): Promise<void> {
	if (hasEnded(child)) return;
	const ended = once(child, "exit");
	child.kill("SIGTERM");
	const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
	await ended;
	clearTimeout(timer);
}

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok;
	} catch {
		return false;
	}
}
