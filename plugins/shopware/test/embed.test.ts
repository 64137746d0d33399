import type { RawRequest } from "@kontor/connector";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { embed } from "../src/app/embed.ts";
import { shopSecret, writeRegistration } from "../src/app/shop-secrets.ts";
import type { ConnectingShop } from "../src/manifest.ts";
import { hmac, signedPage } from "./fake/app.ts";
import { type FakeShopware, startFakeShopware } from "./fake-shopware.ts";
import { shopContext } from "./rig.ts";

const KEY = "whsec_of-this-connection";
const SALT = "0f".repeat(16);
const NOW = new Date("2026-11-22T09:00:00Z");

let fake: FakeShopware;
let ctx: ConnectingShop;
let secret: string;
beforeAll(async () => {
	fake = await startFakeShopware({ line: "6.6" });
	const { shopId, apiKey, secretKey } = fake.shop;
	secret = shopSecret(KEY, shopId, { salt: SALT, generation: 1 });
	ctx = shopContext(fake, {
		secrets: { apiKey, secretKey, shopId, registration: writeRegistration(KEY, { salt: SALT, generation: 1 }) },
		webhook: { url: "https://host.example/webhooks/1", keys: [KEY] },
		now: () => NOW,
	});
});
afterAll(() => fake.close());

const page = (changes: Parameters<typeof signedPage>[2] = {}) =>
	signedPage(fake.shop, "kontor", { at: NOW, secret, ...changes });
const opened = (url: string) =>
	({ method: "POST", url, headers: new Headers(), body: new Uint8Array() }) satisfies RawRequest;
const answer = (url: string, by: ConnectingShop = ctx) => embed(by, opened(url));
const signed = (query: string) => `/embed?${query}&shopware-shop-signature=${hmac(secret, query)}`;

describe("the page in the administration", () => {
	it("is opened by what the shop signed, for a person of whom only the language is known", async () => {
		expect(await answer(page())).toEqual({
			ok: true,
			once: page().slice(-64),
			validUntil: "2026-11-22T09:05:00.000Z",
			language: "de",
			person: null,
		});
	});

	it("is told from every other opening, however its signature is spelt", async () => {
		const shouted = page().replace(/[0-9a-f]{64}$/, (signature) => signature.toUpperCase());
		expect(await answer(shouted)).toEqual(await answer(page()));
	});

	it.each([
		["another secret", () => page({ secret: "another" })],
		["no secret", () => page({ secret: "" })],
		["one value changed", () => page().replace("sw-user-language=de-DE", "sw-user-language=en-GB")],
		["one taken away", () => page().replace("&sw-version=", "&sw-versio=")],
		["one appended behind the signature", () => `${page()}&shop-id=other`],
		["the query encoded anew", () => page().replace("shop-url=http://", "shop-url=http%3A%2F%2F")],
		["no signature", () => page().replace(/&shopware-shop-signature=.*/, "")],
		["an empty signature", () => page().replace(/[0-9a-f]{64}$/, "")],
		["nothing", () => "/embed/shopware/1"],
	])("is refused with %s", async (_, url) => {
		expect(await answer(url())).toEqual({ ok: false, reason: "forged" });
	});

	it("is refused where it was signed for another shop, or by a copy of it at another address", async () => {
		expect(await answer(page({ shopUrl: "https://staging.example" }))).toEqual({ ok: false, reason: "otherShop" });
		const other = `shop-id=other&shop-url=${fake.url}&timestamp=${NOW.getTime() / 1000}`;
		expect(await answer(signed(other))).toEqual({ ok: false, reason: "otherShop" });
	});

	it.each([
		["of five minutes ago", -300],
		["of five minutes from now", 300],
	])("is refused with a signature %s", async (_, seconds) => {
		const at = new Date(NOW.getTime() + seconds * 1000);
		expect(await answer(page({ at }))).toEqual({ ok: false, reason: "expired" });
		expect((await answer(page({ at: new Date(NOW.getTime() + seconds * 990) }))).ok).toBe(true);
	});

	it("is refused without a time, and with one that is none", async () => {
		const timeless = `shop-id=${fake.shop.shopId}&shop-url=${fake.url}`;
		for (const query of [timeless, `${timeless}&timestamp=`, `${timeless}&timestamp=soon`]) {
			expect(await answer(signed(query)), query).toEqual({ ok: false, reason: "expired" });
		}
	});

	it("is refused before the app is registered", async () => {
		expect(await answer(page(), { ...ctx, secrets: null })).toEqual({ ok: false, reason: "forged" });
		expect(await answer(page(), { ...ctx, webhook: null })).toEqual({ ok: false, reason: "forged" });
	});
});
