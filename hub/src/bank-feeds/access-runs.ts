import type { Hub } from "../hub.ts";
import { claim } from "./claim.ts";
import { runAccess } from "./run-access.ts";

/** Banks are slow and mostly waited for; a merchant who is asked for a TAN holds his place for minutes. */
const MOST_AT_ONCE = 16;

/** The runs of accesses in this process: each access is run by one process at a time, however many there are. */
export class AccessRuns {
	readonly #running = new Set<Promise<void>>();
	readonly #stop = new AbortController();

	/** Begins what is due, as far as there is room. */
	async look(hub: Hub): Promise<void> {
		const room = MOST_AT_ONCE - this.#running.size;
		if (room <= 0 || this.#stop.signal.aborted) return;
		const { rows } = await hub.db.pool.query<{ access_id: string; merchant_id: string }>(
			`SELECT access_id, merchant_id FROM bank_access_dues WHERE due_at <= $1 ORDER BY due_at LIMIT $2`,
			[hub.clock(), room],
		);
		for (const { access_id, merchant_id } of rows) {
			const claimed = await hub.db.merchant(merchant_id, "claimBankAccess", (tx) => claim(hub, tx, access_id));
			if (claimed !== null) this.#begin(hub, runAccess(hub, claimed, this.#stop.signal));
		}
	}

	/** Resolves when nothing runs. */
	async idle(): Promise<void> {
		while (this.#running.size > 0) await Promise.all(this.#running);
	}

	/** Breaks off what runs: it is run again by whoever comes next. */
	async close(): Promise<void> {
		this.#stop.abort(new Error("the hub stops"));
		await this.idle();
	}

	#begin(hub: Hub, run: Promise<void>): void {
		const ended = run
			.catch((error: unknown) => hub.log.error({ err: error }, "a bank access's run failed"))
			.finally(() => this.#running.delete(ended));
		this.#running.add(ended);
	}
}
