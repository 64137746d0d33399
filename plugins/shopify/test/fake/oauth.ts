import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { issueTokens, type Shop } from "./state.ts";

export interface OauthAnswer {
	readonly status: number;
	readonly body: unknown;
	readonly headers?: Record<string, string>;
}

/** The merchant consents at once: the browser goes back with a code. Only addresses of the app's settings are allowed. */
export function authorize(shop: Shop, query: URLSearchParams): OauthAnswer {
	const back = query.get("redirect_uri") ?? "";
	if (query.get("client_id") !== shop.clientId) return { status: 400, body: "<h1>Oauth error invalid_client</h1>" };
	if (!back.endsWith("/routes/shopify/callback")) {
		return { status: 400, body: "<h1>Oauth error invalid_request: The redirect_uri is not whitelisted</h1>" };
	}
	shop.scopes = (query.get("scope") ?? "").split(",");
	const code = randomBytes(16).toString("hex");
	shop.codes.add(code);
	const location = `${back}?${signedQuery(shop, { code, state: query.get("state") ?? "" })}`;
	return { status: 302, body: "", headers: { location } };
}

/** The parameters of the consent page's answer, with its `hmac`. */
export function signedQuery(shop: Shop, given: Record<string, string>, secret = shop.clientSecrets[0] ?? ""): string {
	const timestamp = String(Math.floor(shop.now().getTime() / 1000));
	const host = Buffer.from(`admin.shopify.com/store/${shop.domain.split(".")[0]}`).toString("base64url");
	const query = new URLSearchParams({ host, shop: shop.domain, timestamp, ...given });
	query.sort();
	const signed = query.toString();
	return `${signed}&hmac=${createHmac("sha256", secret).update(signed).digest("hex")}`;
}

/** A session token as App Bridge hands it to the embedded page. */
export function sessionToken(shop: Shop, changes: Record<string, unknown> = {}, secret = shop.clientSecrets[0] ?? "") {
	const seconds = Math.floor(shop.now().getTime() / 1000);
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
	const claims = {
		iss: `https://${shop.domain}/admin`,
		dest: `https://${shop.domain}`,
		aud: shop.clientId,
		sub: "1",
		jti: randomUUID(),
		exp: seconds + 60,
		nbf: seconds,
		iat: seconds,
		...changes,
	};
	const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
	return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

/** `POST /admin/oauth/access_token`: code, session token or refresh token for an expiring pair. */
export function accessToken(shop: Shop, form: URLSearchParams): OauthAnswer {
	shop.tokenCalls++;
	if (shop.tokenFailures > 0) {
		shop.tokenFailures--;
		return { status: 503, body: "<h1>Service unavailable</h1>" };
	}
	const secret = form.get("client_secret") ?? "";
	if (form.get("client_id") !== shop.clientId || !shop.clientSecrets.includes(secret)) {
		return { status: 400, body: { error: "invalid_client" } };
	}
	const grant = form.get("grant_type");
	if (grant === "refresh_token") {
		const old = form.get("refresh_token") ?? "";
		return shop.refreshTokens.has(old) ? granted(shop, old) : invalid();
	}
	if (grant?.endsWith(":token-exchange") === true) {
		return form.get("subject_token")?.split(".").length === 3 ? granted(shop, null) : invalid();
	}
	return shop.codes.delete(form.get("code") ?? "") ? granted(shop, null) : invalid();
}

function invalid(): OauthAnswer {
	return { status: 400, body: { error: "invalid_grant" } };
}

function granted(shop: Shop, replaces: string | null): OauthAnswer {
	const { access, refresh } = issueTokens(shop, replaces);
	return {
		status: 200,
		body: {
			access_token: access,
			scope: shop.scopes.join(","),
			expires_in: 3600,
			refresh_token: refresh,
			refresh_token_expires_in: 7_776_000,
		},
	};
}

/** Whether a call with this access token is let in; its first use voids the refresh token before it. */
export function isValid(shop: Shop, token: string | undefined): boolean {
	const known = shop.accessTokens.get(token ?? "");
	if (known === undefined || known.expires <= shop.now()) return false;
	if (known.replaces !== null) shop.refreshTokens.delete(known.replaces);
	return true;
}
