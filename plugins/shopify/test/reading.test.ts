import type { Cursor, Order, Page } from "@kontor/connector";
import { parse, validate } from "graphql";
import { afterEach, describe, expect, it } from "vitest";
import type { Shop as ShopContext } from "../src/manifest.ts";
import { Throttle } from "../src/throttle.ts";
import { SCHEMA } from "./fake/graphql.ts";
import { cancel, pay, place } from "./fake/order-life.ts";
import type { ShopOptions } from "./fake/state.ts";
import { type FakeShopify, startFakeShopify } from "./fake-shopify.ts";
import { connectorAt, shopContext } from "./rig.ts";
import { ALL_DOCUMENTS } from "./schema/all-documents.ts";

let fake: FakeShopify;
afterEach(() => fake.close());

async function start(options: ShopOptions = {}): Promise<void> {
	fake = await startFakeShopify(options);
}

async function pulled(since: Cursor | null, ctx: ShopContext = shopContext(fake)): Promise<Page[]> {
	const pages: Page[] = [];
	for await (const page of connectorAt(fake).pull(ctx, since)) pages.push(page);
	return pages;
}

const numbers = (pages: readonly { readonly orders: readonly Order[] }[]) =>
	pages.flatMap(({ orders }) => orders.map(({ number }) => number));

describe("documents", () => {
	it.each(ALL_DOCUMENTS.map((text) => [/\w+ (\w+)/.exec(text)?.[1], text]))(
		"%s fits the schema",
		async (_, text = "") => {
			await start();
			expect(validate(SCHEMA, parse(text)).map(({ message }) => message)).toEqual([]);
		},
	);

	it("cost less than one query may", async () => {
		await start();
		place(fake.shop);
		const ctx = shopContext(fake, { webhook: { url: `${fake.url}/nowhere`, keys: ["key"] } });
		const [first] = await pulled(null);
		await pulled({ from: "2020-01-01T00:00:00Z" });
		await connectorAt(fake).describe(ctx);
		await connectorAt(fake).watchWebhooks?.(ctx);
		expect(first?.cursor).toMatchObject({ bulk: expect.any(String), at: 0 });
		for (const [name, cost] of fake.shop.costs) expect(cost, name).toBeLessThanOrEqual(900);
		expect(fake.shop.costs.size).toBeGreaterThan(5);
	});
});

describe("the first read", () => {
	it("takes what waits for money, by one bulk operation, and then what changed since", async () => {
		await start();
		const open = place(fake.shop);
		pay(fake.shop, place(fake.shop), 4999);
		cancel(fake.shop, place(fake.shop));
		place(fake.shop, { gateways: ["paypal"] });
		const pages = await pulled(null);
		expect(numbers(pages)).toEqual([open.name.slice(1)]);
		expect(fake.shop.bulks.size).toBe(1);
		expect(numbers(await pulled(pages.at(-1)?.cursor ?? null))).toHaveLength(4);
	});

	it("goes on with the same operation when it was stopped while Shopify was writing", async () => {
		await start({ bulkPolls: 2 });
		place(fake.shop);
		let cursor: Cursor | null = null;
		for await (const page of connectorAt(fake).pull(shopContext(fake), null)) {
			cursor = page.cursor;
			break;
		}
		expect(numbers(await pulled(cursor))).toHaveLength(1);
		expect(fake.shop.bulks.size).toBe(1);
	});

	it("begins anew where the operation failed", async () => {
		await start();
		place(fake.shop);
		const [first] = await pulled(null);
		for (const bulk of fake.shop.bulks.values()) bulk.status = "FAILED";
		expect(numbers(await pulled(first?.cursor ?? null))).toHaveLength(1);
		expect(fake.shop.bulks.size).toBe(2);
	});

	it("waits while another operation of the app is under way", async () => {
		await start({ bulkPolls: 1000 });
		await connectorAt(fake).pull(shopContext(fake), null)[Symbol.asyncIterator]().next();
		const listing = connectorAt(fake).listOpen(shopContext(fake))[Symbol.asyncIterator]();
		await expect(listing.next()).rejects.toMatchObject({ fault: "rate-limited", details: { retryAfterMs: 20_000 } });
	});

	it("reads lines that a piece of the file cuts in two, and sends no token to where the file lies", async () => {
		await start({ pieceBytes: 2000 });
		for (let count = 0; count < 9; count++) place(fake.shop, { name: `#Ä${count}` });
		const tokens: (string | null)[] = [];
		const http: typeof fetch = (input, init) => {
			const request = new Request(input, init);
			if (request.url.includes("/bulk/")) tokens.push(request.headers.get("x-shopify-access-token"));
			return fetch(request);
		};
		const pages = await pulled(null, shopContext(fake, { http }));
		expect(numbers(pages)).toEqual(Array.from({ length: 9 }, (_, digit) => `Ä${digit}`));
		expect(tokens.length).toBeGreaterThan(3);
		expect(new Set(tokens)).toEqual(new Set([null]));
	});
});

