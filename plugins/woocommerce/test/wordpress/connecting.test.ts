import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Claim, RawResponse } from "@kontor/connector";
import { afterEach, beforeEach, expect, it } from "vitest";
import { install } from "../../src/install.ts";
import { type FakeWooCommerce, startFakeWooCommerce } from "../fake-woocommerce.ts";
import { shopContext } from "../rig.ts";
import { because, openSite, SHOW, type Site, type Step, save, withPhp } from "./site.ts";

withPhp(`connecting from the shop's side${because}`, () => {
	let site: Site;
	let kontor: Server;
	let address: string;
	let posted: unknown[];
	let fake: FakeWooCommerce;
	let fakeAddress: string;
	/** What the hub says. */
	let claim: Claim;

	beforeEach(async () => {
		fake = await startFakeWooCommerce();
		fakeAddress = fake.url;
		fake.shop.url = "https://shop.example";
		site = openSite("https://shop.example");
		posted = [];
		claim = { state: "unclaimed", code: "ABCD-1234", refused: false };
		kontor = createServer((request, response) => {
			buffer(request)
				.then((body) => answer(request.url ?? "", body))
				.then(({ status, body = "" }) => response.writeHead(status, { "content-type": "application/json" }).end(body))
				.catch((error: unknown) => response.writeHead(500).end(String(error)));
		});
		await new Promise<void>((resolve) => kontor.listen(0, "127.0.0.1", resolve));
		address = `http://127.0.0.1:${(kontor.address() as AddressInfo).port}`;
	});
	afterEach(async () => {
		kontor.closeAllConnections();
		kontor.close();
		site.close();
		await fake.close();
	});

	const overTls: typeof fetch = async (input, init) => {
		const request = new Request(input, init);
		const headers = new Headers(request.headers);
		headers.set("x-forwarded-proto", "https");
		const url = request.url.replace("https://shop.example", fakeAddress);
		return fetch(url, { method: request.method, headers, body: (await request.text()) || null });
	};
	/** What Kontor's host does with an installation, against the shop that these keys were made in. */
	async function answer(url: string, body: Buffer): Promise<RawResponse> {
		const { consumer_key, consumer_secret, ...rest } = JSON.parse(body.toString("utf8"));
		posted.push({ path: url, ...rest });
		// The shop knows the key by its hash alone.
		const hash = createHmac("sha256", "wc-api").update(consumer_key).digest("hex");
		const key = Object.values(site.state().keys).find((row) => row.consumer_key === hash);
		if (key !== undefined) fake.shop.consumerKey = consumer_key;
		fake.shop.consumerSecret = key?.consumer_secret ?? "cs_unknown";
		expect(key).toMatchObject({ consumer_secret, permissions: "read_write" });
		const ctx = { ...shopContext(fake), http: overTls, url: "", unclaimed: async () => null };
		const answered = await install({ method: "POST", url, headers: new Headers(), body }, ctx);
		if (!("fromShop" in answered)) return answered as RawResponse;
		posted.push(answered.fromShop);
		return answered.respond(claim);
	}

	it("makes a key, hands it over, and shows the code that the merchant enters in Kontor", async () => {
		const saved = await site.request(save({ connect: "1", address: `${address}/` }));
		expect(saved.ended).toBe("redirected: https://shop.example/wp-admin/admin.php?page=kontor");
		expect(posted).toMatchObject([
			{ path: "/routes/woocommerce/install", url: "https://shop.example", name: "Müller & Söhne" },
			{
				identity: "shop.example",
				installed: { name: "Müller & Söhne", config: { url: "https://shop.example" }, secrets: expect.any(Object) },
			},
		]);
		const { output } = await site.request(SHOW);
		expect(output).toContain("ABCD-1234");
		expect(output).toContain("Bitte diesen Code im Konto bei Kontor eingeben");
		expect(output).not.toContain("notice-error");
	});

	it("is done at once with a link code, and says which one is not known", async () => {
		claim = { state: "linked" };
		await site.request(save({ connect: "1", address, link_code: "LINK-1" }));
		expect(posted[1]).toMatchObject({ linkCode: "LINK-1" });
		expect((await site.request(SHOW)).output).toContain("richtet sich in diesem Shop gerade ein");
		claim = { state: "unclaimed", code: "NEU-1", refused: true };
		await site.request(save({ connect: "1", address, link_code: "LINK-2" }));
		expect((await site.request(SHOW)).output).toContain("kennt diesen Verbindungscode nicht");
	});

	it("leaves one key, however often it is done", async () => {
		await site.request(save({ connect: "1", address }));
		await site.request(save({ connect: "1", address }));
		expect(Object.values(site.state().keys)).toHaveLength(1);
	});

	it("says in the merchant's language why Kontor cannot read the shop", async () => {
		fake.shop.permissions = "read";
		await site.request(save({ connect: "1", address }));
		expect((await site.request(SHOW)).output).toContain("fehlt im Shop ein Recht");
		site.change({ locale: "en_US" });
		await site.request(save({ connect: "1", address: "http://127.0.0.1:1" }));
		expect((await site.request(SHOW)).output).toContain("Kontor cannot be reached at this address");
	});

	it("asks for other permalinks first", async () => {
		site.change({ options: { permalink_structure: 's:0:"";' } });
		await site.request(save({ connect: "1", address }));
		expect((await site.request(SHOW)).output).toContain("solange die Permalinks auf");
		expect(posted).toEqual([]);
	});

	it("keeps an address that is only saved, and says that one is missing", async () => {
		await site.request(save({ save: "1", address }));
		expect((await site.request(SHOW)).output).toContain(`value="${address}"`);
		await site.request(save({ connect: "1", address: "" }));
		expect((await site.request(SHOW)).output).toContain("Bitte zuerst die Adresse von Kontor eintragen");
		expect([posted, Object.keys(site.state().keys)]).toEqual([[], []]);
	});

	it("sends no key to an address without https", async () => {
		await site.request(save({ connect: "1", address }), { SAFE: "1" });
		expect((await site.request(SHOW)).output).toContain("die mit https beginnt");
		expect([posted, Object.keys(site.state().keys)]).toEqual([[], []]);
	});

	it.each<[string, Step[], string[]]>([
		["somebody without the right", save({ connect: "1", address: "https://evil.test" }), []],
		[
			"a form of another site",
			[{ post: { connect: "1", address: "https://evil.test" } }, { do: ["admin_post_kontor_save"] }],
			["manage_woocommerce"],
		],
	])("does nothing for %s", async (_, steps, rights) => {
		site.change({ rights });
		expect((await site.request(steps)).ended).toMatch(/^died: /);
		expect([posted, Object.keys(site.state().keys), site.options("kontor")]).toEqual([[], [], []]);
		if (rights.length === 0) expect((await site.request(SHOW)).output).toBe("");
	});

	it("shows nothing as markup that came from elsewhere", async () => {
		claim = { state: "unclaimed", code: "<script>", refused: false };
		await site.request(save({ connect: "1", address }));
		expect((await site.request(SHOW)).output).not.toContain("<script>");
		await site.request(save({ connect: "1", address: `${address}/"><script>alert(1)</script>` }));
		expect((await site.request(SHOW)).output).not.toContain("<script>");
	});

	it("after it was switched off and on again is connected again", async () => {
		claim = { state: "linked" };
		await site.request(save({ connect: "1", address, link_code: "LINK-1" }));
		await site.request([{ do: ["deactivate"] }]);
		expect(Object.keys(site.state().keys)).toEqual([]);
		await site.request([{ do: ["activate"] }]);
		expect(Object.values(site.state().keys)).toHaveLength(1);
		expect(posted.at(-1)).toMatchObject({ installed: { name: "Müller & Söhne" } });
	});
});
