import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hmac, installApp, registerApp, settled, uninstallApp } from "./fake/app.ts";
import { place } from "./fake/order-life.ts";
import { type Hosted, startHosted } from "./hosted.ts";

let hosted: Hosted;
let later = 0;
beforeEach(async () => {
	later = 0;
	hosted = await startHosted({ hostNow: () => new Date(Date.now() + later) });
});
afterEach(() => hosted.close());

const secretsNow = () => hosted.hub.connection(hosted.connection.id).secrets;

/** The first call of a registration, as the manifest says where it goes. */
async function firstCall(manifest: string, change: (query: string) => string = (query) => query) {
	const unescaped = (text = "") => text.replaceAll("&amp;", "&");
	const [, address = ""] = /<registrationUrl>(.*?)<\/registrationUrl>/.exec(manifest) ?? [];
	const [, secret = ""] = /<secret>(.*?)<\/secret>/.exec(manifest) ?? [];
	const url = new URL(unescaped(address));
	const { shop } = hosted.fake;
	const query = `${url.search.slice(1)}&shop-id=${shop.shopId}&shop-url=${shop.url}&timestamp=${Math.floor(Date.now() / 1000)}`;
	const headers = { "shopware-app-signature": hmac(secret, query), "sw-version": shop.version };
	return fetch(`${url.origin}${url.pathname}?${change(query)}`, { headers });
}

describe("registration", () => {
	it("the raw query passes, a re-encoded one fails", async () => {
		const manifest = await hosted.download();
		expect((await firstCall(manifest)).status).toBe(200);
		const reencoded = await firstCall(manifest, (query) => new URLSearchParams(query).toString());
		expect(reencoded.status).toBe(401);
		expect(await reencoded.json()).toEqual({ error: expect.any(String) });
	});

	it("repeated before it is confirmed it is harmless", async () => {
		const manifest = await hosted.download();
		await firstCall(manifest);
		await firstCall(manifest);
		expect(secretsNow()).toBeNull();
		await installApp(hosted.fake.shop, manifest);
		expect(secretsNow()).toMatchObject({ shopId: hosted.fake.shop.shopId });
	});

	it("a package installs once: its nonce is redeemed", async () => {
		const manifest = await hosted.download();
		await installApp(hosted.fake.shop, manifest);
		const before = secretsNow();
		// Whoever has the file, but not the shop's secret.
		await expect(installApp({ ...hosted.fake.shop }, manifest)).rejects.toThrow("confirmation: 403");
		expect(secretsNow()).toEqual(before);
	});

	it("a link that we did not make gives no package", async () => {
		const { host, connection } = hosted;
		const url = `${host.url}/connect/shopware/${connection.id}?step=package&nonce=${"n".repeat(32)}&to=x&seal=${"0".repeat(64)}`;
		expect((await fetch(url)).status).toBe(403);
	});

	it("a shop of another address is refused, with words for the merchant", async () => {
		const manifest = await hosted.download();
		const { shop } = hosted.fake;
		await expect(installApp({ ...shop, url: "https://staging.example" }, manifest)).rejects.toThrow("andere");
		expect(secretsNow()).toBeNull();
	});

	it("a shop whose clock is far off is told so", async () => {
		later = 3_600_000;
		await expect(hosted.install()).rejects.toThrow("Uhr");
	});
});

