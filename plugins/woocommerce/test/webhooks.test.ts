import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { RawRequest } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Shop } from "../src/manifest.ts";
import { receive } from "../src/receive.ts";
import { watchWebhooks } from "../src/watch-webhooks.ts";
import { place } from "./fake/order-life.ts";
import { runCron } from "./fake/webhooks.ts";
import { type FakeWooCommerce, startFakeWooCommerce } from "./fake-woocommerce.ts";
import { OBSERVED_DELIVERY } from "./observed-delivery.ts";
import { shopContext } from "./rig.ts";

let fake: FakeWooCommerce;
/** What the shop delivers to, as far as these tests need a host. */
let receiver: Server;
let received: { headers: Headers; body: Buffer }[];
let answers: number;
let url: string;

beforeEach(async () => {
	fake = await startFakeWooCommerce();
	received = [];
	answers = 200;
	receiver = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			received.push({
				headers: new Headers(Object.entries(request.headersDistinct).map(([name, [value = ""] = []]) => [name, value])),
				body: Buffer.concat(chunks),
			});
			response.writeHead(answers).end();
		});
	});
	await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
	url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks/1`;
});
afterEach(async () => {
	receiver.closeAllConnections();
	receiver.close();
	await fake.close();
});

function context(keys = ["key-new"], given: Partial<Shop> = {}): Shop {
	return shopContext(fake, { webhook: { url, keys }, ...given });
}

function raw(body: Buffer, headers: Record<string, string>): RawRequest {
	return { method: "POST", url: "/webhooks/1", headers: new Headers(headers), body };
}

describe("receive", () => {
	it("accepts what a real shop sent, with the key it was sent with", async () => {
		const ctx = context(["another key", OBSERVED_DELIVERY.secret], { config: { url: "https://localhost:18443" } });
		const { orders } = await receive(ctx, raw(OBSERVED_DELIVERY.body, OBSERVED_DELIVERY.headers));
		expect(orders).toMatchObject([{ ref: "20", amount: { minor: 2380, currency: "EUR" } }]);
	});

	it("takes nothing from the unsigned ping of a new webhook", async () => {
		const ping = raw(Buffer.from("webhook_id=3"), { "content-type": "application/x-www-form-urlencoded" });
		expect(await receive(context(), ping)).toEqual({ orders: [], changed: [] });
	});

	it("takes no order smuggled into a ping", async () => {
		const body = Buffer.from('webhook_id=3&order={"id":20}');
		await expect(receive(context(), raw(body, {}))).rejects.toMatchObject({ fault: "bad-config" });
	});

	it.each([
		["an order in the trash", '{"id":20}'],
		["an order of another shape", '{"id":20,"total":1}'],
	])("has %s read anew", async (_, body) => {
		expect(await receive(context(), signed(body))).toEqual({ orders: [], changed: ["20"] });
	});

	it.each(["", "[]", '{"id":"x"}', "not JSON"])("throws for the signed body %j", async (body) => {
		await expect(receive(context(), signed(body))).rejects.toMatchObject({ fault: "unexpected-reply" });
	});

	function signed(body: string): RawRequest {
		const signature = createHmac("sha256", "key-new").update(body).digest("base64");
		return raw(Buffer.from(body), { "x-wc-webhook-signature": signature, "x-wc-webhook-topic": "order.created" });
	}
});

describe("watchWebhooks", () => {
	const topics = () => [...fake.shop.webhooks.values()].map(({ topic }) => topic);
	const ALL = ["order.created", "order.updated", "order.deleted", "order.restored"];

	it("creates one per topic, and what they deliver is accepted", async () => {
		expect(await watchWebhooks(context())).toEqual({ state: "created", problems: [] });
		expect(topics()).toEqual(ALL);
		const order = place(fake.shop, { total: "23.80" });
		await runCron(fake.shop);
		const deliveries = await Promise.all(
			received.map(({ headers, body }) => receive(context(), { method: "POST", url: "/", headers, body })),
		);
		expect(deliveries.flatMap(({ orders }) => orders.map(({ ref }) => ref))).toEqual([String(order.id)]);
		expect(received).toHaveLength(5); // four pings
	});

	it("replaces what the shop switched off after seven failures, and says so", async () => {
		await watchWebhooks(context());
		answers = 500;
		for (let failures = 1; failures <= 7; failures++) {
			expect([...fake.shop.webhooks.values()].every(({ status }) => status === "active")).toBe(true);
			place(fake.shop, { total: "1.00" });
			await runCron(fake.shop);
		}
		const { state, problems } = await watchWebhooks(context());
		expect(state).toBe("replaced");
		expect(problems).toMatchObject([{ code: "WEBHOOK_DISABLED" }]);
		expect(topics().toSorted()).toEqual([...ALL].toSorted());
		expect([...fake.shop.webhooks.values()].map(({ status, failures }) => [status, failures])).toEqual(
			ALL.map(() => ["active", 0]),
		);
		expect(await watchWebhooks(context())).toEqual({ state: "working", problems: [] });
	});

	it("signs with the newest key once there is one", async () => {
		await watchWebhooks(context(["key-old"]));
		expect(await watchWebhooks(context(["key-new", "key-old"]))).toMatchObject({
			state: "replaced",
			problems: [{ code: "WEBHOOK_OLD_KEY" }],
		});
		expect([...fake.shop.webhooks.values()].map(({ secret }) => secret)).toEqual(ALL.map(() => "key-new"));
	});

	it("moves its own to a new address and leaves those of others alone", async () => {
		const elsewhere = { webhook: { url: "http://127.0.0.1:9/before", keys: ["key-new"] } };
		await watchWebhooks(context([], elsewhere));
		await watchWebhooks(context([], { webhook: { url: "http://127.0.0.1:9/other", keys: ["foreign"] } }));
		expect(await watchWebhooks(context())).toMatchObject({ problems: [{ code: "WEBHOOK_ELSEWHERE" }] });
		const urls = [...fake.shop.webhooks.values()].map(({ deliveryUrl }) => deliveryUrl);
		expect(urls.toSorted()).toEqual([...ALL.map(() => "http://127.0.0.1:9/other"), ...ALL.map(() => url)].toSorted());
	});

	it("interrupted behind any request it ends with one per topic", async () => {
		await watchWebhooks(context(["key-old"]));
		for (let allowed = 1; allowed < 12; allowed++) {
			const keys = [`key-${allowed}`, `key-${allowed - 1}`, "key-old"];
			let requests = 0;
			const http: typeof fetch = (...call) =>
				requests++ < allowed ? fetch(...call) : Promise.reject(new TypeError("fetch failed"));
			await watchWebhooks(context(keys, { http })).catch(() => {});
			await watchWebhooks(context(keys));
			expect(topics().toSorted()).toEqual([...ALL].toSorted());
			expect([...fake.shop.webhooks.values()].every(({ secret }) => secret === keys[0])).toBe(true);
		}
	});

	it("has nothing to watch where the shop cannot reach us", async () => {
		expect(await watchWebhooks(context([], { webhook: null }))).toEqual({ state: "working", problems: [] });
	});
});
