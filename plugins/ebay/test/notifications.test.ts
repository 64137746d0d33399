import { generateKeyPairSync, randomUUID } from "node:crypto";
import type { RawRequest, RouteAnswer } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Shop } from "../src/manifest.ts";
import { appAt } from "./app-at.ts";
import { accountDeletion, challengeAnswer, deliveryOf, orderConfirmation } from "./fake/deliveries.ts";
import { type FakeEbay, startFakeEbay } from "./fake-ebay.ts";
import { connectorAt, secretsOf, shopContext } from "./rig.ts";

let fake: FakeEbay;
beforeEach(async () => {
	fake = await startFakeEbay();
});
afterEach(() => fake.close());

const somebodyElse = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const ORDER = { id: "12-00001-89000" };
const WEBHOOK = { url: "https://kontor.example/webhooks/00000000-0000-4000-8000-000000000001", keys: ["key"] };

function raw(message: object, key?: Parameters<typeof deliveryOf>[2]): RawRequest {
	const { headers, body } = deliveryOf(fake.ebay, message, key);
	return { method: "POST", url: "/", headers: new Headers(headers), body: new TextEncoder().encode(body) };
}

const logged: unknown[] = [];
async function route(request: RawRequest, http: typeof fetch = fetch): Promise<RouteAnswer | undefined> {
	const ctx = {
		app: appAt(fake),
		url: "https://kontor.example/routes/ebay",
		http,
		log: (event: string, fields?: object) => void logged.push({ event, ...fields }),
		signal: new AbortController().signal,
		now: () => new Date(),
		unclaimed: async () => null,
	};
	return connectorAt(fake).routes?.notifications?.(request, ctx);
}

describe("eBay's address", () => {
	it("answers the challenge with its own public address", async () => {
		const get = (url: string) => route({ ...raw({}), method: "GET", url });
		expect(await get("/routes/ebay/notifications?challenge_code=a%2Bb")).toEqual({
			status: 200,
			headers: { "content-type": "application/json" },
			body: JSON.stringify({
				challengeResponse: challengeAnswer(
					"a+b",
					fake.ebay.verificationToken,
					"https://kontor.example/routes/ebay/notifications",
				),
			}),
		});
		expect(await get("/routes/ebay/notifications")).toEqual({ status: 400 });
	});

	it("passes an order on to its seller, as often as it comes", async () => {
		const message = raw(orderConfirmation(fake.ebay, ORDER));
		for (const _ of [1, 2, 3]) {
			expect(await route(message)).toEqual({ forConnections: { field: "seller", value: "teehaus-kiel" } });
		}
		const keys = fake.ebay.calls.filter((call) => call.includes("/public_key/"));
		expect(keys, "the key is fetched once").toHaveLength(1);
		expect(fake.ebay.grants, "and so is the application's token").toEqual(["client_credentials"]);
	});

	it("says of a closed account whose it was: what he bought anywhere is erased, of a connected seller everything", async () => {
		expect(await route(raw(accountDeletion(fake.ebay, { userId: "ma8vp1jySJC", username: "teehaus-kiel" })))).toEqual({
			aboutCustomer: { kind: "erase-account", numbers: ["teehaus-kiel", "ma8vp1jySJC"] },
			aboutShop: {
				identity: "ma8vp1jySJC",
				notices: [{ kind: "uninstalled", dataKept: false }, { kind: "erase-shop" }],
			},
		});
		expect(JSON.stringify(logged), "no name in the log").not.toContain("teehaus");
	});

	it("answers every bad signature alike", async () => {
		const good = raw(orderConfirmation(fake.ebay, ORDER));
		const header = (value: string) => new Headers({ "x-ebay-signature": value });
		const unknown = Buffer.from(JSON.stringify({ kid: randomUUID(), signature: "AAAA" })).toString("base64");
		for (const bad of [
			raw(orderConfirmation(fake.ebay, ORDER), somebodyElse),
			{ ...good, headers: new Headers() },
			{ ...good, headers: header("AAAA") },
			{ ...good, headers: header(unknown) },
			{ ...good, body: new TextEncoder().encode("no json") },
		]) {
			expect(await route(bad)).toEqual({ status: 412 });
		}
	});

	it("has eBay send again what could not be verified now", async () => {
		const message = raw(orderConfirmation(fake.ebay, ORDER));
		expect(await route(message, () => Promise.reject(new TypeError("fetch failed")))).toEqual({ status: 503 });
		expect(await route(message)).toMatchObject({ forConnections: {} });
	});

	it("gets the application a new token where eBay does not take the old one any more", async () => {
		const message = raw(orderConfirmation(fake.ebay, ORDER));
		await connectorAt(fake).watchWebhooks?.(shopContext(fake, { webhook: WEBHOOK }));
		for (const [token, { user }] of fake.ebay.accessTokens) if (user === null) fake.ebay.accessTokens.delete(token);
		expect(await route(message)).toEqual({ status: 503 });
		expect(await route(message)).toMatchObject({ forConnections: {} });
	});

	it("does not ask eBay for every key that strangers name", async () => {
		for (let stranger = 0; stranger < 40; stranger++) {
			const signature = Buffer.from(JSON.stringify({ kid: randomUUID(), signature: "AAAA" })).toString("base64");
			const request = { ...raw({}), headers: new Headers({ "x-ebay-signature": signature }) };
			expect(await route(request)).toEqual({ status: 412 });
		}
		expect(fake.ebay.calls.filter((call) => call.includes("/public_key/"))).toHaveLength(10);
	});

	it("is no other thing's address", async () => {
		expect(await route({ ...raw({}), method: "PUT" })).toMatchObject({ status: 405 });
		expect(await route(raw({ metadata: {} }))).toEqual({ status: 400 });
		expect(await route(raw({ metadata: { topic: "OTHER" }, notification: { data: {} } }))).toEqual({ status: 204 });
	});
});

