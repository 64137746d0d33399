import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { problem, type Work, WorkOutcome } from "@kontor/protocol";

/** Work as a test gives it; the queue adds id, lease and attempt. */
export type NewWork = Work extends infer W ? (W extends Work ? Omit<W, Leased> : never) : never;
type Leased = "id" | "leaseUntil" | "attempt" | "possiblyDone";

interface Entry {
	readonly id: string;
	readonly work: NewWork;
	readonly settled: PromiseWithResolvers<WorkOutcome>;
	outcome: WorkOutcome | null;
	attempt: number;
	leaseUntil: number | null;
	possiblyDone: boolean;
}

/** Work with leases, as the hub keeps it: an expired lease is offered again as possibly done. */
export class WorkQueue {
	readonly leaseMs: number;
	readonly #entries = new Map<string, Entry>();
	#wake: PromiseWithResolvers<void> = Promise.withResolvers();

	constructor(leaseMs: number) {
		this.leaseMs = leaseMs;
	}

	/** Offers work; resolves with how it ended. */
	offer(work: NewWork, id: string = randomUUID()): Promise<WorkOutcome> {
		const settled = Promise.withResolvers<WorkOutcome>();
		this.#entries.set(id, { id, work, settled, outcome: null, attempt: 0, leaseUntil: null, possiblyDone: false });
		this.#wake.resolve();
		return settled.promise;
	}

	/** Waits until there is something to lease, at most so long. */
	async lease(waitMs: number, slots: number, freeOf: (connection: string) => number): Promise<Work[]> {
		const until = Date.now() + waitMs;
		for (;;) {
			const leased = this.#take(slots, freeOf);
			const left = Math.min(until - Date.now(), this.leaseMs);
			if (leased.length > 0 || left <= 0) return leased;
			this.#wake = Promise.withResolvers();
			const timer = setTimeout(() => this.#wake.resolve(), left);
			await this.#wake.promise;
			clearTimeout(timer);
		}
	}

	/** @throws ProblemError 404 for unknown work, 409 where it ended otherwise. */
	settle(id: string, outcome: WorkOutcome): void {
		const entry = this.#entries.get(id);
		if (entry === undefined) throw problem("NOT_FOUND");
		if (entry.outcome !== null) {
			if (!isDeepStrictEqual(entry.outcome, outcome)) throw problem("SETTLED_OTHERWISE");
			return;
		}
		if (outcome.kind === "returned") {
			entry.leaseUntil = null;
			this.#wake.resolve();
			return;
		}
		entry.outcome = WorkOutcome.parse(outcome);
		entry.settled.resolve(entry.outcome);
	}

	#take(slots: number, freeOf: (connection: string) => number): Work[] {
		const leased: Work[] = [];
		const now = Date.now();
		for (const entry of this.#entries.values()) {
			const { work, leaseUntil, outcome } = entry;
			const taken = leased.filter(({ connection }) => connection === work.connection).length;
			if (outcome !== null || leased.length >= slots || taken >= freeOf(work.connection)) continue;
			if (leaseUntil !== null && leaseUntil > now) continue;
			entry.possiblyDone ||= leaseUntil !== null;
			entry.leaseUntil = now + this.leaseMs;
			const { id, possiblyDone } = entry;
			leased.push({
				...work,
				id,
				possiblyDone,
				attempt: ++entry.attempt,
				leaseUntil: new Date(entry.leaseUntil).toISOString(),
			});
		}
		return leased;
	}
}
