import type { RawRequest, RawResponse, RouteAnswer, RouteContext, Text } from "@kontor/connector";
import * as z from "zod";
import { check } from "./check.ts";
import { homeOf, isSameHost } from "./home.ts";
import type { manifest } from "./manifest.ts";

/** What Kontor's plugin for WordPress posts when the merchant connects from his shop's side (PRODUCT A2). */
const Installation = z.object({
	url: z.url().max(500),
	name: z.string().max(200),
	consumer_key: z.string().regex(/^ck_/).max(100),
	consumer_secret: z.string().regex(/^cs_/).max(100),
	link_code: z.string().max(100).optional(),
});

/**
 * An installation that began in the shop. Anyone can post here: it is worth what the key is, which has to read and write the
 * shop at this address before anything is kept.
 */
export async function install(raw: RawRequest, ctx: RouteContext<typeof manifest>): Promise<RouteAnswer> {
	const given = Installation.safeParse(jsonOf(raw.body));
	if (raw.method !== "POST" || !given.success) return { status: 400 };
	const { url, name, consumer_key: consumerKey, consumer_secret: consumerSecret, link_code: linkCode } = given.data;
	const secrets = { consumerKey, consumerSecret };
	const shop = { url: homeOf(url) };
	const first = await check({ ...ctx, config: shop, secrets });
	const config = !first.ok && first.field === "keysInAddress" ? { ...shop, keysInAddress: true } : shop;
	const checked = first.ok || config === shop ? first : await check({ ...ctx, config, secrets });
	if (!checked.ok) return refused(checked.forMerchant);
	// What answers there could say that it is any shop.
	if (!isSameHost(`https://${checked.identity}`, shop.url)) return refused(ANOTHER_SHOP);
	return {
		fromShop: {
			identity: checked.identity,
			installed: { name: name.trim() || checked.identity, config, secrets },
			...(linkCode === undefined ? {} : { linkCode }),
		},
		respond: (claim) => json(claim.state === "unknown" ? 409 : 200, claim),
	};
}

const ANOTHER_SHOP: Text = {
	de: "Der Shop nennt in seiner API eine andere Adresse als die, unter der er sich meldet. Bitte die Website-Adresse in den Einstellungen von WordPress prüfen.",
	en: "The shop's API names another address than the one it reports from. Please check the site address in WordPress' settings.",
};

function refused(problem: Text): RawResponse {
	return json(422, { problem });
}

function json(status: number, body: object): RawResponse {
	return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function jsonOf(body: Uint8Array): unknown {
	try {
		return JSON.parse(Buffer.from(body).toString("utf8"));
	} catch {
		return null;
	}
}
