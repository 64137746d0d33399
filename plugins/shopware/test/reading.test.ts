import { ConnectorError, type Cursor, type OrderRef } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connector } from "../src/connector.ts";
import type { Shop } from "../src/manifest.ts";
import { addDocument, find, place, transition } from "./fake/order-life.ts";
import { newId, type ShopOptions, type StoredOrder } from "./fake/state.ts";
import { type FakeShopware, startFakeShopware } from "./fake-shopware.ts";
import { shopContext } from "./rig.ts";

let fake: FakeShopware;
let clock = 0;
const now = () => new Date(clock);

async function start(options: ShopOptions = {}): Promise<void> {
	await fake?.close();
	fake = await startFakeShopware({ now, ...options });
}
beforeEach(async () => {
	clock = Date.parse("2026-11-22T08:00:00Z");
	await start();
});
afterEach(() => fake.close());

async function pulled(since: Cursor | null, given: Partial<Shop> = {}): Promise<{ refs: string[]; cursor: Cursor }> {
	const refs: string[] = [];
	let cursor: Cursor = {};
	for await (const page of connector.pull(shopContext(fake, { now, ...given }), since)) {
		refs.push(...page.orders.map(({ ref }) => ref));
		cursor = page.cursor;
	}
	return { refs, cursor };
}

async function listed(given: Partial<Shop> = {}): Promise<string[]> {
	const refs: string[] = [];
	for await (const page of connector.listOpen(shopContext(fake, given)))
		refs.push(...page.orders.map(({ ref }) => ref));
	return refs;
}

function act(order: StoredOrder, entity: "order" | "order_transaction" | "order_delivery", action: string): void {
	const id =
		entity === "order" ? order.id : (entity === "order_delivery" ? order.deliveries : order.transactions)[0]?.id;
	const found = find(fake.shop, entity, id ?? "");
	if (found === null || !transition(fake.shop, found, action, false)) throw new Error(`no ${action}`);
}

describe("a pull", () => {
	it("finds what changes only a transaction, a delivery, a document or an address", async () => {
		const orders = Array.from({ length: 5 }, () => place(fake.shop, { amount: 1 }));
		const [paid, shipped, invoiced, moved] = orders;
		clock += 600_000;
		const { cursor } = await pulled(null);
		clock += 3_600_000;
		if (paid) act(paid, "order_transaction", "paid");
		if (shipped) act(shipped, "order_delivery", "ship");
		if (invoiced) addDocument(fake.shop, invoiced, { type: "invoice", number: "R-1" });
		if (moved) moved.address.updatedAt = now();
		for (const { updatedAt } of orders) expect(updatedAt, "the order's own time says nothing").toBeNull();
		clock += 600_000;
		const changed = await pulled(cursor);
		expect(changed.refs).toEqual([paid, shipped, invoiced, moved].map((order) => order?.id));
		clock += 3_600_000;
		expect((await pulled(changed.cursor)).refs).toEqual([]);
	});

	it("of a hundred orders of one moment loses none at the borders of pages", async () => {
		await start({ pageSize: 7 });
		const { cursor } = await pulled(null);
		clock += 3_600_000;
		const orders = Array.from({ length: 100 }, () => place(fake.shop, { amount: 1 }).id);
		expect((await pulled(cursor)).refs).toEqual(orders);
	});

	it("reads no draft of an order that is being edited", async () => {
		const order = place(fake.shop, { amount: 1 });
		fake.shop.orders.set("draft", {
			...order,
			id: order.id,
			versionId: newId(),
			amount: 99,
			autoIncrement: order.autoIncrement + 1,
		});
		expect((await pulled(null)).refs).toEqual([order.id]);
		expect((await connector.read(shopContext(fake), order.id as OrderRef))?.amount.minor).toBe(100);
	});

	it("refuses a cursor of somebody else's", async () => {
		await expect(pulled({ after: "x" })).rejects.toMatchObject({ fault: "invalid-input" });
	});

	it("takes a list that does not move on for a fault, not for an endless one", async () => {
		const order = place(fake.shop, { amount: 1 });
		const http: typeof fetch = async (input, init) => {
			const request = new Request(input, init);
			if (!request.url.endsWith("/search/order")) return fetch(request);
			const criteria: unknown = await request.clone().json();
			const { headers } = request;
			return fetch(request.url, {
				method: "POST",
				headers,
				body: JSON.stringify(Object.assign({}, criteria, { filter: [] })),
			});
		};
		await expect(pulled(null, { http })).rejects.toMatchObject({ fault: "unexpected-reply" });
		expect(order.number).not.toBe("");
	});
});

