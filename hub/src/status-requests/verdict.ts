import { TRIED_FOR_MS } from "../writeback/pauses.ts";
import type { HeldOrder } from "./find-orders.ts";
import type { UnheldOrder } from "./stored-request.ts";
import type { Search } from "./stored-searches.ts";

/** What is known of the order that a request is about. */
export interface Sought {
	/** Of the orders that Kontor holds. */
	readonly held: readonly HeldOrder[];
	/** Shops of the platform that can be asked. */
	readonly shops: readonly string[];
	/** What was asked so far. */
	readonly searches: readonly Search[];
	/** When the request was made, or begun anew. */
	readonly since: Date;
}

/** How it goes on. Pure. */
export type Verdict =
	| { readonly next: "tell"; readonly order: HeldOrder | UnheldOrder }
	| { readonly next: "ask"; readonly shops: readonly string[] }
	| { readonly next: "wait" }
	| { readonly next: "give-up"; readonly why: "order-ambiguous" | "order-unknown" | "shop-silent" };

const MINUTE_MS = 60_000;
/** An order may appear a little later than its status; after a day and a half a person is told. */
const PAUSES_MS = [5 * MINUTE_MS, 60 * MINUTE_MS, 6 * 60 * MINUTE_MS, 24 * 60 * MINUTE_MS];

/**
 * Exactly one order has to be found in all shops that it may be in, whether Kontor holds it or not: two shops may have the same
 * number (PRODUCT A10). A shop that can be asked is asked unless it is known to have the order; one that cannot says nothing
 * against another.
 */
export function verdictOn({ held, shops, searches, since }: Sought, now: Date): Verdict {
	const askable = shops.filter((shop) => !held.some(({ connectionId }) => connectionId === shop));
	const asked = searches.filter(({ shop }) => askable.includes(shop));
	const [only, ...others] = [...held, ...asked.flatMap(({ found }) => found ?? [])];
	if (others.length > 0) return { next: "give-up", why: "order-ambiguous" };
	const unasked = askable.filter((shop) => !asked.some((search) => search.shop === shop));
	if (unasked.length > 0) return { next: "ask", shops: unasked };
	if (asked.some(({ found, underway }) => found === null && underway)) return { next: "wait" };
	const silent = asked.filter(({ found }) => found === null);
	if (only !== undefined && silent.length === 0) return { next: "tell", order: only };
	return askAgain(only === undefined ? asked : silent, silent.length > 0 ? "shop-silent" : "order-unknown", since, now);
}

function askAgain(searches: readonly Search[], why: "order-unknown" | "shop-silent", since: Date, now: Date): Verdict {
	const [first] = searches;
	if (first === undefined) {
		// Nobody can be asked: the order may yet be read, or its shop connected.
		return now.getTime() - since.getTime() >= TRIED_FOR_MS ? { next: "give-up", why } : { next: "wait" };
	}
	const pause = PAUSES_MS[Math.max(...searches.map(({ round }) => round)) - 1];
	if (pause === undefined) return { next: "give-up", why };
	const last = Math.max(...searches.map(({ askedAt }) => askedAt.getTime()));
	if (now.getTime() < last + pause) return { next: "wait" };
	return { next: "ask", shops: searches.map(({ shop }) => shop) };
}
