import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** A process under a supervisor: whenever it dies, it is started again on the same address, until it is stopped. */
export class ProcessUnderTest {
	readonly url: string;
	readonly environment: Record<string, string>;
	/** What it last warned of: shown when something does not end well. */
	warnings = "";
	/** How often it was killed, by itself at a crash point or from outside. */
	deaths = 0;
	readonly #command: readonly string[];
	#child: ChildProcess | null = null;
	/** Until it is killed: where to crash, or where to write down what is passed. */
	#extra: Readonly<Record<string, string>> = {};
	#extraOfNext: Readonly<Record<string, string>> = {};
	#stopped = false;

	constructor(url: string, command: readonly string[], environment: Record<string, string>) {
		this.url = url;
		this.#command = command;
		this.environment = environment;
	}

	/** Resolves when it answers. */
	async start(): Promise<void> {
		this.#spawn();
		await this.untilUp();
	}

	/** Ends as a crash does: nothing is flushed, nothing is said. The supervisor starts it again. */
	async kill(extra: Readonly<Record<string, string>> = {}): Promise<void> {
		this.#extraOfNext = extra;
		const child = this.#child;
		if (child === null) return;
		const gone = new Promise((resolve) => child.once("exit", resolve));
		child.kill("SIGKILL");
		await gone;
	}

	/** Ends it once in order: what Node compiled is kept, and all later starts are faster. */
	async compiled(): Promise<void> {
		const child = this.#child;
		if (child === null) return;
		const gone = new Promise((resolve) => child.once("exit", resolve));
		child.kill("SIGTERM");
		await gone;
		await this.untilUp();
	}

	async untilUp(): Promise<void> {
		for (let waited = 0; waited < 20_000; waited += 25) {
			if (await answers(`${this.url}/healthz`)) return;
			await sleep(25);
		}
		throw new Error(`${this.#command.join(" ")} does not answer at ${this.url}\n${this.warnings}`);
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		await this.kill();
	}

	#spawn(): void {
		const child = spawn(process.execPath, this.#command, {
			env: { ...process.env, ...this.environment, ...this.#extra },
			stdio: ["ignore", "pipe", "pipe"],
		});
		this.#child = child;
		for (const output of [child.stdout, child.stderr]) {
			output?.on("data", (chunk: Buffer) => {
				this.warnings = (this.warnings + chunk.toString()).slice(-4_000);
			});
		}
		child.once("exit", (code, signal) => {
			if (signal === "SIGKILL") {
				this.deaths += 1;
				this.#extra = this.#extraOfNext;
				this.#extraOfNext = {};
			} else if (code !== 0) this.warnings += `\nended by itself with ${code ?? signal}\n`;
			if (!this.#stopped) this.#spawn();
		});
	}
}

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;
	} catch {
		return false;
	}
}

/** Repeats what a patient client repeats: until it works. */
export async function patiently<T>(what: string, work: () => Promise<T>, withinMs = 60_000): Promise<T> {
	const until = Date.now() + withinMs;
	for (;;) {
		try {
			return await work();
		} catch (error) {
			if (Date.now() > until) throw new Error(`${what}: not within ${withinMs / 1000} s`, { cause: error });
			await sleep(50);
		}
	}
}
