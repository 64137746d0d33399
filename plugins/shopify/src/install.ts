import type { Claim, RawRequest, RawResponse, RouteAnswer, RouteContext } from "@kontor/connector";
import * as z from "zod";
import type { ShopifyApp } from "./app.ts";
import { connectTo } from "./client.ts";
import { SHOP } from "./documents.ts";
import { jsonIn } from "./json.ts";
import { manifest } from "./manifest.ts";
import { missingScopes } from "./scopes.ts";
import { shopOfSessionToken } from "./signatures.ts";
import { exchangeSession } from "./tokens.ts";

const Body = z.object({
	/** Of the merchant's account in Kontor; left out: he enters the code that is answered there. */
	linkCode: z.string().max(100).optional(),
});

/**
 * The merchant installed the app from Shopify's side and opened its page, which hands over its session token. Shopify's
 * signature says which shop it is, and gives its tokens for it. 401 for a bad token: the page then fetches a new one.
 */
export async function install(
	app: ShopifyApp,
	ctx: RouteContext<typeof manifest>,
	raw: RawRequest,
): Promise<RouteAnswer> {
	const [, token = ""] = /^Bearer (\S+)$/.exec(raw.headers.get("authorization") ?? "") ?? [];
	const shop = shopOfSessionToken(token, app, ctx.now());
	if (raw.method !== "POST" || shop === null) return { status: raw.method === "POST" ? 401 : 405 };
	const body = Body.safeParse(jsonIn(raw.body));
	const config = manifest.config.safeParse({ shop });
	if (!body.success || !config.success) return { status: 400 };
	const { scopes, ...secrets } = await exchangeSession(app, shop, token, ctx);
	const missing = missingScopes(scopes);
	if (missing.length > 0) return answer(409, { state: "refused", missing });
	const { data } = await connectTo(app, { ...ctx, config: { shop }, secrets }).ask(SHOP);
	const { linkCode } = body.data;
	return {
		fromShop: {
			identity: data.shop.id,
			provenBy: "platform",
			installed: { name: shop, config: { shop }, secrets },
			...(linkCode === undefined ? {} : { linkCode }),
		},
		respond: (claim: Claim) => answer(200, claim),
	};
}

function answer(status: number, body: object): RawResponse {
	return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
