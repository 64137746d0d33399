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
import type { Shop } from "./manifest.ts";

/** Everything a call to the shop can be refused with, as faults of the contract, with what the merchant can do. */

const TEXTS = {
	WOOCOMMERCE_NOT_ENCRYPTED: {
		de: "Die Adresse des Shops beginnt nicht mit https. Bitte die verschlüsselte Adresse eintragen.",
		en: "The shop's address does not begin with https. Please enter the encrypted address.",
	},
	WOOCOMMERCE_UNREACHABLE: {
		de: "Der Shop ist unter dieser Adresse nicht erreichbar. Bitte die Adresse prüfen, und ob der Shop läuft.",
		en: "The shop cannot be reached at this address. Please check the address, and that the shop is running.",
	},
	WOOCOMMERCE_REDIRECTS: {
		de: "Der Shop leitet auf eine andere Adresse um. Bitte die Adresse eintragen, auf die er umleitet.",
		en: "The shop redirects to another address. Please enter the address it redirects to.",
	},
	WOOCOMMERCE_KEY_REFUSED: {
		de: "Der Shop nimmt diesen Consumer Key nicht an: Er ist falsch oder gelöscht, oder ein Sicherheits- oder Cache-Plugin entfernt die Anmeldedaten.",
		en: "The shop does not accept this consumer key: it is wrong or deleted, or a security or caching plugin removes the credentials.",
	},
	WOOCOMMERCE_SECRET_REFUSED: {
		de: "Der Shop nimmt Consumer Key und Consumer Secret nicht an. Bitte beide neu aus WooCommerce übertragen.",
		en: "The shop does not accept consumer key and consumer secret. Please copy both from WooCommerce again.",
	},
	WOOCOMMERCE_HEADER_REMOVED: {
		de: "Der Server des Shops entfernt die Anmeldedaten, mit denen Kontor sich ausweist. Bitte „Zugangsdaten in der Adresse mitschicken“ einschalten, oder den Server so einstellen, dass er sie durchlässt.",
		en: "The shop's server removes the credentials that Kontor signs in with. Please switch on “Send the credentials in the address”, or have the server let them through.",
	},
	WOOCOMMERCE_NOT_PERMITTED: {
		de: "Diesem Schlüssel oder seinem Benutzer fehlt im Shop ein Recht. Bitte in WooCommerce einen Schlüssel mit Lese- und Schreibrechten für einen Shop-Manager anlegen.",
		en: "This key or its user lacks a permission in the shop. Please create a key with read and write permission for a shop manager in WooCommerce.",
	},
	WOOCOMMERCE_BLOCKED: {
		de: "Eine Firewall oder ein Sicherheits-Plugin vor dem Shop weist Kontor ab. Bitte Zugriffe auf /wp-json/wc/ dort zulassen.",
		en: "A firewall or security plugin in front of the shop turns Kontor away. Please allow access to /wp-json/wc/ there.",
	},
	WOOCOMMERCE_NOT_FOUND: {
		de: "Unter dieser Adresse antwortet kein WooCommerce. Bitte die Adresse prüfen, ob WooCommerce aktiv ist, und ob die Permalinks in WordPress nicht auf „Einfach“ stehen.",
		en: "No WooCommerce answers at this address. Please check the address, that WooCommerce is active, and that permalinks in WordPress are not set to “Plain”.",
	},
	WOOCOMMERCE_UNKNOWN_STATUS: {
		de: "Einen zugeordneten Bestellstatus gibt es im Shop nicht mehr. Bitte die Zuordnung der Status prüfen.",
		en: "A mapped order status no longer exists in the shop. Please check the mapping of statuses.",
	},
	WOOCOMMERCE_BUSY: {
		de: "Der Shop antwortet gerade nicht richtig. Bitte später noch einmal versuchen.",
		en: "The shop does not answer properly at the moment. Please try again later.",
	},
} as const satisfies Record<string, Text>;

type Code = keyof typeof TEXTS;

/** WordPress' body of an error. Its message is in the shop's language and may hold anything: only the code is used. */
const WooError = z.object({
	code: z.string().regex(/^[a-z_]+$/),
	data: z.object({ params: z.object({ status: z.unknown() }).optional() }).nullish(),
});

interface Refusal {
	readonly status: number;
	readonly text: string;
	readonly location: string | null;
	readonly retryAfterMs: number | undefined;
}

function known(fault: ConnectorError["fault"], code: Code, what: string, details: Partial<FaultDetails> = {}) {
	return new ConnectorError(fault, `${what}: ${code}`, { code, forMerchant: TEXTS[code], ...details });
}

export function notEncrypted(): ConnectorError {
	return known("bad-config", "WOOCOMMERCE_NOT_ENCRYPTED", "connect");
}

export function notWooCommerce(): ConnectorError {
	return known("bad-config", "WOOCOMMERCE_NOT_FOUND", "connect");
}

export function headerRemoved(): ConnectorError {
	return known("bad-config", "WOOCOMMERCE_HEADER_REMOVED", "connect");
}

export function stoppedBeforeSending(what: string): ConnectorError {
	return new ConnectorError("unavailable", `${what}: stopped before it was sent`, { code: "WOOCOMMERCE_STOPPED" });
}

