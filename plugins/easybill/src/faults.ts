import {
	ConnectorError,
	type Effect,
	type FaultDetails,
	faultIn,
	faultOfBody,
	faultOfFailure,
	faultOfStatus,
	type Text,
} from "@kontor/connector";

/** Everything a call to easybill can be refused with, as faults of the contract, with what the merchant can do. */

const TEXTS = {
	EASYBILL_UNREACHABLE: {
		de: "easybill ist gerade nicht erreichbar. Es wird von selbst noch einmal versucht.",
		en: "easybill cannot be reached at the moment. It is tried again automatically.",
	},
	EASYBILL_KEY_REFUSED: {
		de: "easybill nimmt diesen API-Schlüssel nicht an. Bitte in easybill unter „Profil & Einstellungen“ einen API-Schlüssel erzeugen und vollständig übertragen.",
		en: "easybill does not accept this API key. Please create an API key in easybill under “Profile & settings” and copy it completely.",
	},
	EASYBILL_NOT_IN_PLAN: {
		de: "easybill erlaubt diesem Zugang die Schnittstelle nicht. Sie gehört zu den Tarifen PLUS und BUSINESS; bitte den Tarif und die Rechte des Mitarbeiters prüfen, dem der Schlüssel gehört.",
		en: "easybill does not allow this access to use the interface. It comes with the plans PLUS and BUSINESS; please check the plan, and the rights of the employee whose key it is.",
	},
	EASYBILL_RATE_LIMITED: {
		de: "easybill nimmt in dieser Minute keine weiteren Zugriffe an. Es geht von selbst weiter. Kommt das öfter vor: Ist der richtige Tarif gewählt (PLUS 10, BUSINESS 60 Zugriffe pro Minute), und nutzt noch ein Programm die Schnittstelle?",
		en: "easybill takes no more calls in this minute. It goes on automatically. If this happens often: is the right plan chosen (PLUS 10, BUSINESS 60 calls a minute), and does another program use the interface?",
	},
	EASYBILL_BUSY: {
		de: "easybill antwortet gerade nicht richtig. Es wird von selbst noch einmal versucht.",
		en: "easybill does not answer properly at the moment. It is tried again automatically.",
	},
	EASYBILL_STATUS_NOT_WRITABLE: {
		de: "easybill bestimmt den Status einer Rechnung selbst aus ihren Zahlungen. Bitte in der Zuordnung keinen anderen zu schreibenden Status wählen.",
		en: "easybill derives an invoice's status from its payments. Please choose no other status to be written in the mapping.",
	},
} as const satisfies Record<string, Text>;

type Code = keyof typeof TEXTS;

/** easybill does not say when it takes calls again; it counts by the minute. */
const A_MINUTE_MS = 60_000;

interface Refusal {
	readonly status: number;
	readonly retryAfterMs: number | undefined;
}

function known(fault: ConnectorError["fault"], code: Code, what: string, details: Partial<FaultDetails> = {}) {
	return new ConnectorError(fault, `${what}: ${code}`, { code, forMerchant: TEXTS[code], ...details });
}

export function stoppedBeforeSending(what: string): ConnectorError {
	return new ConnectorError("unavailable", `${what}: stopped before it was sent`, { code: "EASYBILL_STOPPED" });
}

/** The request, or the reading of its answer, threw. */
export function ofFailure(effect: Effect, what: string, thrown: unknown): ConnectorError {
	return faultIn(thrown) ?? known(faultOfFailure(effect, thrown), "EASYBILL_UNREACHABLE", what);
}

/** easybill answered, and not with a success. Its message may hold anything: only the status is used. */
export function ofStatus(
	effect: Effect,
	what: string,
	{ status, retryAfterMs = A_MINUTE_MS }: Refusal,
): ConnectorError {
	const http = { status };
	if (status === 401) return known("bad-config", "EASYBILL_KEY_REFUSED", what, { http });
	if (status === 402 || status === 403) return known("bad-config", "EASYBILL_NOT_IN_PLAN", what, { http });
	if (status === 429) return known("rate-limited", "EASYBILL_RATE_LIMITED", what, { http, retryAfterMs });
	const fault = faultOfStatus(effect, status);
	if (status >= 500) return known(fault, "EASYBILL_BUSY", what, { http });
	return new ConnectorError(fault, `${what}: HTTP ${status}`, { code: `EASYBILL_HTTP_${status}`, http });
}

/** The JSON of a successful answer. */
export function parsed(effect: Effect, what: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw known(faultOfBody(effect, text), "EASYBILL_BUSY", what);
	}
}

/** The answer was of another shape. */
export function unexpected(what: string, expected: string): ConnectorError {
	return new ConnectorError("unexpected-reply", `${what}: expected ${expected}`, { code: "EASYBILL_UNEXPECTED" });
}

export function statusNotWritable(what: string): ConnectorError {
	return known("bad-config", "EASYBILL_STATUS_NOT_WRITABLE", what);
}

export function isNotFound(error: unknown): boolean {
	return error instanceof ConnectorError && error.details.http?.status === 404;
}
