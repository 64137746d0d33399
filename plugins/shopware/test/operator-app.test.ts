import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { renderOperatorManifest } from "../src/app/package.ts";
import { identityOf } from "../src/identity.ts";
import { manifest } from "../src/manifest.ts";
import { type App, hmac, installApp, registerApp, settled, signedPage, uninstallApp } from "./fake/app.ts";
import { place } from "./fake/order-life.ts";
import { type Hosted, startHosted } from "./hosted.ts";

/** One app for all shops, installed from the shop's side: no merchant is known before it. */

const APP_SECRET = "the-operators-app-secret-0123456789";
const PAGE = "https://hub.example/embedded/shopware";
const scope = { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" };

let hosted: Hosted;
let identity: string;
beforeEach(async () => {
	hosted = await startHosted({ line: "6.6", appSecret: APP_SECRET });
	identity = identityOf(hosted.fake.url, hosted.fake.shop.shopId);
});
afterEach(() => hosted.close());

const install = (secret = APP_SECRET): Promise<App> =>
	installApp(
		hosted.fake.shop,
		renderOperatorManifest({ routes: `${hosted.host.url}/routes/shopware`, page: PAGE }, secret),
	);

/** The page as the administration opens it. */
async function openPage(
	app: App,
	secret = app.secret,
): Promise<{ status: number; text: string; policy: string | null }> {
	const { shop } = hosted.fake;
	const seconds = Math.floor(Date.now() / 1000);
	const query = `shop-id=${shop.shopId}&shop-url=${shop.url}&timestamp=${seconds}&sw-version=6.6.7.0&sw-user-language=de-DE`;
	const at = `${hosted.host.url}/routes/shopware/claim?${query}&shopware-shop-signature=${hmac(secret, query)}`;
	const answer = await fetch(at);
	return { status: answer.status, text: await answer.text(), policy: answer.headers.get("content-security-policy") };
}

describe("an app installed from the shop's side (A2)", () => {
	it("registers without a merchant, waits with credentials that work, and shows the code to claim it by", async () => {
		const app = await install();
		const { shop, url } = hosted.fake;
		expect(hosted.hub.installations.get(identity)).toMatchObject({
			name: new URL(url).host,
			config: { url },
			secrets: { apiKey: shop.apiKey, secretKey: shop.secretKey, shopId: shop.shopId },
		});
		const page = await openPage(app);
		expect(page).toMatchObject({ status: 200, text: expect.stringContaining("CLAIM-CODE") });
		expect(page.text).toContain('lang="de"');
		expect(page.policy).toContain(`frame-ancestors ${new URL(url).origin}`);
		expect(await openPage(app, "forged")).toMatchObject({ status: 401 });
	});

	it("is a shop like any other once it is claimed: webhooks, a new secret, and its end", async () => {
		const { fake, hub } = hosted;
		const app = await install();
		const { id } = hub.claim(manifest.id, identity, scope);
		expect(await hub.request(id, "check")).toMatchObject({ result: { ok: true, identity } });
		expect(await hub.request(id, "watch-webhooks")).toMatchObject({ result: { state: "working", problems: [] } });
		expect((await openPage(app)).text).not.toContain("CLAIM-CODE");
		const order = place(fake.shop, { amount: 10 });
		await settled(fake.shop);
		expect([...hub.book(id).orders.keys()]).toEqual([order.id]);

		const before = app.secret;
		await registerApp(fake.shop, app);
		expect(app.secret).not.toBe(before);
		expect(hub.connection(id).secrets).toMatchObject({ secretKey: fake.shop.secretKey });
		const later = place(fake.shop, { amount: 20 });
		await settled(fake.shop);
		expect(hub.book(id).orders.has(later.id as never)).toBe(true);
		expect(app.attempts.filter(({ status }) => status !== 200)).toEqual([]);

		// The page knows its shop by what the shop signed, at one address for all.
		const opened = signedPage(fake.shop, "kontor-connection");
		expect(opened.startsWith(`${PAGE}?`)).toBe(true);
		const exchange = opened.replace(PAGE, `${hosted.host.url}/embed/shopware`);
		expect(await fetch(exchange, { method: "POST" })).toMatchObject({ status: 201 });
		expect(await fetch(exchange, { method: "POST" })).toMatchObject({ status: 401 });

		await uninstallApp(fake.shop, true);
		expect(hub.notices).toEqual([{ about: id, notice: { kind: "uninstalled", dataKept: true } }]);
	});

	it("may register anew while nobody has claimed it, and only with the secret that it has", async () => {
		const { fake, hub } = hosted;
		const app = await install();
		const first = hub.installations.get(identity)?.secrets;
		await registerApp(fake.shop, app);
		const second = hub.installations.get(identity)?.secrets;
		expect(second).toMatchObject({ secretKey: fake.shop.secretKey });
		expect(second).not.toEqual(first);
		app.secret = "forged";
		await expect(registerApp(fake.shop, app)).rejects.toThrow(/does not recognise/);
		expect(hub.installations.get(identity)?.secrets).toEqual(second);
	});

	it("is refused with another app's secret, and where the operator has none", async () => {
		await expect(install("another")).rejects.toThrow(/does not recognise/);
		expect(hosted.hub.installations.size).toBe(0);
		const without = await startHosted({ line: "6.6" });
		try {
			for (const route of ["register", "confirm", "claim"]) {
				expect((await fetch(`${without.host.url}/routes/shopware/${route}`)).status).toBe(404);
			}
		} finally {
			await without.close();
		}
	});
});
