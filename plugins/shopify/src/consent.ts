import type { ConnectContext, ConnectResult, RawRequest, RawResponse } from "@kontor/connector";
import * as z from "zod";
import { originOf, type ShopifyApp } from "./app.ts";
import { jsonIn } from "./json.ts";
import type { manifest, Shop } from "./manifest.ts";
import { missingScopes, SCOPES } from "./scopes.ts";
import { isSignedQuery, shopOfSessionToken } from "./signatures.ts";
import { exchangeCode, exchangeSession, type Tokens } from "./tokens.ts";

/** How old the consent page's answer may be, as in Shopify's own library. */
const TOLERANCE_MS = 90_000;

type Connecting = ConnectContext<typeof manifest>;

/**
 * Shopify sends the browser back only to addresses that stand in the app's settings, so the consent of every connection
 * comes to one route, and `state` says which connection's it is (see `callback`).
 */
export async function begin(
	app: ShopifyApp,
	ctx: Omit<Shop, "secrets">,
	callback: { readonly url: string; readonly nonce: string },
): Promise<{ redirect: string }> {
	const { base, connection } = partsOf(callback.url);
	const page = new URL(`${originOf(app, ctx.config.shop)}/admin/oauth/authorize`);
	page.search = new URLSearchParams({
		client_id: app.clientId,
		scope: SCOPES.join(","),
		redirect_uri: `${base}/routes/shopify/callback`,
		state: `${connection}.${callback.nonce}`,
	}).toString();
	return { redirect: page.href };
}

/** `https://host.example/connect/shopify/<connection>` in its parts. */
function partsOf(url: string): { base: string; connection: string } {
	const [, base = "", connection = ""] = /^(.*)\/connect\/(?:[^/]+\/)?([^/]+)$/.exec(url) ?? [];
	return { base, connection };
}

/** The consent of any connection: passed on as it came, signature and all, to the connection that `state` names. */
export async function callback(raw: RawRequest): Promise<RawResponse> {
	const query = queryOf(raw);
	const [, connection] = /^([0-9a-f-]{36})\./.exec(new URLSearchParams(query).get("state") ?? "") ?? [];
	if (raw.method !== "GET" || connection === undefined) return { status: 400 };
	return { status: 302, headers: { location: `../../connect/shopify/${connection}?${query}` } };
}

/**
 * GET: the browser comes back from the consent page with a code. POST: the embedded page hands over its session token
 * and the nonce that its merchant was given. Either way Shopify's signature says for which shop, and it has to be this
 * connection's.
 */
export async function complete(app: ShopifyApp, ctx: Connecting, raw: RawRequest): Promise<ConnectResult> {
	return raw.method === "GET" ? fromConsentPage(app, ctx, raw) : fromEmbeddedPage(app, ctx, raw);
}

async function fromConsentPage(app: ShopifyApp, ctx: Connecting, raw: RawRequest): Promise<ConnectResult> {
	const query = queryOf(raw);
	if (!isSignedQuery(query, app.clientSecrets)) return refused("bad signature");
	const given = new URLSearchParams(query);
	const age = Math.abs(ctx.now().getTime() - Number(given.get("timestamp")) * 1000);
	if (!(age <= TOLERANCE_MS)) return refused("too old");
	if (given.get("shop") !== ctx.config.shop) return refused("another shop");
	const [, nonce] = /^[^.]+\.(.+)$/.exec(given.get("state") ?? "") ?? [];
	const code = given.get("code");
	if (nonce === undefined || code === null) return refused("no code, or no state of ours");
	const tokens = await exchangeCode(app, ctx.config.shop, code, ctx);
	const home = `https://${ctx.config.shop}/admin/apps/${encodeURIComponent(app.clientId)}`;
	return accepted(nonce, tokens, { status: 302, headers: { location: home } });
}

const Handover = z.object({ nonce: z.string().min(20).max(200) });

async function fromEmbeddedPage(app: ShopifyApp, ctx: Connecting, raw: RawRequest): Promise<ConnectResult> {
	const [, token = ""] = /^Bearer (\S+)$/.exec(raw.headers.get("authorization") ?? "") ?? [];
	const shop = shopOfSessionToken(token, app, ctx.now());
	if (shop === null) return { ok: false, reason: "bad session token", response: { status: 401 } };
	if (shop !== ctx.config.shop) return refused("another shop");
	const handover = Handover.safeParse(jsonIn(raw.body));
	if (!handover.success) return refused("no nonce");
	const tokens = await exchangeSession(app, shop, token, ctx);
	return accepted(handover.data.nonce, tokens, { status: 204 });
}

function accepted(nonce: string, { scopes, ...secrets }: Tokens, response: RawResponse): ConnectResult {
	const missing = missingScopes(scopes);
	if (missing.length > 0) return refused(`not consented to ${missing.join(", ")}`);
	return { ok: true, nonce, secrets, response };
}

function refused(reason: string): ConnectResult {
	return { ok: false, reason, response: { status: 400 } };
}

function queryOf({ url }: RawRequest): string {
	const at = url.indexOf("?");
	return at === -1 ? "" : url.slice(at + 1);
}
