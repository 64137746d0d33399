import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ConnectResult } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connector } from "../src/connector.ts";
import type { Shop } from "../src/manifest.ts";
import { type FakeWooCommerce, startFakeWooCommerce } from "./fake-woocommerce.ts";
import { shopContext } from "./rig.ts";

let fake: FakeWooCommerce;
beforeEach(async () => {
	fake = await startFakeWooCommerce();
});
afterEach(() => fake.close());

/** The shop behind a proxy that ends TLS: https to us, http to it. */
const throughTls: typeof fetch = (input, init) => {
	const request = new Request(input, init);
	const headers = new Headers(request.headers);
	headers.set("x-forwarded-proto", "https");
	const url = request.url.replace("https://shop.example", fake.url);
	return request.text().then((body) => fetch(url, { method: request.method, headers, body: body || null }));
};

function answering(status: number, body: string, headers: Record<string, string> = {}): typeof fetch {
	return () => Promise.resolve(new Response(body, { status, headers }));
}

describe("check", () => {
	const https = { config: { url: "https://shop.example" }, http: throughTls };

	it("signs in with Basic over https, and knows the shop by its own address", async () => {
		const checked = await connector.check(shopContext(fake, https));
		expect(checked).toMatchObject({ ok: true, identity: new URL(fake.url).host });
	});

	it("knows a shop in a folder by that folder", async () => {
		fake.shop.url = "https://www.example.test/laden";
		expect(await connector.check(shopContext(fake, https))).toMatchObject({ identity: "www.example.test/laden" });
	});

	it.each<[string, Partial<Shop>, string | null, string]>([
		["an unencrypted address", { config: { url: "http://shop.example" } }, "url", "https"],
		[
			"a wrong key over https",
			{ ...https, secrets: { consumerKey: "ck_x", consumerSecret: "cs_x" } },
			"consumerKey",
			"nimmt",
		],
		[
			"a site without WooCommerce",
			{ http: answering(404, "<html>Seite nicht gefunden</html>") },
			"url",
			"kein WooCommerce",
		],
		["a site that answers pages to everything", { http: answering(200, "<html>") }, "url", "kein WooCommerce"],
		["a plugin switched off", { http: answering(404, '{"code":"rest_no_route"}') }, "url", "kein WooCommerce"],
		["a redirect", { http: answering(301, "", { location: "https://www.shop.example/" }) }, "url", "leitet"],
		["maintenance", { http: answering(503, "<html>Wartung</html>") }, null, "später"],
	])("names %s", async (_, given, field, words) => {
		expect(await connector.check(shopContext(fake, given))).toMatchObject({
			ok: false,
			field,
			forMerchant: { de: expect.stringContaining(words) },
		});
	});

	it("names a wrong secret", async () => {
		const secrets = { consumerKey: fake.shop.consumerKey, consumerSecret: "cs_x" };
		expect(await connector.check(shopContext(fake, { ...https, secrets }))).toMatchObject({ field: "consumerSecret" });
	});

	it("names a key that may only read", async () => {
		fake.shop.permissions = "read";
		expect(await connector.check(shopContext(fake))).toMatchObject({
			ok: false,
			field: "consumerKey",
			forMerchant: { de: expect.stringContaining("Schreibrechten"), en: expect.stringContaining("write permission") },
		});
	});

	it("changes nothing in the shop", async () => {
		await connector.check(shopContext(fake));
		expect([fake.shop.ledger, fake.shop.orders.size]).toEqual([[], 0]);
	});
});

it("describe marks inactive payment methods and names the statuses of plugins", async () => {
	const described = await connector.describe(shopContext(fake));
	expect(described.paymentMethods).toContainEqual({ id: "bacs", title: "Direct bank transfer", active: true });
	expect(described.paymentMethods).toContainEqual({ id: "cheque", title: "Check payments", active: false });
	expect(described.statuses.order).toContainEqual({ id: "on-hold", title: "On hold" });
});

it("the consent page of the shop hands over its keys with the nonce", async () => {
	const { secrets: _, ...ctx } = shopContext(fake);
	const results: ConnectResult[] = [];
	const hub = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			const raw = { method: "POST", url: "/connect", headers: new Headers(), body: Buffer.concat(chunks) };
			const called = connector.connect?.complete({ ...ctx, secrets: null }, raw, { url: "/connect" });
			void called?.then((result) => {
				results.push(result);
				response.writeHead(result.response.status).end();
			});
		});
	});
	await new Promise<void>((resolve) => hub.listen(0, "127.0.0.1", resolve));
	const address = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;
	const begun = await connector.connect?.begin(ctx, {
		url: `${address}/connect`,
		returnUrl: `${address}/done`,
		nonce: "nonce-4711",
	});
	const consented = await fetch(begun?.redirect ?? "", { redirect: "manual" });
	expect(consented.headers.get("location")).toBe(`${address}/done?success=1&user_id=nonce-4711`);
	const { consumerKey, consumerSecret } = fake.shop;
	expect(results).toMatchObject([{ ok: true, nonce: "nonce-4711", secrets: { consumerKey, consumerSecret } }]);
	hub.close();
});

it("keys that may not write are refused", async () => {
	const { secrets: _, ...ctx } = shopContext(fake);
	const keys = { user_id: "n", consumer_key: "ck_1", consumer_secret: "cs_1", key_permissions: "read" };
	const raw = { method: "POST", url: "/", headers: new Headers(), body: Buffer.from(JSON.stringify(keys)) };
	const completed = await connector.connect?.complete({ ...ctx, secrets: null }, raw, { url: "/" });
	expect(completed).toMatchObject({ ok: false, response: { status: 400 } });
});
