import { FAULTS, type Text } from "@kontor/connector";
import { type FaultOnWire, REQUEST_SCHEMAS, type RequestResult, type WorkOutcome } from "@kontor/protocol";
import type { ConnectionProblem } from "./connection-problems.ts";
import type { ConnectionRequest } from "./requests.ts";

/** A request's answer, or what the merchant is told where there is none. */
export type Answered<T> =
	| { readonly ok: true; readonly result: T }
	| { readonly ok: false; readonly problem: ConnectionProblem };

export function answered<N extends ConnectionRequest>(request: N, outcome: WorkOutcome): Answered<RequestResult<N>> {
	if (outcome.kind === "fault") return { ok: false, problem: problemOfFault(outcome.fault) };
	const parsed = REQUEST_SCHEMAS[request].result.safeParse(outcome.kind === "result" ? outcome.result : undefined);
	// The schema of this very name: TypeScript does not follow a lookup by N.
	return parsed.success ? { ok: true, result: parsed.data as RequestResult<N> } : { ok: false, problem: UNEXPECTED };
}

const UNEXPECTED: ConnectionProblem = {
	code: "UNEXPECTED_ANSWER",
	text: {
		de: "Die Anbindung hat unerwartet geantwortet. Bitte später erneut prüfen; bleibt es dabei, hilft der Support.",
		en: "The plugin gave an unexpected answer. Please check again later; if it stays like this, ask the support.",
	},
};

/** By whose move it is (faults.ts), where the plugin has no better words. */
export function problemOfFault({ fault, code, forMerchant }: FaultOnWire): ConnectionProblem {
	return { code, text: forMerchant ?? TEXTS[FAULTS[fault].retry] ?? UNEXPECTED.text };
}

const TEXTS: Readonly<Record<string, Text>> = {
	"after-merchant-fix": {
		de: "Der Shop nimmt die Zugangsdaten nicht an. Bitte Adresse, Zugangsdaten und deren Rechte im Shop prüfen.",
		en: "The shop does not accept the credentials. Please check the address, the credentials and their permissions in the shop.",
	},
	"after-delay": {
		de: "Der Shop nimmt gerade keine weiteren Anfragen an. Bitte in einigen Minuten erneut prüfen.",
		en: "The shop takes no more requests at the moment. Please check again in a few minutes.",
	},
	backoff: {
		de: "Der Shop ist nicht erreichbar. Bitte die Adresse prüfen oder es später erneut versuchen.",
		en: "The shop cannot be reached. Please check the address or try again later.",
	},
} satisfies Partial<Record<(typeof FAULTS)[keyof typeof FAULTS]["retry"], Text>>;