describe("changes", () => {
	it("are read from two minutes before the newest seen, over all pages", async () => {
		let now = Date.parse("2026-11-22T08:00:00Z");
		await start({ pageSize: 2, now: () => new Date(now) });
		for (let count = 0; count < 5; count++) {
			now += 60_000;
			place(fake.shop);
		}
		const pages = await pulled({ from: "2026-11-22T08:00:00Z" });
		expect(pages.map(({ orders }) => orders.length)).toEqual([2, 2, 1]);
		expect(pages.at(-1)?.cursor).toEqual({ from: "2026-11-22T08:03:00.000Z" });
		expect(numbers(await pulled(pages.at(-1)?.cursor ?? null))).toEqual(["1003", "1004", "1005"]);
	});

	it("leave out an order that cannot be read, and log it", async () => {
		await start();
		const [strange, fine] = [place(fake.shop), place(fake.shop)];
		Object.assign(strange, { name: "" });
		const logged: string[] = [];
		const pages = await pulled(
			{ from: "2020-01-01T00:00:00Z" },
			shopContext(fake, { log: (event) => logged.push(event) }),
		);
		expect([numbers(pages), logged]).toEqual([[fine.name.slice(1)], ["order-unreadable"]]);
	});

	it("are not asked for with a cursor of somebody else's", async () => {
		await start();
		await expect(pulled({ after: 7 })).rejects.toMatchObject({ fault: "invalid-input" });
	});
});

describe("the bucket of points", () => {
	it("is waited for when Shopify refuses, although it answers 200", async () => {
		await start({ bucket: { maximum: 1000, restoreRate: 2000 } });
		const order = place(fake.shop);
		fake.shop.bucket.available = 0;
		const read = await connectorAt(fake).read(shopContext(fake), `${order.id}` as Order["ref"]);
		expect(read?.number).toBe("1001");
	});

	it("that fills too slowly is left alone, for as long as it takes", async () => {
		await start({ bucket: { maximum: 1000, restoreRate: 0.5 } });
		fake.shop.bucket.available = 0;
		await expect(connectorAt(fake).describe(shopContext(fake))).rejects.toMatchObject({
			fault: "rate-limited",
			details: { retryAfterMs: expect.any(Number) },
		});
	});

	it("is not emptied: what a query costs is waited for before it is sent", () => {
		let now = 0;
		const throttle = new Throttle(() => now);
		expect(throttle.waitMs("Q")).toBe(0);
		const throttleStatus = { maximumAvailable: 2000, currentlyAvailable: 100, restoreRate: 100 };
		throttle.learn("Q", { requestedQueryCost: 600, throttleStatus });
		expect(throttle.waitMs("Q")).toBe(5000);
		now += 4000;
		expect(throttle.waitMs("Q")).toBe(1000);
		expect(throttle.waitMs("another"), "of what it is not known to cost").toBe(0);
	});
});

it("an order is found by its name with and without the sign, and not by the beginning of another's", async () => {
	await start();
	const { name } = place(fake.shop);
	const find = async (number: string) => (await connectorAt(fake).find?.(shopContext(fake), number))?.length;
	expect([await find(name), await find(name.slice(1)), await find(name.slice(0, -1))]).toEqual([1, 1, 0]);
});
