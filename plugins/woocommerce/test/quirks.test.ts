import { createHmac } from "node:crypto";
import { inspect } from "node:util";
import type { Cursor, Order, OrderRef } from "@kontor/connector";
import { afterEach, describe, expect, it } from "vitest";
import { connector } from "../src/connector.ts";
import type { Shop } from "../src/manifest.ts";
import { moveTo, place, remove, restore } from "./fake/order-life.ts";
import type { ShopOptions, StoredOrder } from "./fake/state.ts";
import { deliveryOf } from "./fake/webhooks.ts";
import { type FakeWooCommerce, startFakeWooCommerce } from "./fake-woocommerce.ts";
import { shopContext } from "./rig.ts";

/** What stands between Kontor and real shops: servers, caches, firewalls, and plugins that mean well. */
let fake: FakeWooCommerce;
afterEach(() => fake.close());

type Way = (send: typeof fetch) => typeof fetch;

/** A shop reached over https, as far as it can tell, with something in between. */
async function open(way: Way = (send) => send, options: ShopOptions = {}): Promise<Shop> {
	fake = await startFakeWooCommerce(options);
	const overTls: typeof fetch = async (input, init) => {
		const request = new Request(input, init);
		const headers = new Headers(request.headers);
		headers.set("x-forwarded-proto", "https");
		const url = request.url.replace(/^https:\/\/shop\.example/, fake.url);
		return fetch(url, { method: request.method, headers, body: (await request.text()) || null });
	};
	return shopContext(fake, { config: { url: "https://shop.example" }, http: way(overTls) });
}

async function pulled(ctx: Shop, since: Cursor | null): Promise<{ orders: Order[]; cursor: Cursor | null }> {
	const orders: Order[] = [];
	let cursor = since;
	for await (const page of connector.pull(ctx, since)) {
		orders.push(...page.orders);
		cursor = page.cursor;
	}
	return { orders, cursor };
}

/** Changes what arrives. */
const answering =
	(change: (response: Response, text: string) => Response): Way =>
	(send) =>
	async (input, init) => {
		const response = await send(input, init);
		return change(response, await response.text());
	};

describe("addresses", () => {
	it.each(["/", "//", "/?utm_source=mail", "#start"])(
		"what was copied with %j behind it is the shop's",
		async (tail) => {
			const ctx = await open();
			const given = { ...ctx, config: { url: `https://shop.example${tail}` } };
			expect(await connector.check(given)).toMatchObject({ ok: true });
			const begun = await connector.connect?.begin(given, {
				url: "https://k.test/c",
				returnUrl: "https://k.test",
				nonce: "n",
			});
			expect(begun?.redirect).toMatch(/^https:\/\/shop\.example\/wc-auth\/v1\/authorize\?/);
		},
	);

	it("plain permalinks, with which WooCommerce's API takes no keys, are named to the merchant", async () => {
		const ctx = await open(undefined, { permalinks: "plain" });
		expect(await connector.check(ctx)).toMatchObject({
			ok: false,
			field: "url",
			forMerchant: { de: expect.stringContaining("Permalinks"), en: expect.stringContaining("permalinks") },
		});
	});
});

describe("a server that removes the header with the credentials", () => {
	const withoutHeader: Way = (send) => (input, init) => {
		const request = new Request(input, init);
		request.headers.delete("authorization");
		return send(request);
	};

	it("is told from a wrong key, and the merchant told what to switch on", async () => {
		const ctx = await open(withoutHeader);
		expect(await connector.check(ctx)).toMatchObject({ ok: false, field: "keysInAddress" });
		const wrong = { ...ctx, secrets: { consumerKey: "ck_x", consumerSecret: "cs_x" } };
		expect(await connector.check(wrong)).toMatchObject({ ok: false, field: "consumerKey" });
	});

	it("serves once they are in the address", async () => {
		const ctx = await open(withoutHeader);
		const given = { ...ctx, config: { ...ctx.config, keysInAddress: true } };
		expect(await connector.check(given)).toMatchObject({ ok: true });
		const order = place(fake.shop, { total: "23.80" });
		expect((await pulled(given, null)).orders.map(({ ref }) => ref)).toEqual([String(order.id)]);
	});
});

