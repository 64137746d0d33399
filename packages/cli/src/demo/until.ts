import { setTimeout as sleep } from "node:timers/promises";

/** Asks again and again until `found` gives something. @throws Error naming what did not happen within 15 seconds. */
export async function until<T>(what: string, found: () => Promise<T | null> | T | null): Promise<T> {
	for (const end = performance.now() + 15_000; performance.now() < end; await sleep(50)) {
		const result = await found();
		if (result !== null) return result;
	}
	throw new Error(`${what}: not within 15 seconds`);
}
