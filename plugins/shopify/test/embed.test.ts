import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { embed } from "../src/embed.ts";
import type { Shop } from "../src/manifest.ts";
import { sessionToken } from "./fake/oauth.ts";
import { type FakeShopify, startFakeShopify } from "./fake-shopify.ts";
import { shopContext } from "./rig.ts";

let fake: FakeShopify;
let ctx: Shop;
beforeAll(async () => {
	fake = await startFakeShopify();
	ctx = shopContext(fake);
});
afterAll(() => fake.close());

function opened(authorization: string | null, query = "?shop=laden.myshopify.com&locale=de-AT") {
	const headers = new Headers(authorization === null ? {} : { authorization });
	return embed(ctx.app, ctx, { method: "POST", url: `/embed/shopify${query}`, headers, body: new Uint8Array() });
}
const byToken = (changes: Record<string, unknown> = {}, secret?: string) =>
	opened(`Bearer ${sessionToken(fake.shop, changes, secret)}`);

describe("the page in Shopify's admin", () => {
	it("is opened by a session token, for its user, in the language of the admin", async () => {
		const exp = Math.floor(Date.now() / 1000) + 60;
		expect(await byToken({ jti: "f8912129-1af6-4cad-9ca3-76b0f7621087", exp, sub: "42" })).toEqual({
			ok: true,
			once: "f8912129-1af6-4cad-9ca3-76b0f7621087",
			validUntil: new Date((exp + 10) * 1000).toISOString(),
			language: "de",
			person: "Shopify 42",
		});
	});

	it("knows no two tokens as one, and no token as two", async () => {
		const token = `Bearer ${sessionToken(fake.shop)}`;
		const [one, again, other] = [await opened(token), await opened(token), await byToken()];
		expect(one).toEqual(again);
		expect(other).not.toMatchObject({ once: one.ok && one.once });
	});

	it("is refused with a token that is forged, of another app, without an id, or none", async () => {
		for (const answer of [
			byToken({}, "another secret"),
			byToken({ aud: "another app" }),
			byToken({ iss: "https://other.myshopify.com/admin" }),
			byToken({ jti: undefined }),
			opened("Bearer a.b.c"),
			opened(null),
		]) {
			expect(await answer).toEqual({ ok: false, reason: "forged" });
		}
	});

	it("is refused with a token that has expired, whatever the page's address says", async () => {
		expect(await byToken({ exp: Math.floor(Date.now() / 1000) - 60 })).toEqual({ ok: false, reason: "expired" });
	});

	it("is refused with another shop's token, though the page names this one", async () => {
		const other = { dest: "https://other.myshopify.com", iss: "https://other.myshopify.com/admin" };
		expect(await byToken(other)).toEqual({ ok: false, reason: "otherShop" });
	});
});