describe("the complete list", () => {
	it("holds exactly what counts as open, by all machines", async () => {
		const [open, reminded, cancelled, paid, invoiceDone] = [
			place(fake.shop, { amount: 1 }),
			place(fake.shop, { amount: 1 }),
			place(fake.shop, { amount: 1 }),
			place(fake.shop, { amount: 1 }),
			place(fake.shop, { amount: 1, method: "payment_invoicepayment" }),
		];
		const prepaidDone = place(fake.shop, { amount: 1 });
		act(reminded, "order_transaction", "remind");
		act(cancelled, "order", "cancel");
		act(paid, "order_transaction", "paid");
		for (const order of [invoiceDone, prepaidDone])
			for (const action of ["process", "complete"]) act(order, "order", action);
		place(fake.shop, { amount: 1, method: "payment_custom_b2b" });
		expect(await listed()).toEqual([open.id, reminded.id, invoiceDone.id]);
	});

	it("is empty where nothing is mapped", async () => {
		place(fake.shop, { amount: 1 });
		const scope = { mapping: { paymentMethods: {}, statuses: {} }, connectedAt: "2020-01-01T00:00:00Z" };
		expect(await listed({ scope })).toEqual([]);
	});
});

describe("access", () => {
	it("one token serves until a minute before its end", async () => {
		const read = () => connector.describe(shopContext(fake, { now }));
		await read();
		await read();
		expect(fake.shop.tokensIssued).toBe(1);
		clock += 539_000;
		await read();
		expect(fake.shop.tokensIssued).toBe(1);
		clock += 2000;
		await read();
		expect(fake.shop.tokensIssued).toBe(2);
	});

	it("a token that the shop forgot is renewed once, and the call repeated", async () => {
		await connector.describe(shopContext(fake, { now }));
		fake.shop.tokens.clear();
		await connector.describe(shopContext(fake, { now }));
		expect(fake.shop.tokensIssued).toBe(2);
	});

	it("another key is another token", async () => {
		await connector.describe(shopContext(fake, { now }));
		const secrets = { ...shopContext(fake).secrets, secretKey: "wrong" };
		await expect(connector.describe(shopContext(fake, { now, secrets }))).rejects.toMatchObject({
			fault: "bad-config",
		});
	});

	it("a missing right is told, and which field it is not", async () => {
		await start({ missingRights: ["payment_method:read"] });
		const checked = await connector.check(shopContext(fake));
		expect(checked).toMatchObject({
			ok: false,
			field: null,
			forMerchant: { de: expect.stringContaining("Berechtigung") },
		});
	});

	it("a shop that is none, too old, or not encrypted is told so", async () => {
		const answering =
			(body: object): typeof fetch =>
			async (input, init) =>
				new Request(input).url.endsWith("_info/version") ? Response.json(body) : fetch(input, init);
		const check = (given: Partial<Shop>) => connector.check(shopContext(fake, given));
		expect(await check({ http: answering({ version: "6.4.20.2" }) })).toMatchObject({
			ok: false,
			forMerchant: { en: expect.stringContaining("6.5") },
		});
		expect(await check({ http: answering({ name: "other" }) })).toMatchObject({ ok: false, field: "url" });
		expect(await check({ config: { url: fake.url } })).toMatchObject({ ok: false, field: "url" });
		expect(await check({ config: { url: `${fake.url}/sub`, allowHttp: true } })).toMatchObject({
			ok: false,
			field: "url",
		});
	});

	it("the same shop under another address, and a clone with the same id, are told apart", async () => {
		const identity = async (given: Partial<Shop>) => {
			const checked = await connector.check(shopContext(fake, given));
			return checked.ok ? checked.identity : null;
		};
		const { secrets } = shopContext(fake);
		const original = await identity({});
		expect(await identity({ config: { url: `${fake.url}/`, allowHttp: true } })).toBe(original);
		expect(await identity({ config: { url: fake.url.replace("127.0.0.1", "localhost"), allowHttp: true } })).not.toBe(
			original,
		);
		expect(await identity({ secrets: { ...secrets, shopId: "another" } })).not.toBe(original);
		expect(original).not.toContain(secrets.shopId);
	});
});

describe("documents", () => {
	it("of the order are fetched, others are not there", async () => {
		const [order, other] = [place(fake.shop, { amount: 1 }), place(fake.shop, { amount: 1 })];
		const { id } = addDocument(fake.shop, order, { type: "invoice", number: "R-1" });
		const fetched = (ref: string, documentRef: string) =>
			connector.document?.(shopContext(fake), ref as OrderRef, documentRef);
		expect(Buffer.from((await fetched(order.id, id))?.bytes ?? []).toString("latin1")).toContain("R-1");
		expect(await fetched(other.id, id)).toBeNull();
		expect(await fetched(order.id, newId())).toBeNull();
		expect(await fetched(order.id, "../../x")).toBeNull();
	});

	it("that are no PDF are refused", async () => {
		const order = place(fake.shop, { amount: 1 });
		const { id } = addDocument(fake.shop, order, { type: "invoice", number: "R-1" });
		const http: typeof fetch = async (input, init) =>
			new Request(input).url.includes("_action/document") ? new Response("<html>") : fetch(input, init);
		await expect(connector.document?.(shopContext(fake, { http }), order.id as OrderRef, id)).rejects.toBeInstanceOf(
			ConnectorError,
		);
	});
});

it("orders of two sales channels with one number are both found by it", async () => {
	const [one, other] = [place(fake.shop, { amount: 1 }), place(fake.shop, { amount: 2 })];
	other.number = one.number;
	const found = await connector.find?.(shopContext(fake, { now }), one.number);
	expect(found?.map(({ ref }) => ref)).toEqual([one.id, other.id]);
});
