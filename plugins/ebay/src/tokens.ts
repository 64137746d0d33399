import { createHash } from "node:crypto";
import type { ConnectorError, RefreshedSecrets } from "@kontor/connector";
import { type Caller, originOf, type Reach } from "./client.ts";
import * as faults from "./faults.ts";
import type { EbayApp, Shop } from "./manifest.ts";
import { APPLICATION_SCOPE, SCOPES } from "./scopes.ts";
import { Token } from "./shapes.ts";

/** Lifetimes for an answer that leaves them out: two hours, and 18 months of 30 days and a bit. */
const LIFETIME_S = 7200;
const CONSENT_S = 47_304_000;

export type Tokens = Shop["secrets"];

/** The code of the consent page for tokens. It is valid for five minutes, and once. */
export async function exchangeCode(reach: Reach, caller: Caller, code: string): Promise<Tokens> {
	const given = await grant(reach, caller, {
		grant_type: "authorization_code",
		code,
		redirect_uri: caller.app.ruName,
	});
	if (given.refresh_token === undefined) throw faults.unexpected("token", "a refresh token");
	const now = caller.now().getTime();
	return {
		accessToken: given.access_token,
		refreshToken: given.refresh_token,
		expiresAt: now + (given.expires_in ?? LIFETIME_S) * 1000,
		consentEndsAt: now + (given.refresh_token_expires_in ?? CONSENT_S) * 1000,
	};
}

const renewing = new Map<string, Promise<RefreshedSecrets>>();

/** One renewal at a time for each refresh token; several who ask get the same answer. */
export function refreshSecrets(reach: Reach, ctx: Shop): Promise<RefreshedSecrets> {
	const key = createHash("sha256").update(`${ctx.config.seller} ${ctx.secrets.refreshToken}`).digest("hex");
	const under = renewing.get(key) ?? renew(reach, ctx).finally(() => renewing.delete(key));
	renewing.set(key, under);
	return under;
}

/** eBay keeps the refresh token as it is: its 18 months run on from the consent, and only a new consent begins anew. */
async function renew(reach: Reach, ctx: Shop): Promise<RefreshedSecrets> {
	const { secrets } = ctx;
	const now = ctx.now().getTime();
	if (secrets.consentEndsAt <= now) throw faults.known("bad-config", "EBAY_CONSENT_ENDED", "token");
	const given = await grant(reach, ctx, {
		grant_type: "refresh_token",
		refresh_token: secrets.refreshToken,
		scope: SCOPES.join(" "),
	});
	const expiresAt = now + (given.expires_in ?? LIFETIME_S) * 1000;
	return {
		secrets: {
			accessToken: given.access_token,
			refreshToken: given.refresh_token ?? secrets.refreshToken,
			expiresAt,
			consentEndsAt: secrets.consentEndsAt,
		},
		refreshBefore: new Date(expiresAt).toISOString(),
	};
}

/** Asked for anew so long before its end. eBay gives an application a thousand a day. */
const MARGIN_MS = 5 * 60_000;

interface Own {
	readonly token: Promise<string>;
	/** Milliseconds since 1970; while it is on its way, none. */
	until: number;
}

const own = new Map<string, Own>();

/** The application's own token, for what is not a seller's: public keys, destinations. One for all connections. */
export function applicationToken(reach: Reach, caller: Caller): Promise<string> {
	const key = keyOf(reach, caller.app);
	const known = own.get(key);
	if (known !== undefined && known.until > caller.now().getTime()) return known.token;
	const asked = grant(reach, caller, { grant_type: "client_credentials", scope: APPLICATION_SCOPE });
	const entry: Own = {
		token: asked.then(({ access_token }) => access_token),
		until: Number.POSITIVE_INFINITY,
	};
	own.set(key, entry);
	asked.then(
		({ expires_in = LIFETIME_S }) => {
			entry.until = caller.now().getTime() + expires_in * 1000 - MARGIN_MS;
		},
		() => own.delete(key),
	);
	return entry.token;
}

/** eBay does not take it any more: the next one who needs it asks for another. */
export function forgetApplicationToken(reach: Reach, { app }: Caller): void {
	own.delete(keyOf(reach, app));
}

function keyOf(reach: Reach, app: EbayApp): string {
	const { clientId, clientSecret } = app;
	return createHash("sha256")
		.update(`${originOf(reach, app, "api")} ${clientId} ${clientSecret}`)
		.digest("hex");
}

async function grant(reach: Reach, caller: Caller, given: Readonly<Record<string, string>>) {
	const { app } = caller;
	const reply = await caller
		.http(`${originOf(reach, app, "api")}/identity/v1/oauth2/token`, {
			method: "POST",
			headers: {
				"content-type": "application/x-www-form-urlencoded",
				accept: "application/json",
				authorization: `Basic ${basic(app)}`,
			},
			body: new URLSearchParams(given).toString(),
			signal: caller.signal,
		})
		.then(async (response) => ({ status: response.status, text: await response.text() }))
		.catch((thrown: unknown) => {
			throw faults.ofFailure("read", "token", thrown);
		});
	if (reply.status !== 200) throw ofRefusedGrant(reply.status, reply.text, given.grant_type);
	const token = Token.safeParse(faults.parsed("read", "token", reply.text));
	if (!token.success) throw faults.unexpected("token", "an access token");
	return token.data;
}

/** `invalid_grant`: revoked, expired, of another application or environment. `invalid_client`: the operator's keyset. */
function ofRefusedGrant(status: number, text: string, grantType: string | undefined): ConnectorError {
	const http = { status };
	const client = status === 401 || /"error"\s*:\s*"(invalid|unauthorized)_client"/.test(text);
	if (status < 500 && status !== 429 && (client || grantType === "client_credentials")) {
		return faults.known("bad-config", "EBAY_APP_REFUSED", "token", { http });
	}
	if (status === 400) return faults.known("bad-config", "EBAY_TOKEN_REFUSED", "token", { http });
	return faults.ofAnswer("read", "token", {
		status,
		errorIds: faults.errorIdsIn(text),
		retryAfterMs: undefined,
		as: "seller",
		expired: false,
	});
}

function basic({ clientId, clientSecret }: EbayApp): string {
	return Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
}
