import type { ConnectionState } from "@kontor/protocol";

/** What the merchant wants. */
export const WISHES = ["check", "authorize", "connect", "disconnect"] as const;
export type Wish = (typeof WISHES)[number];

/**
 * What host and shop answer:
 * - `consented`: the shop's consent page sent credentials.
 * - `refused`: the shop cannot be reached, or does not accept the credentials.
 * - `otherShop`: it is another shop than before, or one that is connected already.
 * - `described`: checked, and its payment methods and statuses are read.
 * - `welcomed`: the fresh check that `connect` asked for has passed.
 */
export const ANSWERS = ["consented", "refused", "otherShop", "described", "welcomed"] as const;
export type Answer = (typeof ANSWERS)[number];

/**
 * Only `connected` connections are read and written; what asks about the connection itself is asked in every state but
 * `disconnected` (PRODUCT A8).
 */
const TRANSITIONS: Readonly<Record<ConnectionState, Partial<Record<Wish | Answer, ConnectionState>>>> = {
	checking: {
		check: "checking",
		authorize: "authorizing",
		disconnect: "disconnected",
		refused: "refused",
		otherShop: "refused",
		described: "ready",
		welcomed: "connected",
	},
	refused: { check: "checking", authorize: "authorizing", disconnect: "disconnected", consented: "checking" },
	authorizing: {
		authorize: "authorizing",
		check: "checking",
		disconnect: "disconnected",
		consented: "checking",
		refused: "refused",
	},
	ready: { check: "checking", authorize: "authorizing", connect: "checking", disconnect: "disconnected" },
	// A look at a shop that works disturbs nothing, unless it turns out to be another one.
	connected: {
		check: "connected",
		authorize: "connected",
		connect: "connected",
		disconnect: "disconnected",
		otherShop: "refused",
	},
	disconnected: { connect: "checking", authorize: "authorizing", disconnect: "disconnected" },
};

/** The state a wish leads to; null where it is not possible now. */
export function afterWish(state: ConnectionState, wish: Wish): ConnectionState | null {
	return TRANSITIONS[state][wish] ?? null;
}

/** The state an answer leads to; the same where it came too late to matter. */
export function afterAnswer(state: ConnectionState, answer: Answer): ConnectionState {
	return TRANSITIONS[state][answer] ?? state;
}
