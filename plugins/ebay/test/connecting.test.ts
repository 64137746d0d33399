import type { ConnectResult, RawRequest } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EbayApp, Shop } from "../src/manifest.ts";
import { manifest } from "../src/manifest.ts";
import { appAt } from "./app-at.ts";
import { type FakeEbay, startFakeEbay } from "./fake-ebay.ts";
import { connectorAt, secretsOf, shopContext } from "./rig.ts";

let fake: FakeEbay;
beforeEach(async () => {
	fake = await startFakeEbay();
});
afterEach(() => fake.close());

const NONCE = "nonce-0123456789abcdef0123456789";
const CONNECTION = "00000000-0000-4000-8000-000000000001";
const CALLBACK = {
	url: `https://kontor.example/connect/ebay/${CONNECTION}`,
	returnUrl: "https://kontor.example/",
	nonce: NONCE,
};

async function redirect(): Promise<URL> {
	const { secrets: _, ...ctx } = shopContext(fake);
	return new URL((await connectorAt(fake).connect?.begin(ctx, CALLBACK))?.redirect ?? "");
}

/** The seller agrees on eBay's page. @returns where eBay sends his browser */
async function agreed(): Promise<string> {
	const page = await fetch(await redirect(), { redirect: "manual" });
	return page.headers.get("location") ?? "";
}

function complete(url: string, given: Partial<Shop> = {}): Promise<ConnectResult> {
	const raw: RawRequest = { method: "GET", url, headers: new Headers(), body: new Uint8Array() };
	const { connect } = connectorAt(fake);
	if (connect === undefined) throw new Error("the plugin connects by consent");
	return connect.complete({ ...shopContext(fake, given), secrets: null }, raw, CALLBACK);
}

describe("the consent page", () => {
	it("is begun with the RuName, all scopes, and a state that says whose consent it is", async () => {
		const { searchParams } = await redirect();
		expect(Object.fromEntries(searchParams)).toMatchObject({
			client_id: fake.ebay.clientId,
			redirect_uri: fake.ebay.ruName,
			response_type: "code",
			state: `${CONNECTION}.${NONCE}`,
			scope: expect.stringContaining("https://api.ebay.com/oauth/api_scope/sell.finances"),
		});
	});

	it("of sandbox sellers is the sandbox's", async () => {
		const { secrets: _, ...ctx } = shopContext(fake, { app: { ...appAt(fake), environment: "sandbox" } });
		const { ebay } = await import("../src/ebay.ts");
		const begun = await ebay().connect?.begin(ctx, CALLBACK);
		expect(begun?.redirect).toMatch(/^https:\/\/auth\.sandbox\.ebay\.com\/oauth2\/authorize\?/);
	});

	it("comes back to its connection as eBay sent it, given or refused", async () => {
		const url = await agreed();
		const raw = { method: "GET", url, headers: new Headers(), body: new Uint8Array() };
		const route = (given: Partial<RawRequest>) =>
			connectorAt(fake).routes?.callback?.({ ...raw, ...given }, {} as never);
		expect(await route({})).toEqual({
			status: 302,
			headers: { location: `../../connect/ebay/${CONNECTION}?${url.split("?")[1]}` },
		});
		expect(await route({ url: "/?state=https://evil.example/.x&code=c" })).toEqual({ status: 400 });
	});

	it("gives a token of two hours and a consent of eighteen months", async () => {
		const before = Date.now();
		const completed = await complete(await agreed());
		expect(completed).toMatchObject({
			ok: true,
			nonce: NONCE,
			secrets: { refreshToken: fake.ebay.refreshToken },
			response: { status: 302 },
		});
		const secrets = manifest.secrets.parse(completed.ok ? completed.secrets : null);
		expect(secrets.expiresAt - before).toBeGreaterThanOrEqual(7_199_000);
		expect((secrets.consentEndsAt - before) / 86_400_000).toBeGreaterThan(546);
	});

	it("is refused where another account consented", async () => {
		fake.ebay.signedIn = { userId: "other000001", username: "privat_erika" };
		expect(await complete(await agreed())).toMatchObject({ ok: false, reason: "another eBay account consented" });
	});

	it.each([
		["the seller refused", `/x?error=access_denied&state=${CONNECTION}.${NONCE}`],
		["no code", `/x?state=${CONNECTION}.${NONCE}`],
		["no state of ours", "/x?code=c"],
	])("is refused with: %s", async (reason, url) => {
		expect(await complete(url)).toMatchObject({ ok: false, reason, response: { status: 400 } });
		expect(fake.ebay.grants).toEqual([]);
	});

	it("takes a code once", async () => {
		const url = await agreed();
		await complete(url);
		await expect(complete(url)).rejects.toMatchObject({ fault: "bad-config", details: { code: "EBAY_TOKEN_REFUSED" } });
	});
});

