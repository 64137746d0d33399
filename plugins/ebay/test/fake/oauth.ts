import { randomUUID } from "node:crypto";
import type { Answer, Asking } from "./answer.ts";
import { type Ebay, issueToken } from "./state.ts";

const CONSENT_S = 47_304_000;

/** eBay's consent page, whose seller agrees: the browser comes back to the address behind the RuName. */
export function authorize(ebay: Ebay, query: URLSearchParams, acceptUrl: string): Answer {
	if (query.get("client_id") !== ebay.clientId || query.get("redirect_uri") !== ebay.ruName) {
		return { status: 400, body: "unauthorized_client" };
	}
	const code = `v^1.1#i^1#c^1#${randomUUID()}`;
	ebay.codes.add(code);
	const back = new URLSearchParams({ code, expires_in: "299", state: query.get("state") ?? "" });
	return { status: 302, headers: { location: `${acceptUrl}?${back}` } };
}

export function token(ebay: Ebay, { headers, text }: Asking): Answer {
	const basic = Buffer.from(`${ebay.clientId}:${ebay.clientSecret}`).toString("base64");
	if (headers.get("authorization") !== `Basic ${basic}`) return oauthError(401, "invalid_client");
	const given = new URLSearchParams(text);
	const type = given.get("grant_type") ?? "";
	ebay.grants.push(type);
	if (ebay.grantFailures > 0) {
		ebay.grantFailures--;
		return { status: 503, body: "<html>busy</html>" };
	}
	if (type === "client_credentials") return { status: 200, body: granted(issueToken(ebay, null)) };
	if (type === "refresh_token") {
		if (given.get("refresh_token") !== ebay.refreshToken) return oauthError(400, "invalid_grant");
		// Without a new refresh token, and without the old one's end.
		return { status: 200, body: granted(issueToken(ebay, ebay.seller.userId)) };
	}
	const code = given.get("code") ?? "";
	if (given.get("redirect_uri") !== ebay.ruName || !ebay.codes.delete(code)) return oauthError(400, "invalid_grant");
	ebay.refreshToken = `v^1.1#r^1#${randomUUID()}`;
	return {
		status: 200,
		body: {
			...granted(issueToken(ebay, ebay.signedIn.userId)),
			refresh_token: ebay.refreshToken,
			refresh_token_expires_in: CONSENT_S,
		},
	};
}

function granted(access_token: string): object {
	return { access_token, expires_in: 7200, token_type: "User Access Token" };
}

function oauthError(status: number, error: string): Answer {
	return { status, body: { error, error_description: `the provided value is ${error}` } };
}
