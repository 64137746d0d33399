import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { RawRequest } from "@kontor/connector";
import { afterEach, beforeEach, expect, it } from "vitest";
import { embed } from "../../src/embed.ts";
import { receive } from "../../src/receive.ts";
import { WooInvoice, WooOrder } from "../../src/shapes.ts";
import { place } from "../fake/order-life.ts";
import { type Hosted, startHosted } from "../hosted.ts";
import { shopContext } from "../rig.ts";
import { because, openSite, SHOW, type Site, save, withPhp } from "./site.ts";

withPhp(`a shop that is connected${because}`, () => {
	let hosted: Hosted;
	let site: Site;
	const order = () => {
		const placed = place(hosted.fake.shop, { total: "119.00" });
		site.follow(hosted.fake.shop);
		return placed;
	};

	/** WP-Cron never runs in this shop: what arrives, the plugin sent. */
	beforeEach(async () => {
		hosted = await startHosted({ deliverAtOnce: false });
		await hosted.consent();
		await hosted.request("watch-webhooks");
		site = openSite(hosted.fake.url);
		site.follow(hosted.fake.shop);
	});
	afterEach(async () => {
		site.close();
		await hosted.close();
	});

	it("the page of Kontor opens by a link that the connector accepts, once for each time it is shown", async () => {
		const { output } = await site.request(SHOW);
		const link = /<iframe src="([^"]+)"/.exec(output)?.[1]?.replaceAll("&#038;", "&") ?? "";
		expect(link).toMatch(`${hosted.host.url}/embed/woocommerce/${hosted.connection.id}?`);
		const keys = hosted.hub.connection(hosted.connection.id).webhookKeys;
		const ctx = shopContext(hosted.fake, { webhook: { url: "", keys } });
		const raw = (url: string): RawRequest => ({ method: "POST", url, headers: new Headers(), body: new Uint8Array() });
		const opened = await embed(ctx, raw(link));
		expect(opened).toMatchObject({ ok: true, language: "de", person: "inhaberin" });
		const again = /<iframe src="([^"]+)"/.exec((await site.request(SHOW)).output)?.[1]?.replaceAll("&#038;", "&") ?? "";
		expect(await embed(ctx, raw(again))).not.toMatchObject({ once: opened.ok ? opened.once : "" });
		expect(await embed(ctx, raw(link.replace("inhaberin", "eve")))).toEqual({ ok: false, reason: "forged" });
		const later = { ...ctx, now: () => new Date(Date.now() + 301_000) };
		expect(await embed(later, raw(link))).toEqual({ ok: false, reason: "expired" });
		const clone = { ...ctx, config: { url: "https://staging.example" } };
		expect(await embed(clone, raw(link))).toEqual({ ok: false, reason: "otherShop" });
	});

	it("switched off it removes keys and webhooks, and Kontor believes its goodbye once the key is refused", async () => {
		const said: RawRequest[] = [];
		const listening = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on("data", (chunk: Buffer) => chunks.push(chunk));
			request.on("end", () => {
				const headers = new Headers({ "x-wc-webhook-signature": String(request.headers["x-wc-webhook-signature"]) });
				said.push({ method: "POST", url: "/", headers, body: Buffer.concat(chunks) });
				response.writeHead(200).end();
			});
		});
		await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
		const elsewhere = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/webhooks/1`;
		const away = Object.entries(site.state().webhooks).map(([id, hook]) => [id, { ...hook, deliveryUrl: elsewhere }]);
		site.change({
			webhooks: { ...Object.fromEntries(away), 900: { id: 900, name: "Another's", topic: "order.created" } },
			keys: {
				1: {
					key_id: 1,
					description: "Kontor - API (created on 2026)",
					consumer_key: "",
					consumer_secret: "",
					permissions: "",
				},
				2: { key_id: 2, description: "Another's", consumer_key: "", consumer_secret: "", permissions: "" },
			},
		});
		await site.request([{ do: ["deactivate"] }]);
		expect(Object.keys(site.state().webhooks)).toEqual(["900"]);
		expect(Object.keys(site.state().keys)).toEqual(["2"]);
		const keys = hosted.hub.connection(hosted.connection.id).webhookKeys;
		const ctx = shopContext(hosted.fake, { webhook: { url: "", keys } });
		const [goodbye] = said;
		if (goodbye === undefined) throw new Error("it did not say goodbye");
		expect(await receive(ctx, goodbye), "connected again meanwhile").toEqual({ orders: [], changed: [] });
		const gone = { ...ctx, secrets: { consumerKey: "ck_x", consumerSecret: "cs_x" } };
		const overTls = {
			config: { ...ctx.config, url: "https://shop.example" },
			http: (async () => Response.json({ code: "woocommerce_rest_cannot_view" }, { status: 401 })) as typeof fetch,
		};
		expect(await receive({ ...gone, ...overTls }, goodbye)).toEqual({
			orders: [],
			changed: [],
			notices: [{ kind: "uninstalled", dataKept: true }],
		});
		await expect(receive({ ...ctx, webhook: { url: "", keys: ["other"] } }, goodbye)).rejects.toMatchObject({
			fault: "bad-config",
		});

		// Deleting keeps everything, or nothing, as the merchant said.
		await site.request([{ uninstall: true }]);
		expect(site.options("kontor")).toEqual(["kontor"]);
		await site.request(save({ save: "1", remove_data: "1", address: "https://k.test" }));
		await site.request([{ uninstall: true }]);
		expect(site.options("kontor")).toEqual([]);
		expect(JSON.parse(Buffer.from(said.at(-1)?.body ?? "").toString())).toEqual({
			kontor: "uninstalled",
			data_kept: false,
		});
		listening.close();
	});

	it("an invoice goes with its order, and its PDF on request of those who may see the order", async () => {
		const placed = order();
		const env = { INVOICES: "1" };
		const { answer } = await site.request([{ prepare: placed.id }], env);
		expect(WooOrder.parse(answer).kontor).toEqual({ invoice: { number: "RE-2026-0001", date: "2026-11-22" } });
		const { answer: pdf, permitted } = await site.request([{ rest: placed.id }], env);
		expect([permitted, WooInvoice.parse(pdf).number]).toEqual([true, "RE-2026-0001"]);
		site.change({ rights: [] });
		expect((await site.request([{ rest: placed.id }], env)).permitted).toBe(false);
		expect((await site.request([{ rest: placed.id }])).answer).toEqual({ status: 404 });
	});
});
