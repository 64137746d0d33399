import { type EmbedResult, pageLanguage, type RawRequest } from "@kontor/connector";
import type { ConnectingShop } from "../manifest.ts";
import { keysOf } from "./keys.ts";
import { isSameShop, queryOf } from "./query.ts";
import { candidates, signer } from "./shop-secrets.ts";

/** Between the shop's clock and ours, and from signing to showing. */
const TOLERANCE_SECONDS = 300;

/**
 * What the administration opens the page with: the shop signs the query as it is and appends the signature. What comes
 * after it is nobody's. There is no limit of time in it but the one that is checked here.
 */
export async function embed(ctx: ConnectingShop, raw: RawRequest): Promise<EmbedResult> {
	const [, signed, given = ""] = /^(.+)&shopware-shop-signature=([0-9a-f]{64})$/i.exec(queryOf(raw.url).raw) ?? [];
	const among = candidates(keysOf(ctx), ctx.secrets, ctx.now());
	if (signed === undefined || signer(among, signed, given) === null) return { ok: false, reason: "forged" };
	const query = queryOf(`?${signed}`);
	const shopUrl = query.get("shop-url") ?? "";
	if (query.get("shop-id") !== ctx.secrets?.shopId || !isSameShop(shopUrl, ctx.config.url)) {
		return { ok: false, reason: "otherShop" };
	}
	const signedAt = Number(query.get("timestamp") || Number.NaN);
	if (!(Math.abs(ctx.now().getTime() / 1000 - signedAt) < TOLERANCE_SECONDS)) return { ok: false, reason: "expired" };
	return {
		ok: true,
		once: given.toLowerCase(),
		validUntil: new Date((signedAt + TOLERANCE_SECONDS) * 1000).toISOString(),
		language: pageLanguage(query.get("sw-user-language")),
		person: null,
	};
}