it("credentials in the address stand in no fault", async () => {
	const failing: Way = () => () =>
		Promise.reject(new TypeError("fetch failed", { cause: new Error("socket hang up") }));
	const ctx = await open(failing);
	const given = { ...ctx, config: { ...ctx.config, keysInAddress: true } };
	const error: unknown = await connector.describe(given).catch((thrown: unknown) => thrown);
	expect(error).toMatchObject({ fault: "unavailable" });
	const said = inspect(error, { depth: 20, showHidden: true });
	for (const secret of Object.values(ctx.secrets)) expect(said).not.toContain(secret);
});

describe("answers that are not only WooCommerce's", () => {
	it.each([
		[
			"PHP's warnings",
			"<br />\n<b>Deprecated</b>:  Creation of dynamic property in <b>/x.php</b> on line <b>12</b><br />\n",
		],
		["a byte order mark of a plugin's file", "\uFEFF\uFEFF\n"],
	])("%s before them are passed over", async (_, before) => {
		const ctx = await open(answering((response, text) => new Response(before + text, response)));
		const order = place(fake.shop, { total: "23.80" });
		expect(await connector.check(ctx)).toMatchObject({ ok: true });
		expect(await connector.read(ctx, String(order.id) as OrderRef)).toMatchObject({ amount: { minor: 2380 } });
	});

	it("a cache that keeps them for everyone hides no change", async () => {
		const kept = new Map<string, [string, ResponseInit]>();
		const ctx = await open((send) => async (input, init) => {
			const request = new Request(input, init);
			if (request.method !== "GET") return send(request);
			const hit = kept.get(request.url);
			if (hit !== undefined) return new Response(...hit);
			const response = await send(request);
			const text = await response.text();
			kept.set(request.url, [text, { status: response.status, headers: response.headers }]);
			return new Response(text, response);
		});
		const order = place(fake.shop, { total: "23.80" });
		const ref = String(order.id) as OrderRef;
		const { cursor } = await pulled(ctx, null);
		expect((await connector.read(ctx, ref))?.statuses).toEqual({ order: "on-hold" });
		moveTo(fake.shop, order, "processing");
		expect((await connector.read(ctx, ref))?.statuses).toEqual({ order: "processing" });
		expect((await pulled(ctx, cursor)).orders.map(({ statuses }) => statuses.order)).toEqual(["processing"]);
	});

	it("without the number of pages a full one is not taken for the last", async () => {
		let clock = Date.parse("2026-11-22T08:00:00Z");
		const now = () => new Date(clock);
		const ctx = await open(
			answering((response, text) => {
				const headers = new Headers(response.headers);
				for (const name of ["x-wp-total", "x-wp-totalpages"]) headers.delete(name);
				return new Response(text, { status: response.status, headers });
			}),
			{ now },
		);
		for (let n = 0; n < 230; n++) {
			clock += 1000;
			place(fake.shop, { total: "1.00" });
		}
		expect(new Set((await pulled(ctx, null)).orders.map(({ ref }) => ref)).size).toBe(230);
		expect(
			await connector.watchWebhooks?.({ ...ctx, webhook: { url: "https://k.test/w", keys: ["k"] } }),
		).toMatchObject({
			state: "created",
		});
	});
});

describe("a firewall that wants a browser", () => {
	const challenge =
		'<!DOCTYPE html><title>Just a moment...</title><script src="/cdn-cgi/challenge-platform/x.js"></script>';
	it.each([
		["Cloudflare, forbidden", 403, challenge],
		["Cloudflare, unavailable", 503, challenge],
		["Cloudflare, too many", 429, challenge],
		[
			"SiteGround, as if nothing were wrong",
			202,
			'<meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2F">',
		],
	])("%s, is named", async (_, status, page) => {
		const ctx = await open(answering(() => new Response(page, { status })));
		expect(await connector.check(ctx)).toMatchObject({
			ok: false,
			forMerchant: { en: expect.stringContaining("firewall") },
		});
	});

	it("leaves open what became of a write", async () => {
		let blocking = false;
		const ctx = await open((send) => async (input, init) => {
			const request = new Request(input, init);
			if (blocking && request.method === "PUT") {
				await send(request);
				return new Response(challenge, { status: 503 });
			}
			return send(request);
		});
		const order = place(fake.shop, { total: "23.80" });
		blocking = true;
		const command = {
			kind: "mark-paid",
			id: crypto.randomUUID(),
			orderRef: String(order.id),
			issuedAt: new Date().toISOString(),
			expect: { order: "on-hold" },
			status: null,
			amount: { minor: 2380, currency: "EUR" },
			paidOn: "2026-11-22",
			bankReference: "B-1",
		};
		await expect(connector.execute(ctx, command as never)).rejects.toMatchObject({ fault: "unknown-outcome" });
		blocking = false;
		expect(await connector.execute(ctx, command as never)).toMatchObject({ status: "already-applied" });
		expect(fake.shop.ledger.filter(({ what }) => what === "status on-hold->pending")).toHaveLength(1);
	});
});

