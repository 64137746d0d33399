import type { ConnectResult, RawRequest } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Shop as ShopContext } from "../src/manifest.ts";
import { sessionToken, signedQuery } from "./fake/oauth.ts";
import { issueTokens } from "./fake/state.ts";
import { type FakeShopify, startFakeShopify } from "./fake-shopify.ts";
import { connectorAt, routeContext, secretsOf, shopContext } from "./rig.ts";

let fake: FakeShopify;
beforeEach(async () => {
	fake = await startFakeShopify();
});
afterEach(() => fake.close());

const NONCE = "nonce-0123456789abcdef0123456789";
const CONNECTION = "00000000-0000-4000-8000-000000000001";
const CALLBACK = {
	url: `https://kontor.example/connect/shopify/${CONNECTION}`,
	returnUrl: "https://kontor.example/",
	nonce: NONCE,
};

function complete(raw: Partial<RawRequest>, given: Partial<ShopContext> = {}): Promise<ConnectResult> {
	const request = { method: "GET", url: "/", headers: new Headers(), body: new Uint8Array(), ...raw };
	const { connect } = connectorAt(fake);
	if (connect === undefined) throw new Error("the plugin connects by consent");
	return connect.complete({ ...shopContext(fake, given), secrets: null }, request, CALLBACK);
}

function consented(changes: Record<string, string> = {}, secret?: string): string {
	fake.shop.codes.add("a-code");
	return `/connect/shopify/x?${signedQuery(fake.shop, { code: "a-code", state: `${CONNECTION}.${NONCE}`, ...changes }, secret)}`;
}

describe("the consent page", () => {
	it("is begun with the one address that Shopify knows", async () => {
		const { secrets: _, ...ctx } = shopContext(fake);
		const begun = await connectorAt(fake).connect?.begin(ctx, CALLBACK);
		const { searchParams } = new URL(begun?.redirect ?? "");
		expect(Object.fromEntries(searchParams)).toMatchObject({
			client_id: fake.shop.clientId,
			redirect_uri: "https://kontor.example/routes/shopify/callback",
			state: `${CONNECTION}.${NONCE}`,
			scope: expect.stringContaining("read_all_orders"),
		});
	});

	it("comes back to its connection with the query as it was signed", async () => {
		const query = signedQuery(fake.shop, { code: "a-code", state: `${CONNECTION}.${NONCE}` });
		const raw = {
			method: "GET",
			url: `/routes/shopify/callback?${query}`,
			headers: new Headers(),
			body: new Uint8Array(),
		};
		const answer = await connectorAt(fake).routes?.callback?.(raw, routeContext(fake));
		expect(answer).toEqual({ status: 302, headers: { location: `../../connect/shopify/${CONNECTION}?${query}` } });
		expect(
			await connectorAt(fake).routes?.callback?.(
				{ ...raw, url: "/?state=https://evil.example/.x" },
				routeContext(fake),
			),
		).toEqual({
			status: 400,
		});
	});

	it("gives tokens that expire, and leads back to the app", async () => {
		const before = Date.now();
		const completed = await complete({ url: consented() });
		expect(completed).toMatchObject({
			ok: true,
			nonce: NONCE,
			secrets: { accessToken: fake.shop.accessToken, refreshToken: fake.shop.refreshToken },
			response: { status: 302, headers: { location: `https://laden.myshopify.com/admin/apps/${fake.shop.clientId}` } },
		});
		const { expiresAt } = (completed.ok ? completed.secrets : null) as { expiresAt: number };
		expect(expiresAt - before).toBeGreaterThanOrEqual(3_599_000);
	});

	it.each<[string, () => string]>([
		["signed with another secret", () => consented({}, "another")],
		["changed on the way", () => consented().replace("a-code", "b-code")],
		["of yesterday", () => consented({ timestamp: String(Math.floor(Date.now() / 1000) - 86_400) })],
		["of another shop", () => consented({ shop: "other.myshopify.com" })],
		["without a state of ours", () => consented({ state: "x" })],
		["without anything", () => "/connect/shopify/x"],
	])("is refused %s", async (_, url) => {
		expect(await complete({ url: url() })).toMatchObject({ ok: false, response: { status: 400 } });
		expect(fake.shop.tokenCalls, "nothing was exchanged").toBe(0);
	});

	it("is refused where the merchant's shop gave fewer permissions", async () => {
		fake.shop.scopes = ["write_orders"];
		expect(await complete({ url: consented() })).toMatchObject({
			ok: false,
			reason: expect.stringContaining("read_all_orders"),
		});
	});

	it("takes a code once", async () => {
		const url = consented();
		await complete({ url });
		await expect(complete({ url })).rejects.toMatchObject({ fault: "bad-config" });
	});
});

