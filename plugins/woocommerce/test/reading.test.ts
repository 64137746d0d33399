import type { Cursor, Order } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connector } from "../src/connector.ts";
import { manifest, type Shop } from "../src/manifest.ts";
import { moveTo, type Placed, place, remove, restore } from "./fake/order-life.ts";
import type { ShopOptions, StoredOrder } from "./fake/state.ts";
import { type FakeWooCommerce, startFakeWooCommerce } from "./fake-woocommerce.ts";
import { shopContext } from "./rig.ts";

/** Paging through a list that changes, in the ways of WooCommerce. */
let fake: FakeWooCommerce;
let ctx: Shop;
let clock: number;
let requests: URL[];

async function open(options: ShopOptions = {}, from: Partial<Shop> = {}): Promise<void> {
	clock = Date.parse("2026-11-22T08:00:00Z");
	requests = [];
	fake = await startFakeWooCommerce({ pageSize: 3, now: () => new Date(clock), ...options });
	const http: typeof fetch = (input, init) => {
		const request = new Request(input, init);
		requests.push(new URL(request.url));
		return fetch(request);
	};
	ctx = shopContext(fake, { http, ...from });
}
beforeEach(() => open());
afterEach(() => fake.close());

function order(placed: Partial<Placed> = {}): StoredOrder {
	return place(fake.shop, { total: "23.80", ...placed });
}

function later(seconds: number): void {
	clock += seconds * 1000;
}

async function pulled(since: Cursor | null): Promise<{ orders: Order[]; cursor: Cursor | null }> {
	const orders: Order[] = [];
	let cursor = since;
	for await (const page of connector.pull(ctx, since)) {
		orders.push(...page.orders);
		cursor = page.cursor;
	}
	return { orders, cursor };
}

const refs = (orders: readonly { ref?: string; id?: number }[]) =>
	[...new Set(orders.map(({ ref, id }) => Number(ref ?? id)))].toSorted((a, b) => a - b);

describe("the first pull", () => {
	it("reads open orders of any age, and no others", async () => {
		const old = order();
		later(400 * 86_400);
		const shipped = order({ paymentMethod: "invoice", status: "completed" });
		order({ status: "processing" });
		order({ status: "checkout-draft" });
		order({ paymentMethod: "paypal", status: "pending" });
		expect(refs((await pulled(null)).orders)).toEqual(refs([old, shipped]));
	});

	it("goes on with what changed while it ran", async () => {
		const all = Array.from({ length: 10 }, () => {
			later(1);
			return order();
		});
		let cursor: Cursor | null = null;
		for await (const page of connector.pull(ctx, null)) {
			if (cursor === null) {
				later(300);
				moveTo(fake.shop, all[9] as StoredOrder, "processing");
			}
			({ cursor } = page);
		}
		expect((await pulled(cursor)).orders).toContainEqual(
			expect.objectContaining({ ref: String(all[9]?.id), statuses: { order: "processing" } }),
		);
	});

	it("leaves out statuses that the shop no longer knows, which WooCommerce would refuse", async () => {
		const mapping = JSON.parse(JSON.stringify(manifest.defaults));
		mapping.statuses.prepayment.open.order.push("gone-with-its-plugin");
		ctx = { ...ctx, scope: { ...ctx.scope, mapping } };
		const waiting = order();
		expect(refs((await pulled(null)).orders)).toEqual([waiting.id]);
	});

	it("reads statuses that only a plugin of the shop knows, once they are mapped", async () => {
		await fake.close();
		await open({ customStatuses: { "awaiting-wire": "Wartet auf Überweisung" } });
		ctx.scope.mapping.statuses.prepayment?.open.order?.push("awaiting-wire");
		const waiting = order({ status: "awaiting-wire" });
		expect(refs((await pulled(null)).orders)).toEqual([waiting.id]);
	});
});

