import type { Pool, PoolClient } from "pg";

/** The channel on which transactions announce work, with the host's id. */
export const CHANNEL = "kontor_work";

/** Wakes the long polls of hosts when a transaction that made work for them commits, on whatever hub process. */
export interface WorkBell {
	/**
	 * Resolves at the next ring for this host, after `ms`, or when aborted. Call it before looking for work: a ring between an
	 * empty look and the wait would be lost.
	 */
	wait(hostId: string, ms: number, signal: AbortSignal): { readonly rung: Promise<void>; cancel(): void };
	close(): Promise<void>;
}

export async function hangBell(pool: Pool, onError: (error: Error) => void): Promise<WorkBell> {
	const waiting = new Map<string, Set<() => void>>();
	let closed = false;
	let client = await listen();

	async function listen(): Promise<PoolClient> {
		const connected = await pool.connect();
		connected.on("notification", ({ payload }) => {
			for (const wake of waiting.get(payload ?? "") ?? []) wake();
		});
		// Once, and not after `close`: a client that is released twice throws, where nobody can catch it.
		connected.once("error", (error) => {
			if (closed) return;
			onError(error);
			connected.release(error);
			void again();
		});
		await connected.query(`LISTEN ${CHANNEL}`);
		return connected;
	}

	/** Rings may have been missed meanwhile: everybody looks once. */
	async function again(): Promise<void> {
		try {
			client = await listen();
			for (const wakes of waiting.values()) for (const wake of wakes) wake();
		} catch (error) {
			onError(error instanceof Error ? error : new Error(String(error)));
			if (!closed) setTimeout(() => void again(), 500).unref();
		}
	}

	return {
		wait(hostId, ms, signal) {
			const wakes = waiting.get(hostId) ?? new Set();
			waiting.set(hostId, wakes);
			let wake: () => void = () => {};
			const rung = new Promise<void>((resolve) => {
				wake = resolve;
			}).finally(cancel);
			const timer = setTimeout(wake, ms);
			signal.addEventListener("abort", wake, { once: true });
			wakes.add(wake);
			function cancel(): void {
				clearTimeout(timer);
				signal.removeEventListener("abort", wake);
				wakes.delete(wake);
				if (wakes.size === 0) waiting.delete(hostId);
			}
			return { rung, cancel };
		},
		async close() {
			closed = true;
			for (const wakes of waiting.values()) for (const wake of wakes) wake();
			client.release(true);
		},
	};
}