describe("a copy of the shop that runs with its keys and webhooks", () => {
	const key = "key";
	/** As the copy signs it, whose links lead to itself. */
	const fromCopy = (order: StoredOrder) => {
		const { body } = deliveryOf(
			{ ...fake.shop, url: "https://staging.example/copy" },
			{ id: 1, secret: key },
			order,
			"updated",
		);
		const signature = createHmac("sha256", key).update(body).digest("base64");
		const headers = new Headers({ "x-wc-webhook-signature": signature });
		return { method: "POST", url: "/", headers, body: new TextEncoder().encode(body) };
	};

	it("is told on, and its orders are not taken for the shop's", async () => {
		const ctx = { ...(await open()), webhook: { url: "https://k.test/w", keys: [key] } };
		const order = place(fake.shop, { total: "23.80" });
		const placedInCopy = fromCopy({ ...order, id: 4711 });
		const notices = [{ kind: "other-address", url: "staging.example/copy" }];
		expect(await connector.receive?.(ctx, placedInCopy)).toEqual({ orders: [], changed: [], notices });
	});

	it("says nothing of an order that the shop has, too, but what the shop says of it", async () => {
		const ctx = { ...(await open()), webhook: { url: "https://k.test/w", keys: [key] } };
		const order = place(fake.shop, { total: "23.80" });
		const delivery = await connector.receive?.(ctx, fromCopy({ ...order, total: "1.00" }));
		expect(delivery).toMatchObject({ orders: [{ amount: { minor: 2380 } }], changed: [] });
		expect(delivery?.notices).toBeUndefined();
	});
});

describe("webhooks", () => {
	const key = "key";
	const signed = (body: string) => ({
		method: "POST",
		url: "/",
		headers: new Headers({ "x-wc-webhook-signature": createHmac("sha256", key).update(body).digest("base64") }),
		body: new TextEncoder().encode(body),
	});

	it("of an order that was deleted before they left carry an error, and must not count as failed", async () => {
		const ctx = { ...(await open()), webhook: { url: "https://k.test/w", keys: [key] } };
		const body =
			'{"code":"woocommerce_rest_shop_order_invalid_id","message":"Ung\\u00fcltige ID.","data":{"status":404}}';
		expect(await connector.receive?.(ctx, signed(body))).toEqual({ orders: [], changed: [] });
	});

	it("that come again and again, as with two ways of storage kept alike, say the same", async () => {
		const ctx = { ...(await open()), webhook: { url: "https://k.test/w", keys: [key] } };
		const order = place(fake.shop, { total: "23.80" });
		const { body } = deliveryOf(fake.shop, { id: 1, secret: key }, order, "updated");
		const first = await connector.receive?.(ctx, signed(body));
		expect(first?.orders).toHaveLength(1);
		expect(await connector.receive?.(ctx, signed(body))).toEqual(first);
		expect(fake.shop.writes, "nothing is written that could call for the next one").toBe(0);
	});

	it("that never come, as those of deletion with tables of its own for orders, are not missed by the comparison", async () => {
		const ctx = await open();
		const order = place(fake.shop, { total: "23.80" });
		const listed = async () => {
			const refs: string[] = [];
			for await (const { orders } of connector.listOpen(ctx)) refs.push(...orders.map(({ ref }) => ref));
			return refs;
		};
		expect(await listed()).toEqual([String(order.id)]);
		remove(fake.shop, order, false);
		expect(await listed()).toEqual([]);
		expect(await connector.read(ctx, String(order.id) as OrderRef)).toBeNull();
		restore(fake.shop, order);
		expect(await listed()).toEqual([String(order.id)]);
	});

	it("to a port that WordPress does not send to are a problem the merchant hears of", async () => {
		const ctx = { ...(await open()), webhook: { url: "https://k.test:8443/w", keys: [key] } };
		expect(await connector.watchWebhooks?.(ctx)).toMatchObject({
			state: "created",
			problems: [{ code: "WEBHOOK_PORT" }],
		});
		expect(await connector.watchWebhooks?.(ctx)).toMatchObject({
			state: "working",
			problems: [{ code: "WEBHOOK_PORT" }],
		});
	});
});
