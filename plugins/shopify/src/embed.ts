import { type ConnectContext, type EmbedResult, pageLanguage, type RawRequest } from "@kontor/connector";
import type { ShopifyApp } from "./app.ts";
import type { manifest } from "./manifest.ts";
import { readSessionToken } from "./signatures.ts";

/**
 * The page in Shopify's admin has a session token from App Bridge: it is what Shopify signs, for a minute. What stands in
 * the page's address names the shop and the language; the token says which shop it really is.
 */
export async function embed(
	app: ShopifyApp,
	ctx: ConnectContext<typeof manifest>,
	raw: RawRequest,
): Promise<EmbedResult> {
	const [, token = ""] = /^Bearer (\S+)$/.exec(raw.headers.get("authorization") ?? "") ?? [];
	const read = readSessionToken(token, app, ctx.now());
	if (typeof read === "string") return { ok: false, reason: read };
	if (read.shop !== ctx.config.shop) return { ok: false, reason: "otherShop" };
	// Every token of Shopify's has an id; without one, nobody could tell that it comes again.
	if (read.id === null) return { ok: false, reason: "forged" };
	const locale = new URL(raw.url, "https://page").searchParams.get("locale");
	return {
		ok: true,
		once: read.id,
		validUntil: read.expires.toISOString(),
		language: pageLanguage(locale),
		person: read.user === null ? null : `Shopify ${read.user}`,
	};
}
