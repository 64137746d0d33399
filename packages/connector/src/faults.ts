import type { Text } from "./text.ts";

/**
 * Was the request sent, and may it have had an effect? That decides what the hub may do next, and this table is the
 * only place where it is decided. `effect: "possible"` means: never repeat before the shop was read (PRODUCT E2, I5).
 */
export const FAULTS = {
	/** The command itself cannot be carried out as given; repeating it changes nothing. */
	"invalid-input": { retry: "never", effect: "none", owner: "hub" },
	/** Credentials, permissions or address are wrong: waits until the merchant mended them. */
	"bad-config": { retry: "after-merchant-fix", effect: "none", owner: "merchant" },
	"rate-limited": { retry: "after-delay", effect: "none", owner: "nobody" },
	/** Not sent, or sent as a read: may be repeated as it is. */
	unavailable: { retry: "backoff", effect: "none", owner: "nobody" },
	/** A write reached the wire and its answer did not arrive. */
	"unknown-outcome": { retry: "after-read-back", effect: "possible", owner: "nobody" },
	/** The shop answered something its API does not promise. */
	"unexpected-reply": { retry: "never", effect: "possible", owner: "plugin" },
	unsupported: { retry: "never", effect: "none", owner: "plugin" },
} as const satisfies Record<string, { retry: string; effect: "none" | "possible"; owner: string }>;

export type Fault = keyof typeof FAULTS;

export interface FaultDetails {
	/** Stable, SCREAMING_SNAKE, safe to alert on: "WOOCOMMERCE_KEY_REVOKED". */
	readonly code: string;
	/** What the merchant can do about it. Left out where he can do nothing. */
	readonly forMerchant?: Text;
	/** How long the shop asked to be left alone, in milliseconds. */
	readonly retryAfterMs?: number;
	readonly http?: { readonly status: number };
	readonly cause?: unknown;
}

/** The only thing a connector throws. Its message is for us and holds no secret and no personal data. */
export class ConnectorError extends Error {
	override readonly name = "ConnectorError";
	readonly fault: Fault;
	readonly details: FaultDetails;

	constructor(fault: Fault, message: string, details: FaultDetails) {
		super(message, { cause: details.cause });
		this.fault = fault;
		this.details = details;
	}
}

/** Whether a request can have an effect in the shop when its answer is lost. */
export type Effect = "read" | "write";

/** What an HTTP status means that the plugin does not know better. */
export function faultOfStatus(effect: Effect, status: number): Fault {
	if (status === 401 || status === 403) return "bad-config";
	if (status === 429) return "rate-limited";
	if (status === 400 || status === 404 || status === 409 || status === 422) return "invalid-input";
	if (status >= 500) return effect === "read" ? "unavailable" : "unknown-outcome";
	return "unexpected-reply";
}

/** Failures before the first byte left, as Node and undici name them. */
const NOT_SENT: ReadonlySet<unknown> = new Set([
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"EHOSTUNREACH",
	"ENETUNREACH",
	"UND_ERR_CONNECT_TIMEOUT",
	"CERT_HAS_EXPIRED",
	"DEPTH_ZERO_SELF_SIGNED_CERT",
	"SELF_SIGNED_CERT_IN_CHAIN",
	"UNABLE_TO_VERIFY_LEAF_SIGNATURE",
	"ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** The fault among the causes of what was thrown: a fault that the host threw itself stays as it is. */
export function faultIn(thrown: unknown): ConnectorError | undefined {
	for (let error = thrown; error instanceof Error; error = error.cause)
		if (error instanceof ConnectorError) return error;
	return undefined;
}

/**
 * What it means that a successful answer is no JSON. One that broke off is like one that never came; a page instead of
 * JSON is none the API promises, and after a write leaves open whether it was carried out.
 */
export function faultOfBody(effect: Effect, text: string): Fault {
	if (effect === "write") return "unknown-outcome";
	return /^\s*[{[]/.test(text) ? "unavailable" : "unexpected-reply";
}

/** The same fault behind a write that was carried out: it does not say any more that nothing happened. */
export function afterWrite(error: unknown): unknown {
	if (!(error instanceof ConnectorError) || FAULTS[error.fault].effect === "possible") return error;
	return new ConnectorError("unknown-outcome", error.message, error.details);
}

/**
 * What it means that a request, or the reading of its answer, threw. Looks through the causes; a fault that the host
 * threw itself (address not allowed, answer too large, stopped before sending) stays what it is.
 */
export function faultOfFailure(effect: Effect, thrown: unknown): Fault {
	for (let error = thrown; error instanceof Error; error = error.cause) {
		if (error instanceof ConnectorError) return error.fault;
		if ("code" in error && NOT_SENT.has(error.code)) return "unavailable";
	}
	return effect === "read" ? "unavailable" : "unknown-outcome";
}

/** The two forms of Retry-After (RFC 9110, 10.2.3) in milliseconds from `now`; undefined where it is neither. */
export function retryAfterMs(header: string | null, now: Date): number | undefined {
	if (header === null) return undefined;
	if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
	const at = Date.parse(header);
	return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
