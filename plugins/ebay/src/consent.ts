import type { ConnectContext, ConnectResult, RawRequest, RawResponse } from "@kontor/connector";
import { GET_USER, isThisSeller } from "./check.ts";
import { originOf, type Reach, request } from "./client.ts";
import type { manifest, Shop } from "./manifest.ts";
import { SCOPES } from "./scopes.ts";
import { exchangeCode } from "./tokens.ts";

type Connecting = ConnectContext<typeof manifest>;

/**
 * eBay sends the browser back only to the address that stands behind the application's RuName, so the consent of every
 * connection comes to one route, and `state` says which connection's it is (see `callback`).
 */
export async function begin(
	reach: Reach,
	ctx: Omit<Shop, "secrets">,
	callback: { readonly url: string; readonly nonce: string },
): Promise<{ redirect: string }> {
	const [, connection = ""] = /\/([^/]+)$/.exec(callback.url) ?? [];
	const page = new URL("/oauth2/authorize", originOf(reach, ctx.app, "auth"));
	page.search = new URLSearchParams({
		client_id: ctx.app.clientId,
		redirect_uri: ctx.app.ruName,
		response_type: "code",
		state: `${connection}.${callback.nonce}`,
		scope: SCOPES.join(" "),
		// Whoever is signed in at eBay by chance is not always the seller.
		prompt: "login",
	}).toString();
	return { redirect: page.href };
}

/** The consent of any connection, given or refused: passed on as it came to the connection that `state` names. */
export async function callback(raw: RawRequest): Promise<RawResponse> {
	const query = queryOf(raw);
	const [, connection] = /^([0-9a-f-]{36})\./.exec(new URLSearchParams(query).get("state") ?? "") ?? [];
	if (raw.method !== "GET" || connection === undefined) return { status: 400 };
	return { status: 302, headers: { location: `../../connect/ebay/${connection}?${query}` } };
}

/**
 * eBay signs nothing here: the nonce, which the hub redeems once, says whose consent it is, and the account behind the new
 * tokens has to be this connection's seller.
 */
export async function complete(reach: Reach, ctx: Connecting, raw: RawRequest): Promise<ConnectResult> {
	const given = new URLSearchParams(queryOf(raw));
	const [, nonce] = /^[^.]+\.(.+)$/.exec(given.get("state") ?? "") ?? [];
	const code = given.get("code");
	if (raw.method !== "GET" || nonce === undefined) return refused("no state of ours");
	if (code === null) return refused(given.has("error") ? "the seller refused" : "no code");
	const secrets = await exchangeCode(reach, ctx, code);
	const user = (await request(reach, ctx, GET_USER, { token: secrets.accessToken })).data;
	if (!isThisSeller(ctx, user)) return refused("another eBay account consented");
	return { ok: true, nonce, secrets, response: { status: 302, headers: { location: "../../connected" } } };
}

function refused(reason: string): ConnectResult {
	return { ok: false, reason, response: { status: 400 } };
}

function queryOf({ url }: RawRequest): string {
	const at = url.indexOf("?");
	return at === -1 ? "" : url.slice(at + 1);
}