describe("later pulls", () => {
	it("ask in UTC for what changed", async () => {
		order();
		const { cursor } = await pulled(null);
		requests.length = 0;
		await pulled(cursor);
		expect(Object.fromEntries(requests[0]?.searchParams ?? [])).toMatchObject({
			modified_after: "2026-11-22T07:58:00",
			dates_are_gmt: "true",
			status: "any",
			orderby: "modified",
			order: "asc",
		});
	});

	it("step back, for orders that become visible late", async () => {
		order();
		const { cursor } = await pulled((await pulled(null)).cursor);
		const late = order();
		late.modified = new Date(clock - 60_000);
		expect(refs((await pulled(cursor)).orders)).toContain(late.id);
	});

	it("do not step back again and again while nothing happens", async () => {
		order();
		let { cursor } = await pulled(null);
		const first = cursor;
		for (let i = 0; i < 3; i++) ({ cursor } = await pulled(cursor));
		expect(cursor).toEqual(first);
	});

	it("read what left the trash, and nothing from within", async () => {
		const trashed = order();
		const { cursor } = await pulled(null);
		later(10);
		remove(fake.shop, trashed, false);
		expect((await pulled(cursor)).orders).toEqual([]);
		expect(await connector.read(ctx, (await pulled(null)).orders[0]?.ref ?? (String(trashed.id) as never))).toBeNull();
		later(10);
		restore(fake.shop, trashed);
		expect(refs((await pulled(cursor)).orders)).toEqual([trashed.id]);
	});
});

describe.each([{ inclusive: false }, { inclusive: true }])(
	"more orders of one second than a page holds",
	({ inclusive }) => {
		/** A shop in which a plugin made the bounds inclusive, as some do. */
		beforeEach(() => {
			if (!inclusive) return;
			const exclusive = ctx.http;
			const http: typeof fetch = (input, init) => {
				const url = new URL(new Request(input, init).url);
				for (const [name, by] of [
					["modified_after", -1],
					["modified_before", 1],
				] as const) {
					const bound = url.searchParams.get(name);
					if (bound !== null)
						url.searchParams.set(name, new Date(Date.parse(`${bound}Z`) + by * 1000).toISOString().slice(0, 19));
				}
				return exclusive(resigned(url));
			};
			ctx = { ...ctx, http };
		});

		/** Any page of any list may be asked for over "https", where the query is not signed. */
		function resigned(url: URL): Request {
			const signed = [...url.searchParams.keys()].filter((name) => name.startsWith("oauth_"));
			for (const name of signed) url.searchParams.delete(name);
			const key = btoa(`${fake.shop.consumerKey}:${fake.shop.consumerSecret}`);
			return new Request(url, { headers: { authorization: `Basic ${key}`, "x-forwarded-proto": "https" } });
		}

		it("are all read, with those before and after", async () => {
			const before = order();
			later(1);
			const crowd = Array.from({ length: 11 }, () => order());
			later(1);
			const after = [order(), order(), order(), order()];
			expect(refs((await pulled(null)).orders)).toEqual(refs([before, ...crowd, ...after]));
		});

		it("are all read while some of them change", async () => {
			order();
			const { cursor } = await pulled(null);
			later(600);
			const crowd = Array.from({ length: 13 }, () => order());
			later(60);
			const seen: Order[] = [];
			let changes = 0;
			for await (const page of connector.pull(ctx, cursor)) {
				seen.push(...page.orders);
				const victim = crowd[changes++];
				if (victim !== undefined && changes < 8) moveTo(fake.shop, victim, "processing");
			}
			expect(refs(seen)).toEqual(expect.arrayContaining(refs(crowd)));
		});
	},
);

it("an order that cannot be read keeps no other from being read", async () => {
	const broken = order({ total: "viel" });
	const sound = order();
	const logged: unknown[] = [];
	ctx = { ...ctx, log: (event, fields) => logged.push({ event, ...fields }) };
	expect(refs((await pulled(null)).orders)).toEqual([sound.id]);
	expect(logged).toContainEqual(expect.objectContaining({ event: "order-unreadable", ref: String(broken.id) }));
});

it("asks only for the fields it reads", async () => {
	order();
	await pulled(null);
	const lists = requests.filter(({ pathname }) => pathname.endsWith("/orders"));
	for (const { searchParams } of lists) expect(searchParams.get("_fields")).not.toContain("line_items");
});
