import { setTimeout as sleep } from "node:timers/promises";
import type { leaseWork, Work } from "@kontor/protocol";
import type * as z from "zod";
import type { HostCaller } from "../http/authenticate.ts";
import type { Hub } from "../hub.ts";
import { leaseOfMerchant, nextOfMerchant } from "./lease-of-merchant.ts";
import { hintsOf, holdHint, moveHint, type WorkHint } from "./work-hints.ts";

type Wish = z.infer<typeof leaseWork.body>;

/** Gives hosts their work; remembers whose turn it is. */
export type LeaseWork = (caller: HostCaller, wish: Wish, signal: AbortSignal) => Promise<{ work: Work[] }>;

interface Look {
	readonly work: Work[];
	/** The earliest moment still to come at which there is work. */
	readonly next: Date | null;
}

/** The long poll of hosts: what is due now, or as soon as something is, or nothing after the wait. */
export function leasing(hub: Hub): LeaseWork {
	/** The merchant whom each host was served last: the next poll begins behind him. */
	const lastServed = new Map<string, string>();

	async function look(caller: HostCaller, { slots, free }: Wish): Promise<Look> {
		const now = hub.clock();
		const hints = await hintsOf(hub, caller.hostId);
		const due = inTurn(
			hints.filter(({ dueAt }) => dueAt <= now),
			lastServed.get(caller.hostId),
		);
		const work: Work[] = [];
		for (const [place, hint] of due.entries()) {
			// An equal share for everybody who has work; what one leaves the next may take.
			const limit = Math.ceil((slots - work.length) / (due.length - place));
			if (limit === 0) break;
			work.push(...(await take(caller, hint.merchantId, limit, free)));
			lastServed.set(caller.hostId, hint.merchantId);
		}
		return { work, next: earliest(hints, now) };
	}

	async function take(caller: HostCaller, merchantId: string, limit: number, free: Wish["free"]): Promise<Work[]> {
		const leaseMs = hub.leaseSeconds * 1000;
		return hub.db.merchant(merchantId, "leaseWork", async (tx) => {
			const held = await holdHint(tx, caller.hostId);
			const work = await leaseOfMerchant(tx, { caller, limit, free, leaseMs });
			if (held) await moveHint(tx, caller.hostId, await nextOfMerchant(tx, caller));
			return work;
		});
	}

	return async (caller, wish, signal) => {
		// Before the look: work that is announced between an empty look and the wait would be found two seconds later.
		const waiting = hub.bell.wait(caller.hostId, wish.waitSeconds * 1000, signal);
		try {
			const { work, next } = await look(caller, wish);
			if (work.length > 0 || wish.waitSeconds === 0) return { work };
			await Promise.race([waiting.rung, until(next, hub.clock(), waiting.rung)]);
			// Nobody is there any more to take it.
			if (signal.aborted) return { work: [] };
			return { work: (await look(caller, wish)).work };
		} finally {
			waiting.cancel();
		}
	};
}

function inTurn(hints: readonly WorkHint[], last: string | undefined): WorkHint[] {
	const first = hints.findIndex(({ merchantId }) => last !== undefined && merchantId > last);
	return first <= 0 ? [...hints] : [...hints.slice(first), ...hints.slice(0, first)];
}

function earliest(hints: readonly WorkHint[], now: Date): Date | null {
	const times = hints.filter(({ dueAt }) => dueAt > now).map(({ dueAt }) => dueAt.getTime());
	return times.length === 0 ? null : new Date(Math.min(...times));
}

/** Waits for a moment of the hub's clock; not at all where there is none: then the bell or the poll's end comes first. */
async function until(next: Date | null, now: Date, rung: Promise<void>): Promise<void> {
	if (next === null) return rung;
	const over = new AbortController();
	const stop = () => over.abort();
	rung.then(stop, stop);
	await sleep(Math.max(0, Math.min(next.getTime() - now.getTime(), 2 ** 31 - 1)), undefined, {
		signal: over.signal,
	}).catch(() => {});
}
