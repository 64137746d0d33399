import type { Cursor, Order } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { apiOf, pauseMs } from "../src/quotas.ts";
import { combine, place, rename, touch } from "./fake/order-life.ts";
import { issueToken } from "./fake/state.ts";
import { type FakeEbay, startFakeEbay } from "./fake-ebay.ts";
import { connectorAt, shopContext } from "./rig.ts";

const DAY_MS = 86_400_000;
let now = Date.now();
let fake: FakeEbay;
beforeEach(async () => {
	now = Date.now();
	fake = await startFakeEbay({ now: () => new Date(now) });
});
afterEach(() => fake.close());

const read = (ref: string) => connectorAt(fake).read(shopContext(fake), ref as Order["ref"]);
const before = (days: number) => new Date(now - days * DAY_MS);

async function pull(since: Cursor | null): Promise<{ refs: string[]; cursor: Cursor | null }> {
	const refs: string[] = [];
	let cursor = since;
	for await (const page of connectorAt(fake).pull(shopContext(fake), since)) {
		refs.push(...page.orders.map(({ ref }) => ref));
		cursor = page.cursor;
	}
	return { refs, cursor };
}

describe("reading", () => {
	it("has open orders of any age that eBay gives, and shipped ones of 90 days", async () => {
		const waiting = place(fake.ebay, { created: before(700) });
		const shipped = place(fake.ebay, { created: before(300) });
		const recent = place(fake.ebay, { created: before(60) });
		const paid = place(fake.ebay, { payment: "PAID", created: before(2) });
		for (const order of [shipped, recent]) for (const line of order.lines) line.shipped = true;
		const { refs } = await pull(null);
		expect(refs.sort()).toEqual([waiting.id, recent.id].sort());
		expect(refs).not.toContain(paid.id);
	});

	it("begins each pull ten minutes before the last one began, by eBay's clock", async () => {
		const { cursor } = await pull(null);
		const late = place(fake.ebay, { created: new Date(now - 5 * 60_000) });
		expect((await pull(cursor)).refs, "what eBay shows late").toContain(late.id);
		now += 3_600_000;
		const { cursor: next, refs } = await pull(cursor);
		expect(refs).toContain(late.id);
		now += 3_600_000;
		issueToken(fake.ebay, fake.ebay.seller.userId);
		expect((await pull(next)).refs).not.toContain(late.id);
	});

	it("reads the buyer's total with the tax that eBay collects, alike alone and in a list", async () => {
		const order = place(fake.ebay, { minor: 10_000, tax: 1900 });
		const alone = await read(order.id);
		expect(alone?.amount).toEqual({ minor: 11_900, currency: "EUR" });
		for await (const { orders } of connectorAt(fake).listOpen(shopContext(fake))) {
			for (const listed of orders) expect(listed).toEqual(alone);
		}
	});

	it("has the same order alone and in a list, though only alone it says who cancels", async () => {
		const order = place(fake.ebay);
		touch(fake.ebay, order, { cancellation: "IN_PROGRESS", cancelInitiator: "BUYER" });
		const { cursor } = await pull(null);
		const pages = [];
		for await (const page of connectorAt(fake).pull(shopContext(fake), cursor)) pages.push(...page.orders);
		expect(pages).toContainEqual(await read(order.id));
	});

	it("shows which payment methods are in use: eBay's own always, others by the newest orders", async () => {
		place(fake.ebay, { method: "EFT" });
		const { paymentMethods } = await connectorAt(fake).describe(shopContext(fake));
		const active = paymentMethods.filter((method) => method.active).map(({ id }) => id);
		expect(active.sort()).toEqual(["EBAY", "EFT"]);
	});

	it("finds combined orders as gone and new", async () => {
		const [one, other] = [place(fake.ebay), place(fake.ebay)];
		const { cursor } = await pull(null);
		const combined = combine(fake.ebay, one, other);
		expect((await pull(cursor)).refs).toContain(combined.id);
		expect(await read(one.id)).toBeNull();
		expect(await read("no order id of eBay's"), "not asked for").toBeNull();
		expect(await read("4711"), "refused as invalid").toBeNull();
	});

	it("encodes the signs of its filters, and asks for no day in the future", async () => {
		now -= 3_600_000;
		place(fake.ebay);
		// By our own clock an hour behind eBay's, and ahead of it.
		for (const skew of [-3_600_000, 3_600_000]) {
			const ctx = shopContext(fake, { now: () => new Date(now + skew) });
			const refs = [];
			for await (const page of connectorAt(fake).pull(ctx, null)) refs.push(...page.orders);
			expect(refs).toHaveLength(1);
		}
	});

	it("leaves out what cannot be read, and reads the others", async () => {
		place(fake.ebay, { currency: "eur" });
		const good = place(fake.ebay);
		const logged: string[] = [];
		const ctx = shopContext(fake, { log: (event) => void logged.push(event) });
		const refs = [];
		for await (const page of connectorAt(fake).pull(ctx, null)) refs.push(...page.orders.map(({ ref }) => ref));
		expect(refs).toEqual([good.id]);
		expect(logged).toContain("order-unreadable");
	});

	it("asks once where nothing has changed", async () => {
		const { cursor } = await pull(null);
		fake.ebay.calls.length = 0;
		await pull(cursor);
		expect(fake.ebay.calls).toEqual(["GET /sell/fulfillment/v1/order"]);
	});

	it("refuses a cursor that is not its own", async () => {
		await expect(pull({ page: 7 })).rejects.toMatchObject({ fault: "invalid-input" });
	});
});