describe("registration anew", () => {
	it("is refused without the present secret's signatures", async () => {
		const { shop } = hosted.fake;
		const app = await hosted.install();
		const before = secretsNow();
		await expect(registerApp(shop, { ...app, secret: "somebody else's secret" })).rejects.toThrow();
		await expect(registerApp(shop, { ...app, secret: "" }), "an old nonce").rejects.toThrow("403");
		expect(secretsNow()).toEqual(before);
	});

	it("gives another secret every time, and both work for a minute, then only the new one", async () => {
		const { shop } = hosted.fake;
		const app = await hosted.install();
		const first = app.secret;
		await registerApp(shop, app);
		const second = app.secret;
		expect(second).not.toBe(first);
		const withSecret = async (secret: string) => {
			app.secret = secret;
			app.attempts.length = 0;
			place(shop, { amount: 1 });
			await settled(shop);
			return app.attempts.at(-1)?.status;
		};
		expect([await withSecret(first), await withSecret(second)]).toEqual([200, 200]);
		later = 61_000;
		expect([await withSecret(first), await withSecret(second)]).toEqual([401, 200]);
	});

	it("whose confirmation was not stored, and whose answer was lost, goes on with either secret", async () => {
		const { shop } = hosted.fake;
		const app = await hosted.install();
		hosted.hub.setDown(true);
		await registerApp(shop, app);
		hosted.hub.setDown(false);
		expect(app.unconfirmed).toHaveLength(1);
		await registerApp(shop, app);
		expect(app.unconfirmed).toEqual([]);

		await registerApp(shop, app, { loseAnswer: true });
		expect(app.unconfirmed).toHaveLength(1);
		await registerApp(shop, app);
		expect(app.unconfirmed).toEqual([]);
		expect(secretsNow()).toMatchObject({ secretKey: shop.secretKey });
		place(shop, { amount: 1 });
		await settled(shop);
		expect(app.attempts.at(-1)?.status).toBe(200);
	});

	it("by a shop that kept the secret before, because it never heard of the new one, works within the minute", async () => {
		const { shop } = hosted.fake;
		const app = await hosted.install();
		const first = app.secret;
		await registerApp(shop, app);
		const second = app.secret;
		app.secret = first;
		await registerApp(shop, app);
		expect([first, second]).not.toContain(app.secret);
		app.secret = first;
		later = 61_000;
		await expect(registerApp(shop, app)).rejects.toThrow();
	});

	it("from a new address is refused until it is entered in Kontor; then the shop is the same one", async () => {
		const { hub, connection, fake } = hosted;
		const app = await hosted.install();
		const moved = "https://neu.example";
		await expect(registerApp(fake.shop, app, { shopUrl: moved })).rejects.toThrow("andere");
		hub.change(connection.id, { config: { url: moved } });
		await hub.request(connection.id, "watch-webhooks");
		await registerApp(fake.shop, app, { shopUrl: moved });
		expect(secretsNow()).toMatchObject({ shopId: fake.shop.shopId });
	});

	it("is asked for when the secret was made with an outdated key", async () => {
		const { hub, connection, fake } = hosted;
		const app = await hosted.install();
		const [first, keys] = [app.secret, hub.connection(connection.id).webhookKeys];
		await hub.request(connection.id, "watch-webhooks");
		await settled(fake.shop);
		expect(app.secret, "made with the newest key").toBe(first);
		hub.change(connection.id, { webhookKeys: ["whsec_bmV3IGtleSBvZiAzMiBieXRlcywgb3IgbmVhcmx5IHNv", ...keys] });
		await hub.request(connection.id, "watch-webhooks");
		await settled(fake.shop);
		expect(app.secret).not.toBe(first);
		await hub.request(connection.id, "watch-webhooks");
		expect(await hub.request(connection.id, "check")).toMatchObject({ result: { ok: true } });
	});
});

it.each([true, false])(
	"uninstalled (keeping data: %s) and installed from a new package it works again",
	async (keep) => {
		const { hub, connection, fake } = hosted;
		await hosted.install();
		await uninstallApp(fake.shop, keep);
		expect(await hub.request(connection.id, "check")).toMatchObject({ result: { ok: false, field: "apiKey" } });
		await hosted.install();
		expect(await hub.request(connection.id, "check")).toMatchObject({ result: { ok: true } });
	},
);

it("a button pressed by somebody else goes nowhere", async () => {
	const app = await hosted.install();
	const body = JSON.stringify({ source: { shopId: "x" }, data: { ids: ["0".repeat(32)], entity: "order" } });
	const headers = { "shopware-shop-signature": hmac("another secret", body) };
	expect((await fetch(app.buttons.showInKontor ?? "", { method: "POST", body, headers })).status).toBe(401);
});
