import {
	ConnectorError,
	type Effect,
	type Fault,
	type FaultDetails,
	faultIn,
	faultOfBody,
	faultOfFailure,
	faultOfStatus,
} from "@kontor/connector";
import { meaningOf } from "./error-ids.ts";
import { FAULT_TEXTS, type FaultCode } from "./fault-texts.ts";
import { Refusals } from "./shapes.ts";

/** Everything a call to eBay can be refused with, as faults of the contract. */

export function known(
	fault: Fault,
	code: FaultCode,
	what: string,
	details: Partial<FaultDetails> = {},
): ConnectorError {
	return new ConnectorError(fault, `${what}: ${code}`, { code, forMerchant: FAULT_TEXTS[code], ...details });
}

/** The request, or the reading of its answer, threw. */
export function ofFailure(effect: Effect, what: string, thrown: unknown): ConnectorError {
	return faultIn(thrown) ?? known(faultOfFailure(effect, thrown), "EBAY_UNREACHABLE", what);
}

/** eBay answered, and not with a success. Keeps the numbers of its errors: their texts may hold anything. */
export class EbayRefusal extends ConnectorError {
	readonly errorIds: readonly number[];

	constructor(fault: Fault, message: string, errorIds: readonly number[], details: FaultDetails) {
		super(fault, message, details);
		this.errorIds = errorIds;
	}
}

export interface Refused {
	readonly status: number;
	readonly errorIds: readonly number[];
	readonly retryAfterMs: number | undefined;
	/** Whose token was used, and whether its time is over by our own clock: it is being renewed then. */
	readonly as: "seller" | "application";
	readonly expired: boolean;
}

export function ofAnswer(effect: Effect, what: string, refused: Refused): EbayRefusal {
	const { status, errorIds, retryAfterMs } = refused;
	const { fault, code } = meaningOfAnswer(effect, refused);
	const texts: Readonly<Record<string, FaultDetails["forMerchant"]>> = FAULT_TEXTS;
	const forMerchant = texts[code];
	return new EbayRefusal(fault, `${what}: ${[`HTTP ${status}`, ...errorIds].join(", ")}`, errorIds, {
		code,
		http: { status },
		...(forMerchant === undefined ? {} : { forMerchant }),
		...(retryAfterMs === undefined ? {} : { retryAfterMs }),
	});
}

function meaningOfAnswer(effect: Effect, { status, errorIds, as, expired }: Refused): { fault: Fault; code: string } {
	const meaning = meaningOf(errorIds);
	const token = status === 401 || meaning?.code === "EBAY_TOKEN_REFUSED";
	// The application gets itself a new one; where it cannot, that is what is refused.
	if (token && (expired || as === "application")) return { fault: "unavailable", code: "EBAY_TOKEN_EXPIRED" };
	if (token) return { fault: "bad-config", code: "EBAY_TOKEN_REFUSED" };
	if (meaning !== undefined) return meaning;
	if (status === 403) return { fault: "bad-config", code: "EBAY_NOT_PERMITTED" };
	// Trading answers 200 whatever it says: what is left of its errors is about the order.
	const fault = status < 300 ? "invalid-input" : faultOfStatus(effect, status);
	if (fault === "rate-limited" || status >= 500) return { fault, code: "EBAY_BUSY" };
	return { fault, code: `EBAY_${errorIds[0] === undefined ? `HTTP_${status}` : `ERROR_${errorIds[0]}`}` };
}

/** The numbers of eBay's errors in an answer; none where it says nothing that can be read. */
export function errorIdsIn(text: string): readonly number[] {
	const refusals = Refusals.safeParse(jsonOrNull(text));
	return refusals.success ? refusals.data.map(({ errorId }) => errorId) : [];
}

/** The JSON of a successful answer; undefined where it has none. */
export function parsed(effect: Effect, what: string, text: string): unknown {
	if (text === "") return undefined;
	const body = jsonOrNull(text);
	if (body === null) throw known(faultOfBody(effect, text), "EBAY_BUSY", what);
	return body;
}

/** The answer was of another shape. */
export function unexpected(what: string, expected: string): ConnectorError {
	return new ConnectorError("unexpected-reply", `${what}: expected ${expected}`, { code: "EBAY_UNEXPECTED" });
}

/** eBay said yes, and does not show it. */
export function notReadBack(what: string): ConnectorError {
	return new ConnectorError("unknown-outcome", `${what}: accepted, and not to be seen`, { code: "EBAY_NOT_READ_BACK" });
}

function jsonOrNull(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
