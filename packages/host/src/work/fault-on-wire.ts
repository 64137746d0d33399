import { ConnectorError, type Text } from "@kontor/connector";
import type { FaultOnWire, Work } from "@kontor/protocol";
import { isFinal, reasonOf } from "../hub-client.ts";
import type { Redact } from "../redact.ts";

/** The wire's own limit. */
const MOST_CHARACTERS = 2000;

/** What was thrown while doing the work, for the hub: classified, without secrets. */
export function faultOnWire(kind: Work["kind"], thrown: unknown, redact: Redact): FaultOnWire {
	if (!(thrown instanceof ConnectorError)) return unplanned(kind, thrown, redact);
	const { code, forMerchant, retryAfterMs, http } = thrown.details;
	return {
		fault: thrown.fault,
		code,
		message: shortened(redact(thrown.message)),
		...(forMerchant === undefined ? {} : { forMerchant: redactedText(forMerchant, redact) }),
		...(retryAfterMs === undefined ? {} : { retryAfterMs }),
		...(http === undefined ? {} : { httpStatus: http.status }),
	};
}

/** A command that was cut off may have had its effect; anything else can be asked again. */
function unplanned(kind: Work["kind"], thrown: unknown, redact: Redact): FaultOnWire {
	const message = shortened(redact(reasonOf(thrown)));
	if (isCutOff(thrown)) {
		return { fault: kind === "command" ? "unknown-outcome" : "unavailable", code: "CUT_OFF", message };
	}
	// The hub would refuse the same again: nothing the shop did.
	if (isFinal(thrown)) return { fault: "unexpected-reply", code: thrown.problem.code, message };
	return { fault: "unexpected-reply", code: "UNEXPECTED_ERROR", message };
}

function isCutOff(thrown: unknown): boolean {
	return thrown instanceof Error && (thrown.name === "AbortError" || thrown.name === "TimeoutError");
}

function redactedText({ de, en }: Text, redact: Redact): Text {
	return { de: redact(de), en: redact(en) };
}

function shortened(text: string): string {
	return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;
}
