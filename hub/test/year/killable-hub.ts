import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type CallOptions, type ClientOptions, call, type Operation, ProblemError } from "@kontor/protocol";
import type { Client } from "pg";
import type { Asked, Told } from "./hub-talk.ts";

export const OPERATOR_KEY = "operator-key-of-the-year-0123456789";

/** Longer than anything that a hub is asked here takes. */
const MOST_MS = 300_000;

/** A job that was replaced by another one while it ran, and whose process died, stays behind and never runs again. */
const MAY_RUN = "attempts < max_attempts OR locked_at IS NOT NULL";

/**
 * A hub that dies where it is told to (`crashPoint` of the protocol), or is killed, and comes back on the same database. Whoever
 * asks it something asks again until it is answered, as hosts and people do.
 */
export class KillableHub {
	readonly #databaseUrl: string;
	/** The owner's connection. */
	readonly #sql: Client;
	/** Where its processes die, one after the other; then one lives on. */
	readonly #crashes: string[];
	#process: ChildProcess | null = null;
	#url = "";
	#asked = 0;
	#clock: string;
	/** How often it died. */
	deaths = 0;

	constructor(databaseUrl: string, sql: Client, clock: string, crashes: readonly string[]) {
		this.#databaseUrl = databaseUrl;
		this.#sql = sql;
		this.#clock = clock;
		this.#crashes = [...crashes];
	}

	get clock(): string {
		return this.#clock;
	}

	async setClock(clock: string): Promise<void> {
		this.#clock = clock;
		await this.#ask(null);
	}

	/** Calls an operation as whoever has the key. @throws ProblemError */
	async call<O extends Operation>(
		key: string,
		operation: O,
		given: Parameters<typeof call<O>>[2],
		options?: CallOptions,
	): ReturnType<typeof call<O>> {
		for (;;) {
			const running = await this.#running();
			try {
				const client: ClientOptions = { baseUrl: this.#url, key };
				return await call(client, operation, given, options);
			} catch (error) {
				if (error instanceof ProblemError || !(await hasDied(running))) throw error;
			}
		}
	}

	/** The hub looks for what is due at its clock's time, and everything that follows is done. */
	async look(): Promise<void> {
		await this.#ask("everywhere");
		await this.rest();
	}

	/** Waits until no job is left, and every message that is due was tried. */
	async rest(): Promise<void> {
		const end = performance.now() + MOST_MS;
		for (;;) {
			await this.#running();
			const { rowCount } = await this.#sql.query(`SELECT FROM graphile_worker._private_jobs WHERE ${MAY_RUN} LIMIT 1`);
			if (rowCount === 0) {
				await this.#ask("messages");
				return;
			}
			if (performance.now() > end) throw new Error(`jobs never end: ${await this.#jobs()}`);
			await sleep(12);
		}
	}

	async #jobs(): Promise<string> {
		const { rows } = await this.#sql.query(
			"SELECT task_identifier, attempts, last_error, run_at - now() AS due, locked_at IS NOT NULL AS locked FROM graphile_worker.jobs",
		);
		return JSON.stringify(rows);
	}

	async close(): Promise<void> {
		const running = this.#process;
		this.#process = null;
		if (running === null || running.exitCode !== null || running.signalCode !== null) return;
		running.kill("SIGKILL");
		await once(running, "exit");
	}

	async #ask(looks: Asked["looks"]): Promise<void> {
		for (;;) {
			const running = await this.#running();
			const id = ++this.#asked;
			running.send({ id, clock: this.#clock, looks } satisfies Asked, () => {});
			if ((await answer(running, (told) => "done" in told && told.done === id)) !== null) return;
		}
	}

	/** The process that lives, or a new one. */
	async #running(): Promise<ChildProcess> {
		const known = this.#process;
		if (known !== null && known.exitCode === null && known.signalCode === null) return known;
		if (known !== null) this.deaths++;
		const { KONTOR_CRASH_AT: _, ...environment } = process.env;
		const crash = this.#crashes.shift();
		const started = fork(new URL("./hub-process.ts", import.meta.url), [this.#databaseUrl, OPERATOR_KEY, this.#clock], {
			env: { ...environment, ...(crash !== undefined && { KONTOR_CRASH_AT: crash }) },
			execArgv: [],
		});
		this.#process = started;
		const told = await answer(started, (one) => "url" in one);
		if (told !== null && "url" in told) this.#url = told.url;
		else if (crash === undefined) throw new Error("the hub does not start");
		return this.#running();
	}
}

/** What the process answers; null where it dies instead. */
function answer(running: ChildProcess, isIt: (told: Told) => boolean): Promise<Told | null> {
	return new Promise((resolve) => {
		if (running.exitCode !== null || running.signalCode !== null) {
			resolve(null);
			return;
		}
		const listen = (told: Told) => isIt(told) && end(told);
		const die = () => end(null);
		function end(told: Told | null): void {
			running.off("message", listen).off("exit", die);
			resolve(told);
		}
		running.on("message", listen).once("exit", die);
	});
}

/** A call fails a moment before its process is seen to be dead. */
async function hasDied(running: ChildProcess): Promise<boolean> {
	for (let waited = 0; waited < 2_000; waited += 20) {
		if (running.exitCode !== null || running.signalCode !== null) return true;
		await sleep(20);
	}
	return false;
}
