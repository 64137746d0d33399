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
import * as z from "zod";
import { jsonIn } from "./json.ts";

/** Everything a call to the shop can be refused with, as faults of the contract, with what the merchant can do. */

const TEXTS = {
	SHOPWARE_NOT_ENCRYPTED: {
		de: "Die Adresse des Shops beginnt nicht mit https. Bitte die verschlüsselte Adresse eintragen.",
		en: "The shop's address does not begin with https. Please enter the encrypted address.",
	},
	SHOPWARE_UNREACHABLE: {
		de: "Der Shop ist unter dieser Adresse nicht erreichbar. Bitte die Adresse prüfen, und ob der Shop läuft.",
		en: "The shop cannot be reached at this address. Please check the address, and that the shop is running.",
	},
	SHOPWARE_REDIRECTS: {
		de: "Der Shop leitet auf eine andere Adresse um. Bitte die Adresse eintragen, auf die er umleitet.",
		en: "The shop redirects to another address. Please enter the address it redirects to.",
	},
	SHOPWARE_KEY_REFUSED: {
		de: "Der Shop nimmt die Zugangsdaten von Kontor nicht mehr an: Die App ist deinstalliert oder abgeschaltet, oder der Schlüssel ist falsch. Bitte die App im Shop neu installieren.",
		en: "The shop does not accept Kontor's credentials any more: the app is uninstalled or switched off, or the key is wrong. Please install the app in the shop again.",
	},
	SHOPWARE_NOT_PERMITTED: {
		de: "Der Kontor-App fehlt im Shop eine Berechtigung. Bitte die App dort aktualisieren und ihre Berechtigungen bestätigen.",
		en: "Kontor's app lacks a permission in the shop. Please update the app there and confirm its permissions.",
	},
	SHOPWARE_BLOCKED: {
		de: "Eine Firewall oder ein Passwortschutz vor dem Shop weist Kontor ab. Bitte Zugriffe auf /api/ dort zulassen.",
		en: "A firewall or password in front of the shop turns Kontor away. Please allow access to /api/ there.",
	},
	SHOPWARE_NOT_FOUND: {
		de: "Unter dieser Adresse antwortet kein Shopware 6. Bitte die Adresse prüfen, auch ein Verzeichnis am Ende.",
		en: "No Shopware 6 answers at this address. Please check the address, also a folder at its end.",
	},
	SHOPWARE_TOO_OLD: {
		de: "Dieser Shop ist älter als Shopware 6.5. Bitte zuerst Shopware aktualisieren.",
		en: "This shop is older than Shopware 6.5. Please update Shopware first.",
	},
	SHOPWARE_BUSY: {
		de: "Der Shop antwortet gerade nicht richtig, vielleicht ist er in Wartung. Bitte später noch einmal versuchen.",
		en: "The shop does not answer properly at the moment, it may be in maintenance. Please try again later.",
	},
} as const satisfies Record<string, Text>;

type Code = keyof typeof TEXTS;

/** Messages are in any language and may hold anything: only the codes are used. */
const SwErrors = z.object({
	errors: z.array(z.object({ code: z.coerce.string().regex(/^[A-Za-z0-9_-]{1,100}$/) })).min(1),
});

interface Refusal {
	readonly status: number;
	readonly text: string;
	readonly retryAfterMs: number | undefined;
}

function known(fault: ConnectorError["fault"], code: Code, what: string, details: Partial<FaultDetails> = {}) {
	return new ConnectorError(fault, `${what}: ${code}`, { code, forMerchant: TEXTS[code], ...details });
}

export function notEncrypted(): ConnectorError {
	return known("bad-config", "SHOPWARE_NOT_ENCRYPTED", "connect");
}

export function notShopware(): ConnectorError {
	return known("bad-config", "SHOPWARE_NOT_FOUND", "connect");
}

export function tooOld(): ConnectorError {
	return known("bad-config", "SHOPWARE_TOO_OLD", "connect");
}

export function stoppedBeforeSending(what: string): ConnectorError {
	return new ConnectorError("unavailable", `${what}: stopped before it was sent`, { code: "SHOPWARE_STOPPED" });
}

/** The request, or the reading of its answer, threw. */
export function ofFailure(effect: Effect, what: string, thrown: unknown): ConnectorError {
	return faultIn(thrown) ?? known(faultOfFailure(effect, thrown), "SHOPWARE_UNREACHABLE", what);
}

/** The shop answered, and not with a success. */
export function ofStatus(effect: Effect, what: string, { status, text, ...refusal }: Refusal): ConnectorError {
	const http = { status };
	const code = codeOf(text);
	if (status >= 300 && status < 400) return known("bad-config", "SHOPWARE_REDIRECTS", what, { http });
	if (status === 401) {
		return known("bad-config", code === null ? "SHOPWARE_BLOCKED" : "SHOPWARE_KEY_REFUSED", what, { http });
	}
	if (status === 403) {
		return known("bad-config", code === null ? "SHOPWARE_BLOCKED" : "SHOPWARE_NOT_PERMITTED", what, { http });
	}
	if (status === 404 && code === null && effect === "read") {
		return known("bad-config", "SHOPWARE_NOT_FOUND", what, { http });
	}
	const fault = faultOfStatus(effect, status);
	const retry = refusal.retryAfterMs === undefined ? {} : { retryAfterMs: refusal.retryAfterMs };
	if (fault === "rate-limited" || status >= 500) return known(fault, "SHOPWARE_BUSY", what, { http, ...retry });
	// Beside its own codes Shopware passes on those of others: numbers, and UUIDs of Symfony's constraints.
	const stable = code !== null && /^[A-Z]+__[A-Z0-9_]+$/.test(code) ? code : `SHOPWARE_HTTP_${status}`;
	return new ConnectorError(fault, `${what}: ${stable}`, { code: stable, http });
}

/** The JSON of a successful answer. */
export function parsed(effect: Effect, what: string, text: string): unknown {
	const body = jsonIn(text);
	if (body === null) throw known(faultOfBody(effect, text), "SHOPWARE_BUSY", what);
	return body;
}

/** The answer was JSON of another shape. */
export function unexpected(what: string, expected: string): ConnectorError {
	return new ConnectorError("unexpected-reply", `${what}: expected ${expected}`, { code: "SHOPWARE_UNEXPECTED" });
}

/** Somebody changed the state between the question for the transitions and the transition. */
export function isIllegalTransition(error: unknown): boolean {
	return error instanceof ConnectorError && error.details.code.includes("ILLEGAL_STATE_TRANSITION");
}

/** The entity written to does not exist. */
export function isUnknownId(error: unknown): boolean {
	return (
		error instanceof ConnectorError &&
		error.details.http?.status === 404 &&
		error.details.code.endsWith("RESOURCE_NOT_FOUND")
	);
}

/** The field of the connection that is at fault, by the code of a fault; null where none is. */
export function fieldAtFault({ details }: ConnectorError): "url" | "apiKey" | null {
	switch (details.code as Code) {
		case "SHOPWARE_KEY_REFUSED":
			return "apiKey";
		case "SHOPWARE_NOT_ENCRYPTED":
		case "SHOPWARE_REDIRECTS":
		case "SHOPWARE_NOT_FOUND":
			return "url";
		default:
			return null;
	}
}

function codeOf(text: string): string | null {
	const errors = SwErrors.safeParse(jsonIn(text));
	return errors.success ? (errors.data.errors[0]?.code ?? null) : null;
}
