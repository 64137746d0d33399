import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Assigner } from "./assigner.ts";

/** What a thread is started with. */
export interface ThreadData {
	readonly databaseUrl: string;
	readonly booksBytes: number;
	readonly logLevel: string;
}

/** One run; `now` is the hub's clock, which need not be the machine's. */
export interface RunRequest {
	readonly run: number;
	readonly merchantId: string;
	readonly now: number;
}

/** How it ended; `error` where it failed. */
export interface RunAnswer {
	readonly run: number;
	readonly error: string | null;
}

/** Tells a thread to let go of its connections and end. */
export const END = "end";

export interface ThreadOptions extends ThreadData {
	readonly threads: number;
	readonly clock: () => Date;
}

/**
 * Assigns in threads beside the one that answers requests: reading a million orders, or deciding for minutes, keeps nobody
 * waiting, and one that runs out of memory takes no request with it. A merchant's runs are always the same thread's, which
 * keeps his book and has database connections of its own: all that goes between the threads is his id.
 */
export function assignInThreads({ threads, clock, ...data }: ThreadOptions): Assigner {
	const share = { ...data, booksBytes: Math.floor(data.booksBytes / threads) };
	const lines = Array.from({ length: threads }, () => new ThreadLine(share));
	return {
		async run(merchantId) {
			await lines[Number.parseInt(merchantId.slice(0, 8), 16) % threads]?.run(merchantId, clock().getTime());
		},
		async close() {
			await Promise.all(lines.map((line) => line.close()));
		},
	};
}

interface Waiting {
	readonly resolve: () => void;
	readonly reject: (error: Error) => void;
}

/** A thread that is started at its first run, and again where it died. */
class ThreadLine {
	readonly #data: ThreadData;
	readonly #waiting = new Map<number, Waiting>();
	#thread: Worker | null = null;
	#runs = 0;

	constructor(data: ThreadData) {
		this.#data = data;
	}

	run(merchantId: string, now: number): Promise<void> {
		this.#thread ??= this.#start();
		const run = ++this.#runs;
		this.#thread.postMessage({ run, merchantId, now } satisfies RunRequest);
		return new Promise((resolve, reject) => {
			this.#waiting.set(run, { resolve, reject });
		});
	}

	async close(): Promise<void> {
		if (this.#thread === null) return;
		const ended = once(this.#thread, "exit");
		this.#thread.postMessage(END);
		await ended;
	}

	#start(): Worker {
		const thread = new Worker(new URL("./assign-thread.ts", import.meta.url), { workerData: this.#data });
		let cause = "ended";
		thread.on("error", (error) => {
			cause = String(error);
		});
		thread.on("message", ({ run, error }: RunAnswer) => {
			const waiting = this.#waiting.get(run);
			this.#waiting.delete(run);
			if (error === null) waiting?.resolve();
			else waiting?.reject(new Error(error));
		});
		thread.once("exit", () => {
			this.#thread = null;
			for (const { reject } of this.#waiting.values()) reject(new Error(`the assignment thread: ${cause}`));
			this.#waiting.clear();
		});
		return thread;
	}
}