describe("tokens", () => {
	const refresh = (ctx: Shop) => connectorAt(fake).refreshSecrets?.(ctx);

	it("are renewed, the refresh token and its end staying as they are", async () => {
		const ctx = shopContext(fake);
		const renewed = await refresh(ctx);
		expect(renewed?.secrets).toMatchObject({
			refreshToken: ctx.secrets.refreshToken,
			consentEndsAt: ctx.secrets.consentEndsAt,
		});
		const secrets = manifest.secrets.parse(renewed?.secrets);
		expect(secrets.accessToken).not.toBe(ctx.secrets.accessToken);
		expect(await connectorAt(fake).check(shopContext(fake, { secrets }))).toMatchObject({ ok: true });
		expect(Date.parse(renewed?.refreshBefore ?? "") - Date.now()).toBeGreaterThan(7_100_000);
	});

	it("are renewed once by any number of askers at a time", async () => {
		const ctx = shopContext(fake);
		const all = await Promise.all([1, 2, 3].map(async () => refresh(ctx)));
		expect(fake.ebay.grants).toEqual(["refresh_token"]);
		expect(all[2]).toEqual(all[0]);
	});

	it("are asked for again after eBay's trouble, with the same refresh token", async () => {
		fake.ebay.grantFailures = 1;
		await expect(refresh(shopContext(fake))).rejects.toMatchObject({ fault: "unavailable" });
		expect(await refresh(shopContext(fake))).toMatchObject({ refreshBefore: expect.any(String) });
	});

	it.each<[string, Partial<Shop["secrets"]>, Partial<EbayApp>, string]>([
		[
			"a refresh token that is void, or of another application",
			{ refreshToken: "v^1.1#r^1#other" },
			{},
			"EBAY_TOKEN_REFUSED",
		],
		["a consent that has ended", { consentEndsAt: Date.now() - 1 }, {}, "EBAY_CONSENT_ENDED"],
		["an application that eBay does not know", {}, { clientSecret: "PRD-other" }, "EBAY_APP_REFUSED"],
	])("are not renewed with %s", async (_, secrets, app, code) => {
		const ctx = shopContext(fake, { secrets: { ...secretsOf(fake), ...secrets }, app: { ...appAt(fake), ...app } });
		await expect(refresh(ctx)).rejects.toMatchObject({ fault: "bad-config", details: { code } });
	});

	it("that ran out are renewed before anybody blames the merchant", async () => {
		const secrets = { ...secretsOf(fake), accessToken: "v^1.1#i^1#of-yesterday", expiresAt: Date.now() - 1 };
		const reading = connectorAt(fake).read(shopContext(fake, { secrets }), "12-00001-89000" as never);
		await expect(reading).rejects.toMatchObject({ fault: "unavailable", details: { code: "EBAY_TOKEN_EXPIRED" } });
	});
});

describe("check", () => {
	const check = (given: Partial<Shop> = {}) => connectorAt(fake).check(shopContext(fake, given));

	it("knows the seller by his id, which never changes", async () => {
		expect(await check()).toMatchObject({ ok: true, identity: "ma8vp1jySJC" });
		fake.ebay.seller = { ...fake.ebay.seller, username: "teehaus-neu" };
		const renamed = await check({ config: { seller: "teehaus-neu", marketplace: "EBAY_AT" } });
		expect(renamed).toMatchObject({ ok: true, identity: "ma8vp1jySJC" });
	});

	it("says which name to enter where eBay names the seller otherwise", async () => {
		expect(await check({ config: { seller: "Teehaus", marketplace: "EBAY_DE" } })).toMatchObject({
			ok: false,
			field: "seller",
			forMerchant: { de: expect.stringContaining("teehaus-kiel"), en: expect.stringContaining("teehaus-kiel") },
		});
	});

	const answering =
		(status: number, errorId: number): typeof fetch =>
		async () =>
			Response.json({ errors: [{ errorId, domain: "x", category: "REQUEST", message: "secret text" }] }, { status });

	it.each([
		[401, 1001, "neu verbinden"],
		[403, 1100, "Berechtigung"],
		[400, 32_400, "Verkäuferkonto"],
		[429, 2001, "Tageskontingent"],
		[500, 30_500, "noch einmal"],
	])("names %i with %i", async (status, errorId, words) => {
		expect(await check({ http: answering(status, errorId) })).toMatchObject({
			ok: false,
			forMerchant: { de: expect.stringContaining(words) },
		});
	});
});