it("a delivery names orders of this seller only", async () => {
	const receive = (given: Partial<Shop> = {}) =>
		connectorAt(fake).receive?.(shopContext(fake, given), raw(orderConfirmation(fake.ebay, ORDER)));
	expect(await receive()).toEqual({ orders: [], changed: [ORDER.id] });
	expect(await receive({ config: { seller: "other", marketplace: "EBAY_DE" } })).toEqual({ orders: [], changed: [] });
});

describe("subscriptions", () => {
	const watch = (given: Partial<Shop> = {}) =>
		connectorAt(fake).watchWebhooks?.(shopContext(fake, { webhook: WEBHOOK, ...given }));

	it("are made in eBay's order: alert address, destination, topic", async () => {
		expect(await watch()).toEqual({ state: "created", problems: [] });
		expect(fake.ebay.config).toEqual({ alertEmail: "betrieb@kontor.example" });
		expect([...fake.ebay.destinations.values()]).toMatchObject([
			{ status: "ENABLED", endpoint: "https://kontor.example/routes/ebay/notifications" },
		]);
		expect([...fake.ebay.subscriptions.values()]).toMatchObject([{ topicId: "ORDER_CONFIRMATION", status: "ENABLED" }]);
		expect(await watch()).toEqual({ state: "working", problems: [] });
	});

	it("of a destination that eBay marked down are switched on again, and the merchant is told", async () => {
		await watch();
		for (const destination of fake.ebay.destinations.values()) destination.status = "MARKED_DOWN";
		expect(await watch()).toMatchObject({ state: "replaced", problems: [{ code: "WEBHOOK_MARKED_DOWN" }] });
		expect(await watch()).toEqual({ state: "working", problems: [] });
	});

	it("that were disabled, or lead to a former address, are mended", async () => {
		await watch({ webhook: { ...WEBHOOK, url: "https://former.example/webhooks/x" } });
		expect(await watch()).toMatchObject({ state: "replaced" });
		for (const subscription of fake.ebay.subscriptions.values()) subscription.status = "DISABLED";
		expect(await watch()).toMatchObject({ state: "replaced" });
	});

	it("are not asked for behind NAT", async () => {
		expect(await watch({ webhook: null })).toEqual({ state: "working", problems: [] });
		expect(fake.ebay.calls).toEqual([]);
	});

	it("warn a month before the consent ends", async () => {
		const secrets = { ...secretsOf(fake), consentEndsAt: Date.now() + 29 * 86_400_000 };
		expect(await watch({ secrets })).toMatchObject({ problems: [{ code: "EBAY_CONSENT_ENDS" }] });
	});
});