describe("the embedded page", () => {
	const handover = (token: string, body: object = { nonce: NONCE }): Partial<RawRequest> => ({
		method: "POST",
		headers: new Headers({ authorization: `Bearer ${token}` }),
		body: Buffer.from(JSON.stringify(body)),
	});

	it("hands over its session token for tokens of the shop", async () => {
		expect(await complete(handover(sessionToken(fake.shop)))).toMatchObject({
			ok: true,
			nonce: NONCE,
			secrets: { accessToken: fake.shop.accessToken },
			response: { status: 204 },
		});
	});

	it("is refused with a forged token, one of another shop, or no nonce", async () => {
		const elsewhere = { dest: "https://other.myshopify.com", iss: "https://other.myshopify.com/admin" };
		expect(await complete(handover(sessionToken(fake.shop, {}, "x")))).toMatchObject({
			ok: false,
			response: { status: 401 },
		});
		expect(await complete(handover(sessionToken(fake.shop, elsewhere)))).toMatchObject({ ok: false });
		expect(await complete(handover(sessionToken(fake.shop), {}))).toMatchObject({ ok: false });
		expect(fake.shop.tokenCalls).toBe(0);
	});
});

describe("expiring tokens", () => {
	const connector = () => connectorAt(fake);

	it("are renewed, and the new ones work", async () => {
		const renewed = await connector().refreshSecrets?.(shopContext(fake));
		expect(renewed?.secrets).toMatchObject({
			accessToken: fake.shop.accessToken,
			refreshToken: fake.shop.refreshToken,
		});
		expect(Date.parse(renewed?.refreshBefore ?? "") - Date.now()).toBeGreaterThan(3_500_000);
		expect(await connector().check(shopContext(fake))).toMatchObject({ ok: true });
	});

	it("are renewed once by any number of askers at a time", async () => {
		const ctx = shopContext(fake);
		const all = await Promise.all([1, 2, 3].map(async () => connector().refreshSecrets?.(ctx)));
		expect(fake.shop.tokenCalls).toBe(1);
		expect(all[2]).toEqual(all[0]);
	});

	it("keep the old refresh token until a renewal has worked", async () => {
		const ctx = shopContext(fake);
		fake.shop.tokenFailures = 1;
		await expect(connector().refreshSecrets?.(ctx)).rejects.toMatchObject({ fault: "unavailable" });
		expect(await connector().refreshSecrets?.(ctx)).toMatchObject({ secrets: { accessToken: fake.shop.accessToken } });
		// The answer got lost: the refresh token works until the new access token is used.
		expect(await connector().refreshSecrets?.(ctx)).toMatchObject({ secrets: { accessToken: fake.shop.accessToken } });
	});

	it("are the merchant's business once the refresh token is void", async () => {
		const ctx = shopContext(fake);
		await connector().refreshSecrets?.(ctx);
		await connector().check(shopContext(fake));
		await expect(connector().refreshSecrets?.(ctx)).rejects.toMatchObject({
			fault: "bad-config",
			details: { forMerchant: { de: expect.stringContaining("neu verbinden") } },
		});
	});

	it("take an answer that leaves out what stayed as it was", async () => {
		const http: typeof fetch = async () => Response.json({ access_token: "shpat_new-and-valid", scope: "" });
		expect(await connector().refreshSecrets?.(shopContext(fake, { http }))).toMatchObject({
			secrets: { accessToken: "shpat_new-and-valid", refreshToken: fake.shop.refreshToken },
		});
	});

	it("that ran out are renewed before anybody blames the merchant", async () => {
		const old = { ...secretsOf(fake), accessToken: "shpat_of-an-hour-ago", expiresAt: Date.now() - 1 };
		const pulling = connector()
			.pull(shopContext(fake, { secrets: old }), null)
			[Symbol.asyncIterator]();
		await expect(pulling.next()).rejects.toMatchObject({ fault: "unavailable" });
		issueTokens(fake.shop, null);
		expect(await connector().check(shopContext(fake))).toMatchObject({ ok: true });
	});
});

describe("check", () => {
	const answering =
		(status: number, body = "{}"): typeof fetch =>
		async () =>
			new Response(body, { status });

	it.each<[string, Partial<ShopContext>, string | null, string]>([
		["a shop that is none", { http: answering(404) }, "shop", "myshopify.com"],
		["a page instead of the API", { http: answering(200, "<html>") }, "shop", "myshopify.com"],
		["an app that was removed", { http: answering(401) }, null, "neu verbinden"],
		["a frozen shop", { http: answering(402) }, null, "Tarif"],
		["a refusal", { http: answering(403) }, null, "Berechtigung"],
		["trouble at Shopify", { http: answering(502) }, null, "noch einmal"],
	])("names %s", async (_, given, field, words) => {
		expect(await connectorAt(fake).check(shopContext(fake, given))).toMatchObject({
			ok: false,
			field,
			forMerchant: { de: expect.stringContaining(words) },
		});
	});

	it("names the permissions that are missing", async () => {
		fake.shop.scopes = fake.shop.scopes.filter((scope) => scope !== "read_all_orders");
		expect(await connectorAt(fake).check(shopContext(fake))).toMatchObject({
			ok: false,
			forMerchant: { en: expect.stringContaining("read_all_orders") },
		});
	});
});
