import { createHash } from "node:crypto";
import { ConnectorError, type Context, type RefreshedSecrets } from "@kontor/connector";
import { originOf, type ShopifyApp } from "./app.ts";
import * as faults from "./faults.ts";
import type { Shop } from "./manifest.ts";
import { Token } from "./shapes.ts";

/** Offline access tokens that expire after an hour; their refresh tokens live for 90 days. */

/** Shopify's own lifetime, for an answer that leaves it out. */
const LIFETIME_S = 3600;

export interface Tokens {
	readonly accessToken: string;
	readonly refreshToken: string;
	readonly expiresAt: number;
	readonly scopes: readonly string[];
}

type Caller = Pick<Context, "http" | "signal" | "now">;

/** The code of the consent page for tokens. */
export function exchangeCode(app: ShopifyApp, shop: string, code: string, caller: Caller): Promise<Tokens> {
	return ask(app, shop, { code, expiring: "1" }, caller);
}

/** The embedded page's session token for tokens of the shop's own. */
export function exchangeSession(app: ShopifyApp, shop: string, token: string, caller: Caller): Promise<Tokens> {
	const exchange = {
		grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
		subject_token: token,
		subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
		requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
		expiring: "1",
	};
	return ask(app, shop, exchange, caller);
}

const renewing = new Map<string, Promise<RefreshedSecrets>>();

/**
 * One renewal at a time for each refresh token: a second would void the first one's answer. The old token stays with the
 * hub until a new one has arrived, since a renewal that failed may be repeated with it.
 */
export function refreshSecrets(app: ShopifyApp, ctx: Shop): Promise<RefreshedSecrets> {
	const { shop } = ctx.config;
	const key = createHash("sha256").update(`${shop} ${ctx.secrets.refreshToken}`).digest("hex");
	const under = renewing.get(key) ?? renew(app, ctx).finally(() => renewing.delete(key));
	renewing.set(key, under);
	return under;
}

async function renew(app: ShopifyApp, ctx: Shop): Promise<RefreshedSecrets> {
	const grant = { grant_type: "refresh_token", refresh_token: ctx.secrets.refreshToken };
	const { accessToken, refreshToken, expiresAt } = await ask(
		app,
		ctx.config.shop,
		grant,
		ctx,
		ctx.secrets.refreshToken,
	);
	return {
		secrets: { accessToken, refreshToken, expiresAt },
		refreshBefore: new Date(expiresAt).toISOString(),
	};
}

async function ask(
	app: ShopifyApp,
	shop: string,
	grant: Readonly<Record<string, string>>,
	{ http, signal, now }: Caller,
	keptRefreshToken?: string,
): Promise<Tokens> {
	const [clientSecret = ""] = app.clientSecrets;
	const reply = await http(`${originOf(app, shop)}/admin/oauth/access_token`, {
		method: "POST",
		headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
		body: new URLSearchParams({ client_id: app.clientId, client_secret: clientSecret, ...grant }).toString(),
		signal,
	})
		.then(async (response) => ({ status: response.status, text: await response.text() }))
		.catch((thrown: unknown) => {
			throw faults.ofFailure("read", "access_token", thrown);
		});
	// 400 `invalid_grant`, `invalid_request`: the code was used, or the consent is over.
	if (reply.status === 400) throw faults.known("bad-config", "SHOPIFY_TOKEN_REFUSED", "access_token");
	if (reply.status !== 200) {
		throw faults.ofStatus("read", "access_token", { status: reply.status, retryAfterMs: undefined, expired: false });
	}
	const token = Token.safeParse(faults.parsed("read", "access_token", reply.text));
	const refreshToken = token.success ? (token.data.refresh_token ?? keptRefreshToken) : undefined;
	if (!token.success || refreshToken === undefined) {
		throw new ConnectorError("unexpected-reply", "access_token: expected an expiring token", {
			code: "SHOPIFY_UNEXPECTED",
		});
	}
	const { access_token: accessToken, expires_in = LIFETIME_S, scope = "" } = token.data ?? {};
	return {
		accessToken,
		refreshToken,
		expiresAt: now().getTime() + expires_in * 1000,
		scopes: scope.split(",").filter((one) => one !== ""),
	};
}
