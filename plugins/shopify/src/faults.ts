import {
	ConnectorError,
	type Effect,
	type FaultDetails,
	faultIn,
	faultOfBody,
	faultOfFailure,
	faultOfStatus,
} from "@kontor/connector";
import { FAULT_TEXTS, type FaultCode } from "./fault-texts.ts";

/** Everything a call to the shop can be refused with, as faults of the contract. */

export function known(
	fault: ConnectorError["fault"],
	code: FaultCode,
	what: string,
	details: Partial<FaultDetails> = {},
): ConnectorError {
	return new ConnectorError(fault, `${what}: ${code}`, { code, forMerchant: FAULT_TEXTS[code], ...details });
}

/** The request, or the reading of its answer, threw. */
export function ofFailure(effect: Effect, what: string, thrown: unknown): ConnectorError {
	return faultIn(thrown) ?? known(faultOfFailure(effect, thrown), "SHOPIFY_UNREACHABLE", what);
}

interface Refusal {
	readonly status: number;
	readonly retryAfterMs: number | undefined;
	/** The access token's time is over, by our own clock: it is being renewed. */
	readonly expired: boolean;
}

/** The shop answered, and not with a success. */
export function ofStatus(effect: Effect, what: string, { status, retryAfterMs, expired }: Refusal): ConnectorError {
	const http = { status };
	if (status === 401 && expired) return known("unavailable", "SHOPIFY_TOKEN_EXPIRED", what, { http });
	if (status === 401) return known("bad-config", "SHOPIFY_TOKEN_REFUSED", what, { http });
	if (status === 402 || status === 423) return known("bad-config", "SHOPIFY_FROZEN", what, { http });
	if (status === 403) return known("bad-config", "SHOPIFY_NOT_PERMITTED", what, { http });
	if (status >= 300 && status < 400) return known("bad-config", "SHOPIFY_NOT_FOUND", what, { http });
	if (status === 404 && effect === "read") return known("bad-config", "SHOPIFY_NOT_FOUND", what, { http });
	const fault = faultOfStatus(effect, status);
	const retry = retryAfterMs === undefined ? {} : { retryAfterMs };
	if (fault === "rate-limited" || status >= 500) return known(fault, "SHOPIFY_BUSY", what, { http, ...retry });
	const code = `SHOPIFY_HTTP_${status}`;
	return new ConnectorError(fault, `${what}: ${code}`, { code, http });
}

/** One of `errors` in an answer with status 200. Its message may hold anything: only the code is used. */
export function ofGraphqlError(effect: Effect, what: string, code: string, didSomething: boolean): ConnectorError {
	if (didSomething) return known("unknown-outcome", "SHOPIFY_BUSY", what);
	if (code === "ACCESS_DENIED") return known("bad-config", "SHOPIFY_NOT_PERMITTED", what);
	if (code === "SHOP_INACTIVE") return known("bad-config", "SHOPIFY_FROZEN", what);
	if (code === "INTERNAL_SERVER_ERROR" || code === "TIMEOUT") {
		return known(effect === "read" ? "unavailable" : "unknown-outcome", "SHOPIFY_BUSY", what);
	}
	return new ConnectorError("unexpected-reply", `${what}: ${code}`, { code: "SHOPIFY_GRAPHQL_ERROR" });
}

export function throttled(what: string, retryAfterMs: number): ConnectorError {
	return known("rate-limited", "SHOPIFY_BUSY", what, { retryAfterMs });
}

/** The JSON of a successful answer. */
export function parsed(effect: Effect, what: string, text: string): unknown {
	const body = jsonOrNull(text);
	if (body === null) throw known(faultOfBody(effect, text), "SHOPIFY_BUSY", what);
	return body;
}

/** The answer was JSON of another shape. */
export function unexpected(what: string, expected: string): ConnectorError {
	return new ConnectorError("unexpected-reply", `${what}: expected ${expected}`, { code: "SHOPIFY_UNEXPECTED" });
}

export function stopped(what: string): ConnectorError {
	return new ConnectorError("unavailable", `${what}: stopped before it was sent`, { code: "SHOPIFY_STOPPED" });
}

function jsonOrNull(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
