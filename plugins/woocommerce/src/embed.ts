import { createHmac, timingSafeEqual } from "node:crypto";
import { type EmbedResult, pageLanguage, type RawRequest } from "@kontor/connector";
import { homeOf, isSameHome } from "./home.ts";
import type { Shop } from "./manifest.ts";

/** How far the shop's clock may be off, in seconds. */
const TOLERANCE = 300;

/**
 * The settings page of Kontor's plugin for WordPress opens our page by a link that it signed with the secret of the shop's
 * webhooks. The signature comes last and covers the query as it was sent; a link copied by a clone names its own address.
 */
export async function embed(ctx: Pick<Shop, "config" | "webhook" | "now">, { url }: RawRequest): Promise<EmbedResult> {
	const [, query = "", signature = ""] = /\?(.*)&signature=([0-9a-f]{64})$/s.exec(url) ?? [];
	if (!isSigned(query, signature, ctx.webhook?.keys ?? [])) return { ok: false, reason: "forged" };
	const given = new URLSearchParams(query);
	const [shop, nonce] = ["shop", "nonce"].map((name) => given.get(name) ?? "");
	if (shop === undefined || nonce === undefined || !/^[0-9a-f]{32}$/.test(nonce))
		return { ok: false, reason: "forged" };
	const signedAt = Number(given.get("ts") || Number.NaN) * 1000;
	if (!(Math.abs(ctx.now().getTime() - signedAt) <= TOLERANCE * 1000)) return { ok: false, reason: "expired" };
	if (!isSameHome(shop, homeOf(ctx.config.url))) return { ok: false, reason: "otherShop" };
	return {
		ok: true,
		once: nonce,
		validUntil: new Date(signedAt + TOLERANCE * 1000).toISOString(),
		language: pageLanguage(given.get("lang")),
		person: given.get("user") || null,
	};
}

function isSigned(query: string, signature: string, keys: readonly string[]): boolean {
	const given = Buffer.from(signature, "hex");
	return keys.some((key) => {
		const right = createHmac("sha256", key).update(`kontor embed 1\n${query}`).digest();
		return given.length === right.length && timingSafeEqual(given, right);
	});
}
