import { type CallOptions, type ClientOptions, call, crashPoint, type Operation, ProblemError } from "@kontor/protocol";
import type * as z from "zod";
import { Backoff } from "./backoff.ts";
import type { HostLog } from "./log.ts";

type Given<O extends Operation> = Parameters<typeof call<O>>[2];

/** How long the hub may take over an answer. A lease waits on top of it. */
const ANSWER_MS = 30_000;
const MOST_WAIT_MS = 5 * 60_000;
/** Below this, two clocks and the `Date` header's whole seconds cannot be told from equal. */
const EQUAL_CLOCKS_MS = 5000;

/** The hub as this host calls it. */
export class HubClient {
	readonly #options: ClientOptions;
	readonly #log: HostLog;
	#skewMs = 0;

	constructor({ baseUrl, key, log, fetch: send = fetch }: ClientOptions & { key: string; log: HostLog }) {
		this.#log = log;
		this.#options = {
			baseUrl,
			key,
			fetch: async (input, init) => {
				const response = await send(input, init);
				this.#compareClocks(response.headers.get("date"));
				return response;
			},
		};
	}

	/** Milliseconds by which the hub's clock is ahead of ours: a desktop's clock may be minutes off. */
	get skewMs(): number {
		return this.#skewMs;
	}

	/** One try. @throws ProblemError, or what `fetch` throws where there is no answer. */
	async call<O extends Operation>(
		operation: O,
		given: Given<O>,
		{ signal, waitMs = 0, ...options }: CallOptions & { waitMs?: number } = {},
	): Promise<z.infer<O["result"]>> {
		const patience = AbortSignal.timeout(ANSWER_MS + waitMs);
		const bounded = signal === undefined ? patience : AbortSignal.any([signal, patience]);
		crashPoint(`host.hub.${operation.id}.before-send`);
		const answer = await call(this.#options, operation, given, { ...options, signal: bounded });
		crashPoint(`host.hub.${operation.id}.after-answer`);
		return answer;
	}

	/** Tries until the hub has answered for good, or the signal is aborted. @throws ProblemError that says "never". */
	async persist<O extends Operation>(
		operation: O,
		given: Given<O>,
		signal?: AbortSignal,
	): Promise<z.infer<O["result"]>> {
		const backoff = new Backoff(100, 5000);
		for (;;) {
			try {
				return await this.call(operation, given, signal === undefined ? {} : { signal });
			} catch (error) {
				if (signal?.aborted || isFinal(error)) throw error;
				this.#log.warn({ operation: operation.id, reason: reasonOf(error) }, "hub did not answer, trying again");
				await backoff.pause(signal, waitWanted(error));
			}
		}
	}

	#compareClocks(date: string | null): void {
		const at = date === null ? Number.NaN : Date.parse(date);
		if (Number.isNaN(at)) return;
		const ahead = at - Date.now();
		this.#skewMs = Math.abs(ahead) < EQUAL_CLOCKS_MS ? 0 : ahead;
	}
}

/** Whether the same call will have the same answer however often it is made. */
export function isFinal(error: unknown): error is ProblemError {
	return error instanceof ProblemError && error.problem.retry === "never";
}

/** How long the hub wants to be left alone after this, in milliseconds; within reason, whoever has said it. */
export function waitWanted(error: unknown): number {
	const wanted = error instanceof ProblemError ? (error.problem.retryAfterMs ?? 0) : 0;
	return Math.min(wanted, MOST_WAIT_MS);
}

export function isProblem(error: unknown, code: string): boolean {
	return error instanceof ProblemError && error.problem.code === code;
}

/** One line for the log: what `fetch` throws says nothing without its cause. */
export function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
