import { leaseWork, settleWork, type Work, type WorkOutcome } from "@kontor/protocol";
import { Backoff } from "./backoff.ts";
import type { Desk } from "./desk.ts";
import { isFinal, isProblem, reasonOf, waitWanted } from "./hub-client.ts";
import { runWork } from "./work/run-work.ts";

export interface LeaseOptions {
	/** Pieces of work at a time, of all connections together. */
	readonly slots: number;
	/** How long a lease waits at the hub while there is nothing to do. */
	readonly waitSeconds: number;
}

/** Of what a lease leaves, this part at its end is for the outcome's way back; at most so long. */
const RESERVE = 0.15;
const MOST_RESERVE_MS = 5000;
/** A connection with all slots taken: soon asked again, since its slots may come free while a lease waits. */
const BUSY_WAIT_SECONDS = 0.25;
/** Twice what the shop takes at a time: the next work is here when a call ends. The limiter keeps the shop's limits. */
const AHEAD = 2;

interface Running {
	readonly connection: string;
	readonly cutOff: AbortController;
	readonly done: Promise<void>;
}

/** Leases work from the hub, does it, and settles it, until it is stopped. */
export class LeaseLoop {
	readonly #desk: Desk;
	readonly #options: LeaseOptions;
	readonly #running = new Map<string, Running>();
	readonly #stopping = new AbortController();
	/** Ends the tries to settle: the last thing that is given up. */
	readonly #ended = new AbortController();
	#slotFree = Promise.withResolvers<void>();
	#looping: Promise<void> | undefined;

	constructor(desk: Desk, options: LeaseOptions) {
		this.#desk = desk;
		this.#options = options;
	}

	start(): void {
		this.#looping ??= this.#loop();
	}

	/** Takes no more work; what runs may end by itself for `graceMs`, and is then cut off. */
	async stop(graceMs: number): Promise<void> {
		this.#stopping.abort(new DOMException("the host is stopping", "AbortError"));
		this.#slotFree.resolve();
		await this.#looping;
		await this.#drained(graceMs);
		for (const { cutOff } of this.#running.values())
			cutOff.abort(new DOMException("the host is stopping", "AbortError"));
		await this.#drained(Math.max(graceMs, 2000));
		this.#ended.abort();
		await this.#drained(1000);
	}

	async #loop(): Promise<void> {
		const backoff = new Backoff(100, 5000);
		const { signal } = this.#stopping;
		while (!signal.aborted) {
			try {
				if (this.#running.size >= this.#options.slots) {
					this.#slotFree = Promise.withResolvers();
					await this.#slotFree.promise;
					continue;
				}
				for (const work of await this.#lease(signal)) this.#begin(work);
				backoff.reset();
			} catch (error) {
				if (signal.aborted) return;
				this.#desk.log.warn({ reason: reasonOf(error) }, "no lease");
				await backoff.pause(signal, waitWanted(error)).catch(() => {});
			}
		}
	}

	async #lease(signal: AbortSignal): Promise<readonly Work[]> {
		const free: Record<string, number> = {};
		for (const { connection } of this.#running.values())
			free[connection] = (free[connection] ?? this.#most(connection)) - 1;
		for (const connection of Object.keys(free)) free[connection] = Math.max(0, free[connection] ?? 0);
		const waitSeconds = Object.values(free).includes(0) ? BUSY_WAIT_SECONDS : this.#options.waitSeconds;
		const body = { waitSeconds, slots: this.#options.slots - this.#running.size, free };
		const { work } = await this.#desk.hub.call(leaseWork, { body }, { signal, waitMs: waitSeconds * 1000 });
		return work;
	}

	#most(connection: string): number {
		return AHEAD * (this.#desk.connections.known(connection)?.limits.concurrency ?? 1);
	}

	/** The same work again while it runs here: its lease ended, its outcome is on the way. */
	#begin(work: Work): void {
		if (this.#running.has(work.id)) return;
		const cutOff = new AbortController();
		const done = this.#do(work, cutOff).finally(() => {
			this.#running.delete(work.id);
			this.#slotFree.resolve();
		});
		this.#running.set(work.id, { connection: work.connection, cutOff, done });
	}

	async #do(work: Work, cutOff: AbortController): Promise<void> {
		if (this.#stopping.signal.aborted) return this.#settle(work, { kind: "returned", attempt: work.attempt });
		const timer = setTimeout(
			() => cutOff.abort(new DOMException("the lease ends", "TimeoutError")),
			leaseMs(work, this.#desk.now().getTime() + this.#desk.hub.skewMs),
		);
		try {
			await this.#settle(work, await runWork(this.#desk, work, cutOff.signal));
		} finally {
			clearTimeout(timer);
		}
	}

	/** Tries as long as the process lives. What the hub refuses for good was settled otherwise. */
	async #settle({ id: work, connection }: Work, body: WorkOutcome): Promise<void> {
		const { hub, log } = this.#desk;
		try {
			await hub.persist(settleWork, { params: { connection, work }, body }, this.#ended.signal);
		} catch (error) {
			if (isProblem(error, "SETTLED_OTHERWISE")) return log.info({ work, connection }, "work was settled otherwise");
			const reason = isFinal(error) ? "hub refused the outcome" : "outcome was not settled before the end";
			log.error({ work, connection, reason: reasonOf(error) }, reason);
		}
	}

	async #drained(ms: number): Promise<void> {
		const all = Promise.all([...this.#running.values()].map(({ done }) => done));
		await Promise.race([all, aborted(AbortSignal.timeout(ms))]);
	}
}

/** How long the work may take, by the hub's clock. */
function leaseMs({ leaseUntil }: Work, hubNow: number): number {
	const left = Math.max(0, Date.parse(leaseUntil) - hubNow);
	return left - Math.min(left * RESERVE, MOST_RESERVE_MS);
}

function aborted(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return Promise.resolve();
	return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