/** The request, or the reading of its answer, threw. */
export function ofFailure(effect: Effect, what: string, thrown: unknown): ConnectorError {
	return faultIn(thrown) ?? known(faultOfFailure(effect, thrown), "WOOCOMMERCE_UNREACHABLE", what);
}

/** The shop answered, and not with a success. */
export function ofStatus(effect: Effect, what: string, { status, text, ...refusal }: Refusal): ConnectorError {
	const http = { status };
	const parsedError = WooError.safeParse(jsonIn(text));
	const woo = parsedError.success ? parsedError.data : null;
	if (status >= 300 && status < 400) return known("bad-config", "WOOCOMMERCE_REDIRECTS", what, { http });
	if (status === 401) {
		const authentication = woo?.code === "woocommerce_rest_authentication_error";
		// A key that may only read is refused like a wrong secret, but only for writes.
		if (authentication && effect === "write") return known("bad-config", "WOOCOMMERCE_NOT_PERMITTED", what, { http });
		return known("bad-config", authentication ? "WOOCOMMERCE_SECRET_REFUSED" : "WOOCOMMERCE_KEY_REFUSED", what, {
			http,
		});
	}
	if (status === 403) {
		return known("bad-config", isPage(text) ? "WOOCOMMERCE_BLOCKED" : "WOOCOMMERCE_NOT_PERMITTED", what, { http });
	}
	if (woo?.code === "rest_no_route" || (status === 404 && isPage(text))) {
		return known("bad-config", "WOOCOMMERCE_NOT_FOUND", what, { http });
	}
	if (woo?.code === "rest_invalid_param" && woo.data?.params?.status !== undefined) {
		return known("bad-config", "WOOCOMMERCE_UNKNOWN_STATUS", what, { http });
	}
	const fault = faultOfStatus(effect, status);
	const retry = refusal.retryAfterMs === undefined ? {} : { retryAfterMs: refusal.retryAfterMs };
	if (fault === "rate-limited" || status >= 500) {
		return known(fault, isChallenge(text) ? "WOOCOMMERCE_BLOCKED" : "WOOCOMMERCE_BUSY", what, { http, ...retry });
	}
	const code = woo?.code.toUpperCase() ?? `WOOCOMMERCE_HTTP_${status}`;
	return new ConnectorError(fault, `${what}: ${code}`, { code, http });
}

/** The JSON of a successful answer. */
export function parsed(effect: Effect, what: string, text: string): unknown {
	const body = jsonIn(text);
	if (body !== null) return body;
	throw known(faultOfBody(effect, text), isChallenge(text) ? "WOOCOMMERCE_BLOCKED" : "WOOCOMMERCE_BUSY", what);
}

/** The answer was JSON of another shape. */
export function unexpected(what: string, expected: string): ConnectorError {
	return new ConnectorError("unexpected-reply", `${what}: expected ${expected}`, { code: "WOOCOMMERCE_UNEXPECTED" });
}

/** The order does not exist: 404 to a GET, 400 to a PUT, each with codes that end so. */
export function isUnknownId(error: unknown): boolean {
	return error instanceof ConnectorError && /_INVALID_(ORDER_)?ID$/.test(error.details.code);
}

/** Kontor's plugin for WordPress is not there (any more), or the order has no invoice. */
export function isWithoutInvoice(error: unknown): boolean {
	return error instanceof ConnectorError && ["WOOCOMMERCE_NOT_FOUND", "KONTOR_NO_INVOICE"].includes(error.details.code);
}

/** The field of the connection that is at fault, by the code of a fault; null where none is. */
export function fieldAtFault({ details }: ConnectorError): keyof Shop["config"] | keyof Shop["secrets"] | null {
	switch (details.code as Code) {
		case "WOOCOMMERCE_KEY_REFUSED":
		case "WOOCOMMERCE_NOT_PERMITTED":
			return "consumerKey";
		case "WOOCOMMERCE_SECRET_REFUSED":
			return "consumerSecret";
		case "WOOCOMMERCE_HEADER_REMOVED":
			return "keysInAddress";
		case "WOOCOMMERCE_NOT_ENCRYPTED":
		case "WOOCOMMERCE_REDIRECTS":
		case "WOOCOMMERCE_NOT_FOUND":
			return "url";
		default:
			return null;
	}
}

function isPage(text: string): boolean {
	return /^\s*</.test(text);
}

/** A page that wants a browser to prove itself: Cloudflare, SiteGround, Imperva. */
function isChallenge(text: string): boolean {
	return isPage(text) && /cdn-cgi\/challenge-platform|cf-chl-|sgcaptcha|_Incapsula_Resource/.test(text);
}

/** What PHP puts before an answer where it shows its warnings, and what an editor leaves at the head of a plugin's file. */
const BEFORE_JSON = /^(?:\uFEFF|\s|<br \/>\s*<b>[\s\S]*?<\/b><br \/>)+/;

function jsonIn(text: string): unknown {
	try {
		return JSON.parse(text.replace(BEFORE_JSON, ""));
	} catch {
		return null;
	}
}
