import type { DeclineCode, Fault } from "@kontor/connector";
import type { FaultCode } from "./fault-texts.ts";

interface Meaning {
	readonly fault: Fault;
	readonly code: FaultCode;
}

/**
 * eBay's error ids that say more than the HTTP status does. Sources: the OpenAPI documents of Fulfillment 1.20.7, Finances
 * 1.9.0 and Notification 1.2.0, eBay's tables of OAuth, call limit and Trading errors.
 */
const MEANINGS: Readonly<Record<number, Meaning>> = {
	/** Invalid access token; missing; insufficient permissions. */
	1001: { fault: "bad-config", code: "EBAY_TOKEN_REFUSED" },
	1002: { fault: "bad-config", code: "EBAY_TOKEN_REFUSED" },
	1100: { fault: "bad-config", code: "EBAY_NOT_PERMITTED" },
	/** "Too many requests. The request limit has been reached for the resource." */
	2001: { fault: "rate-limited", code: "EBAY_QUOTA" },
	32300: { fault: "invalid-input", code: "EBAY_TRACKING_REFUSED" },
	32400: { fault: "bad-config", code: "EBAY_SELLER_SUSPENDED" },
	195011: { fault: "bad-config", code: "EBAY_NOT_PERMITTED" },
	/** Trading: call usage limit reached; token invalid, expired (twice), not for this user. */
	518: { fault: "rate-limited", code: "EBAY_QUOTA" },
	931: { fault: "bad-config", code: "EBAY_TOKEN_REFUSED" },
	932: { fault: "bad-config", code: "EBAY_TOKEN_REFUSED" },
	841: { fault: "bad-config", code: "EBAY_SELLER_SUSPENDED" },
	21916984: { fault: "bad-config", code: "EBAY_TOKEN_REFUSED" },
	21917053: { fault: "bad-config", code: "EBAY_TOKEN_REFUSED" },
};

/** Digital signatures: a header is missing (215000 and on) or does not verify (215100 and on). */
const SIGNATURE = { from: 215_000, to: 215_199 };

export function meaningOf(errorIds: readonly number[]): Meaning | undefined {
	for (const id of errorIds) {
		if (id >= SIGNATURE.from && id <= SIGNATURE.to) return { fault: "bad-config", code: "EBAY_SIGNATURE_REFUSED" };
		if (Object.hasOwn(MEANINGS, id)) return MEANINGS[id];
	}
	return undefined;
}

/** What is no fault but eBay's answer to a command. */
const DECLINES: Readonly<Record<number, DeclineCode>> = {
	32100: "order-gone",
	/** Most tracking numbers; parcels of the Global Shipping Program (three of them). */
	34100: "wrong-state",
	34200: "wrong-state",
	34300: "wrong-state",
	34500: "wrong-state",
};

export function declineOf(errorIds: readonly number[]): DeclineCode | undefined {
	return errorIds
		.map((id) => (Object.hasOwn(DECLINES, id) ? DECLINES[id] : undefined))
		.find((code) => code !== undefined);
}
