import "@shopify/shopify-api/adapters/node";
import { createHmac } from "node:crypto";
import { ApiVersion, type Shopify, shopifyApi } from "@shopify/shopify-api";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { isSignedBody, isSignedProxyQuery, isSignedQuery, shopOfSessionToken } from "../src/signatures.ts";
import { sessionToken } from "./fake/oauth.ts";
import { openShop } from "./fake/state.ts";
import { deliveryOf } from "./fake/webhooks.ts";

/** Shopify's own library on the same requests; why it is no part of the plugin stands in the README. */
const shop = openShop();
const [secret = ""] = shop.clientSecrets;
const official: Shopify = shopifyApi({
	apiKey: shop.clientId,
	apiSecretKey: secret,
	apiVersion: ApiVersion.July26,
	hostName: "kontor.example",
	isEmbeddedApp: true,
	logger: { log: () => {} },
});

it("agrees on webhooks, whatever is in them", async () => {
	const content = fc.record({ note: fc.string({ unit: "grapheme" }), signedBy: fc.constantFrom(secret, "another") });
	const property = fc.asyncProperty(content, async ({ note, signedBy }) => {
		const { headers, body } = deliveryOf(shop, "ORDERS_UPDATED", { id: 1, note }, signedBy);
		const rawRequest = { headers: { ...headers, "x-shopify-api-version": "2026-07" }, method: "POST", url: "/" };
		const { valid } = await official.webhooks.validate({
			rawBody: body,
			rawRequest: rawRequest as never,
			rawResponse: {} as never,
		});
		expect(valid).toBe(signedBy === secret);
		const signature = headers["x-shopify-hmac-sha256"] ?? null;
		expect(isSignedBody(new TextEncoder().encode(body), signature, [secret])).toBe(valid);
	});
	await fc.assert(property, { numRuns: 50 });
});

it("agrees on the query of a consent", async () => {
	const code = fc.stringMatching(/^[0-9a-f]{32}$/);
	const property = fc.asyncProperty(code, fc.stringMatching(/^[\w-]{16,40}$/), async (given, state) => {
		const timestamp = Math.floor(Date.now() / 1000);
		const host = "YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvbGFkZW4";
		const query = `code=${given}&host=${host}&shop=${shop.domain}&state=${state}&timestamp=${timestamp}`;
		for (const key of [secret, "another"]) {
			const signed = `${query}&hmac=${createHmac("sha256", key).update(query).digest("hex")}`;
			const valid = await official.utils.validateHmac(Object.fromEntries(new URLSearchParams(signed)));
			expect(valid).toBe(key === secret);
			expect(isSignedQuery(signed, [secret])).toBe(valid);
		}
	});
	await fc.assert(property, { numRuns: 30 });
});

it("agrees on the query of an app proxy", async () => {
	const timestamp = Math.floor(Date.now() / 1000);
	const joined = `extra=1,2path_prefix=/apps/kontorshop=${shop.domain}timestamp=${timestamp}`;
	for (const key of [secret, "another"]) {
		const signature = createHmac("sha256", key).update(joined).digest("hex");
		const query = `extra=1&extra=2&shop=${shop.domain}&path_prefix=%2Fapps%2Fkontor&timestamp=${timestamp}&signature=${signature}`;
		const valid = await official.utils.validateHmac(new URLSearchParams(query), { signator: "appProxy" });
		expect(valid).toBe(key === secret);
		expect(isSignedProxyQuery(query, [secret])).toBe(valid);
	}
});

const seconds = Math.floor(Date.now() / 1000);

it.each([
	["as it should be", sessionToken(shop)],
	["a clock that is off by seconds", sessionToken(shop, { exp: seconds - 5 })],
	["expired", sessionToken(shop, { exp: seconds - 60 })],
	["of the future", sessionToken(shop, { nbf: seconds + 60 })],
	["of another app", sessionToken(shop, { aud: "another" })],
	["forged", sessionToken(shop, {}, "another secret")],
	["that says it needs no signature", `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.`],
])("agrees on a session token: %s", async (_, token) => {
	const read = await official.session.decodeSessionToken(token).then(
		({ dest }) => new URL(dest).hostname,
		() => null,
	);
	expect(shopOfSessionToken(token, shop, new Date())).toBe(read);
});
