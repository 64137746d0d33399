import { ConnectorError, type ConnectResult, type RawRequest, type RawResponse, type Text } from "@kontor/connector";
import type { ConnectingShop } from "../manifest.ts";
import { appPackage } from "./package.ts";
import { queryOf, type RawQuery } from "./query.ts";
import { confirm, OPERATOR, register } from "./registration.ts";
import { appSecret } from "./shop-secrets.ts";
import { show } from "./show.ts";
import { isSigned, sign } from "./signatures.ts";

/** A call of shop or merchant at the connection's own address, taken apart. */
export interface Call {
	readonly ctx: ConnectingShop;
	/** What secrets are made with: the connection's webhook keys, newest first; of the operator's app, its own. */
	readonly keys: readonly [string, ...string[]];
	/** Of the app that the operator offers to all shops, not of the one made for this connection. */
	readonly isOperators: boolean;
	readonly raw: RawRequest;
	readonly query: RawQuery;
	/** The connection's own address, without a query. */
	readonly url: string;
}

/** Each ends with what is answered; what cannot be proved is refused. */
const STEPS: Readonly<Record<string, (call: Call) => ConnectResult>> = { package: handOut, register, confirm, show };

/**
 * The merchant downloads the app made for this connection and uploads it in his shop, which then registers by itself.
 * The nonce travels in the app's registration address; the link is signed, so that nobody else can have an app made.
 */
export async function begin(
	ctx: Omit<ConnectingShop, "secrets">,
	{ url, returnUrl, nonce }: { readonly url: string; readonly returnUrl: string; readonly nonce: string },
): Promise<{ redirect: string }> {
	const [key] = ctx.webhook?.keys ?? [];
	if (key === undefined) {
		throw new ConnectorError("unsupported", "the shop cannot reach this host", { code: "NO_PUBLIC_URL" });
	}
	return { redirect: `${url}?${sealed(key, { step: "package", nonce, to: returnUrl })}` };
}

/** @see Connect.complete in the contract */
export async function complete(
	ctx: ConnectingShop,
	raw: RawRequest,
	{ url }: { readonly url: string },
): Promise<ConnectResult> {
	const query = queryOf(raw.url);
	// A route passed it on: this shop registers anew.
	const isPassedOn = raw.url.startsWith("/routes/");
	const isOperators = isPassedOn || query.get("nonce") === OPERATOR;
	const step = STEPS[isPassedOn ? "register" : (query.get("step") ?? "")];
	const [key, ...older] = isOperators ? [ctx.app.secret] : (ctx.webhook?.keys ?? []);
	if (step === undefined || key === undefined) return refused(404, "no step of the handshake", UNKNOWN);
	return step({ ctx, keys: [key, ...older.filter((one) => one !== undefined)], isOperators, raw, query, url });
}

function handOut({ ctx, keys, query, url }: Call): ConnectResult {
	const key = openedBy(keys, query);
	const nonce = query.get("nonce");
	if (key === null || nonce === null || ctx.webhook === null) return refused(403, "a link of nobody's", UNKNOWN);
	const bytes = appPackage({
		registration: `${url}?${new URLSearchParams({ step: "register", nonce })}`,
		show: `${url}?${sealed(key, { step: "show", to: query.get("to") ?? "" })}`,
		webhook: ctx.webhook.url,
		page: ctx.page,
		secret: appSecret(key, nonce),
	});
	const headers = {
		"content-type": "application/zip",
		"content-disposition": 'attachment; filename="Kontor.zip"',
		"cache-control": "no-store",
	};
	return answered({ status: 200, headers, body: bytes });
}

/** A query that only we can have made. */
function sealed(key: string, values: Readonly<Record<string, string>>): string {
	const query = new URLSearchParams(values).toString();
	return `${query}&seal=${sign(key, query)}`;
}

/** The key that sealed the query. What stands behind the seal (Shopware may append) is not trusted. */
export function openedBy(keys: readonly string[], { raw }: RawQuery): string | null {
	const [, query = "", seal] = /^(.*?)&seal=([0-9a-f]{64})(?:&|$)/.exec(raw) ?? [];
	return keys.find((key) => isSigned(key, query, seal)) ?? null;
}

export function answered(response: RawResponse): ConnectResult {
	return { ok: true, nonce: null, secrets: null, response };
}

/** Shopware shows the merchant what stands under `error`. */
export function refused(status: number, reason: string, { de, en }: Text): ConnectResult {
	const body = JSON.stringify({ error: `${en} / ${de}` });
	return { ok: false, reason, response: { status, headers: { "content-type": "application/json" }, body } };
}

const UNKNOWN: Text = {
	de: "Diese Adresse gehört zu keiner Verbindung. Bitte die App in Kontor neu herunterladen.",
	en: "This address belongs to no connection. Please download the app from Kontor again.",
};
