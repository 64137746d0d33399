import type { RawRequest } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { place } from "./fake/order-life.ts";
import { bodyOf, deliveryOf, send } from "./fake/webhooks.ts";
import { type FakeShopify, startFakeShopify } from "./fake-shopify.ts";
import { connectorAt, routeContext, shopContext } from "./rig.ts";

let fake: FakeShopify;
beforeEach(async () => {
	fake = await startFakeShopify();
});
afterEach(() => fake.close());

const WEBHOOK = { url: "https://kontor.example/webhooks/x", keys: ["key"] };

function raw(topic: string, payload: object, secret?: string): RawRequest {
	const { headers, body } = deliveryOf(fake.shop, topic, payload, secret);
	return { method: "POST", url: "/webhooks/x", headers: new Headers(headers), body: new TextEncoder().encode(body) };
}

const logged: unknown[] = [];
const log = (event: string, fields?: object) => void logged.push({ event, ...fields });
const receive = (delivery: RawRequest) =>
	connectorAt(fake).receive?.(shopContext(fake, { webhook: WEBHOOK, log }), delivery);

describe("a delivery", () => {
	it.each(["ORDERS_CREATE", "ORDERS_UPDATED", "ORDERS_EDITED", "ORDERS_DELETE"])(
		"of %s names its order",
		async (topic) => {
			const order = place(fake.shop);
			const payload = bodyOf({ topic, includeFields: ["id"] }, order);
			expect(await receive(raw(topic, payload))).toEqual({ orders: [], changed: [String(order.id)] });
		},
	);

	it("of the app's removal says so where the shop has taken the tokens back, and not of an earlier one", async () => {
		const uninstalled = bodyOf({ topic: "APP_UNINSTALLED", includeFields: [] }, place(fake.shop));
		const late = await receive(raw("APP_UNINSTALLED", uninstalled));
		expect(late).toEqual({ orders: [], changed: [], notices: [] });
		const ctx = shopContext(fake, { webhook: WEBHOOK });
		fake.shop.accessTokens.clear();
		const now = await connectorAt(fake).receive?.(ctx, raw("APP_UNINSTALLED", uninstalled));
		expect(now).toEqual({ orders: [], changed: [], notices: [{ kind: "uninstalled", dataKept: true }] });
	});

	it("is accepted while the app's secret rotates, and by nobody else's", async () => {
		const payload = { id: 7 };
		fake.shop.clientSecrets.unshift("the newest secret");
		for (const secret of fake.shop.clientSecrets) {
			expect(await receive(raw("ORDERS_UPDATED", payload, secret))).toMatchObject({ changed: ["7"] });
		}
		await expect(receive(raw("ORDERS_UPDATED", payload, "another"))).rejects.toMatchObject({ fault: "bad-config" });
	});

	it("that is signed and makes no sense is refused as that", async () => {
		await expect(receive(raw("ORDERS_UPDATED", { name: "x" }))).rejects.toMatchObject({ fault: "unexpected-reply" });
	});
});

describe("the mandatory topics", () => {
	const compliance = (delivery: RawRequest) => connectorAt(fake).routes?.compliance?.(delivery, routeContext(fake));

	it("are answered 401 unless Shopify signed them", async () => {
		const payload = { shop_id: 1, shop_domain: "laden.myshopify.com" };
		expect(await compliance(raw("SHOP_REDACT", payload, "another"))).toEqual({ status: 401 });
		expect(await compliance(raw("SHOP_REDACT", payload, "key")), "a connection's own key").toEqual({ status: 401 });
		expect(await compliance({ ...raw("SHOP_REDACT", payload), headers: new Headers() })).toEqual({ status: 401 });
	});

	it("say of which shop what is to be removed, or told", async () => {
		const shop = { shop_id: 548_380_009, shop_domain: "laden.myshopify.com" };
		const customer = { customer: { id: 7, email: "joerg@example.test", phone: null } };
		const told = (notice: object) => ({
			aboutShop: { identity: "gid://shopify/Shop/548380009", notices: [notice] },
		});
		expect(await compliance(raw("SHOP_REDACT", shop))).toEqual(told({ kind: "erase-shop" }));
		expect(await compliance(raw("CUSTOMERS_REDACT", { ...shop, ...customer, orders_to_redact: [11, 12] }))).toEqual(
			told({ kind: "erase-customer", orders: ["11", "12"] }),
		);
		const request = { ...shop, ...customer, orders_requested: [11], data_request: { id: 9999 } };
		expect(await compliance(raw("CUSTOMERS_DATA_REQUEST", request))).toEqual(
			told({ kind: "customer-data-requested", orders: ["11"] }),
		);
		for (const nonsense of [{}, { ...shop, ...customer }]) {
			expect(await compliance(raw("SHOP_REDACT", nonsense))).toEqual({ status: 400 });
		}
	});
});

describe("subscriptions", () => {
	const watch = (url = WEBHOOK.url) =>
		connectorAt(fake).watchWebhooks?.(shopContext(fake, { webhook: { ...WEBHOOK, url } }));

	it("are made for every topic, and ask for ids only", async () => {
		expect(await watch()).toEqual({ state: "created", problems: [] });
		const made = [...fake.shop.subscriptions.values()];
		expect(made.map(({ topic }) => topic)).toEqual([
			"ORDERS_CREATE",
			"ORDERS_UPDATED",
			"ORDERS_EDITED",
			"ORDERS_DELETE",
			"APP_UNINSTALLED",
		]);
		expect(made[0]).toMatchObject({ uri: WEBHOOK.url, includeFields: ["id"] });
	});

	it("that Shopify removed after eight failures are made again, and the merchant is told", async () => {
		const nowhere = `${fake.url}/nowhere`;
		await watch(nowhere);
		const order = place(fake.shop);
		const [first] = fake.shop.subscriptions.values();
		for (let failure = 0; failure < 8 && first !== undefined; failure++) await send(fake.shop, first, order);
		expect(fake.shop.subscriptions.size).toBe(4);
		expect(await watch(nowhere)).toMatchObject({ state: "replaced", problems: [{ code: "WEBHOOK_REMOVED" }] });
		expect(await watch(nowhere)).toEqual({ state: "working", problems: [] });
	});

	it("that lead to a former address are replaced", async () => {
		await watch("https://kontor.example/webhooks/former");
		expect(await watch()).toMatchObject({ state: "replaced", problems: [{ code: "WEBHOOK_ELSEWHERE" }] });
		expect([...fake.shop.subscriptions.values()].map(({ uri }) => uri)).toEqual(Array(5).fill(WEBHOOK.url));
	});
});