describe("eBay's quotas", () => {
	it("once used up are asked for by nobody, until eBay renews them", async () => {
		fake.ebay.quota.set("sell/fulfillment", 0);
		const order = place(fake.ebay);
		const refused = { fault: "rate-limited", details: { code: "EBAY_QUOTA", retryAfterMs: expect.any(Number) } };
		await expect(read(order.id)).rejects.toMatchObject(refused);
		const { length } = fake.ebay.calls;
		await expect(read(order.id), "another one is not even sent").rejects.toMatchObject(refused);
		expect(fake.ebay.calls).toHaveLength(length);
		fake.ebay.quota.clear();
		now += 15 * 60_000;
		expect(await read(order.id)).toMatchObject({ ref: order.id });
	});

	it("are counted by API: what is left of another can be used", async () => {
		fake.ebay.quota.set("sell/finances", 0);
		const question = {
			posting: { counterparty: "eBay S.a r.l.", text: "5284736251" },
			amount: { minor: 1, currency: "EUR" },
			bookedOn: "2026-11-20",
		};
		await expect(connectorAt(fake).payout?.(shopContext(fake), question)).rejects.toMatchObject({
			fault: "rate-limited",
		});
		expect(await read(place(fake.ebay).id)).not.toBeNull();
		expect(apiOf("/sell/finances/v1/payout?filter=x")).toBe("sell/finances");
		expect(apiOf("/ws/api.dll")).toBe("ws/api.dll");
	});

	it("come back at midnight in California, in summer and in winter", () => {
		expect(pauseMs(new Date("2026-11-22T12:00:00Z"))).toBe(15 * 60_000);
		expect(pauseMs(new Date("2026-11-22T07:59:00Z")), "23:59 PST").toBe(60_000);
		expect(pauseMs(new Date("2026-07-01T06:50:00Z")), "23:50 PDT").toBe(10 * 60_000);
	});
});

it("an order is found by the id it had before it was paid, and told by the one it has", async () => {
	const order = place(fake.ebay);
	const before = order.id;
	rename(fake.ebay, order);
	const found = await connectorAt(fake).find?.(shopContext(fake), before);
	expect(found?.map(({ ref, number }) => [ref, number])).toEqual([[order.id, order.id]]);
});
