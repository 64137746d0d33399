import type { Claim, RawRequest } from "@kontor/connector";
import { afterEach, beforeEach, expect, it } from "vitest";
import { install } from "../src/install.ts";
import { type FakeWooCommerce, startFakeWooCommerce } from "./fake-woocommerce.ts";
import { startHosted } from "./hosted.ts";
import { shopContext } from "./rig.ts";

/** What Kontor's plugin for WordPress posts when the merchant connects from his shop's side (A2). */
let fake: FakeWooCommerce;
/** Where it is really reached. */
let address: string;
beforeEach(async () => {
	fake = await startFakeWooCommerce();
	address = fake.url;
	fake.shop.url = "https://shop.example";
});
afterEach(() => fake.close());

/** https to us, http to the fake. */
function context({ removesHeader = false } = {}) {
	const http: typeof fetch = async (input, init) => {
		const request = new Request(input, init);
		const headers = new Headers(request.headers);
		headers.set("x-forwarded-proto", "https");
		if (removesHeader) headers.delete("authorization");
		const url = request.url.replace("https://shop.example", address);
		return fetch(url, { method: request.method, headers, body: (await request.text()) || null });
	};
	return { ...shopContext(fake), http, url: "https://host.example/routes/woocommerce", unclaimed: async () => null };
}

function posted(given: object = {}): RawRequest {
	const { consumerKey: consumer_key, consumerSecret: consumer_secret } = fake.shop;
	const body = { url: "https://shop.example/", name: "Laden", consumer_key, consumer_secret, ...given };
	return { method: "POST", url: "/", headers: new Headers(), body: new TextEncoder().encode(JSON.stringify(body)) };
}

it("is an installation once its key has read and written the shop", async () => {
	const answer = await install(posted({ link_code: "LINK-1" }), context());
	const { consumerKey, consumerSecret } = fake.shop;
	expect(answer).toMatchObject({
		fromShop: {
			identity: "shop.example",
			installed: {
				name: "Laden",
				config: { url: "https://shop.example" },
				secrets: { consumerKey, consumerSecret },
			},
			linkCode: "LINK-1",
		},
	});
	expect(fake.shop.ledger, "nothing was changed").toEqual([]);
});

it.each<[Claim, number]>([
	[{ state: "linked" }, 200],
	[{ state: "unclaimed", code: "ABCD", refused: true }, 200],
	[{ state: "unknown" }, 409],
])("the shop is told %o", async (claim, status) => {
	const answer = await install(posted(), context());
	if (!("respond" in answer)) throw new Error("no installation");
	const { status: said, body } = answer.respond(claim);
	expect([said, JSON.parse(String(body))]).toEqual([status, claim]);
});

it("finds out by itself where credentials have to be in the address", async () => {
	const answer = await install(posted(), context({ removesHeader: true }));
	expect(answer).toMatchObject({ fromShop: { installed: { config: { keysInAddress: true } } } });
});

it.each<[string, object, string]>([
	["a key that the shop does not know", { consumer_key: "ck_0" }, "consumer key"],
	["a shop without https", { url: "http://shop.example" }, "https"],
])("refuses %s in words", async (_, given, words) => {
	const answer = await install(posted(given), context());
	if (!("status" in answer)) throw new Error("it is an installation");
	expect(answer.status).toBe(422);
	expect(JSON.parse(String(answer.body)).problem.en).toContain(words);
});

it("is not believed to be another shop than the one at its address", async () => {
	fake.shop.url = "https://www.somebody-else.example";
	const answer = await install(posted(), context());
	expect(answer).toMatchObject({ status: 422, body: expect.stringContaining("names another address") });
});

it.each(["", "{}", "not JSON", '{"url":"ftp","name":"","consumer_key":"ck_1","consumer_secret":"cs_1"}'])(
	"%j is none",
	async (text) => {
		const raw = { ...posted(), body: new TextEncoder().encode(text) };
		expect(await install(raw, context())).toEqual({ status: 400 });
	},
);

it("is answered so through the host, which keeps nothing of what was refused", async () => {
	const hosted = await startHosted();
	try {
		const answer = await fetch(`${hosted.host.url}/routes/woocommerce/install`, {
			method: "POST",
			body: JSON.stringify({ url: hosted.fake.url, name: "Laden", consumer_key: "ck_1", consumer_secret: "cs_1" }),
		});
		expect([answer.status, await answer.json()]).toMatchObject([
			422,
			{ problem: { de: expect.stringContaining("https") } },
		]);
		expect(hosted.hub.received.map(({ operation }) => operation)).not.toContain("offerInstallation");
	} finally {
		await hosted.close();
	}
});
