import type { Connector, OrderRef, Page } from "@kontor/connector";
import { describe, expect, it } from "vitest";
import { after, order, pair, stub } from "./stub.ts";

function pulling(...pages: readonly Page[]): Connector {
	return stub({
		async *pull(_ctx, since) {
			yield* pages.slice(Number(since?.page ?? 0));
		},
	});
}

function page(cursor: number, orders: Page["orders"]): Page {
	return { orders, cursor: { page: cursor } };
}

describe("a pull", () => {
	it("posts a large page in portions, its cursor with the last", async () => {
		const orders = Array.from({ length: 1001 }, (_, ref) => order(ref));
		const { hub, connection } = await pair(pulling(page(1, orders)));
		expect(await hub.pull(connection.id)).toEqual({ kind: "result", result: null });
		expect(hub.book(connection.id).orders.size).toBe(1001);
		const batches = hub.received
			.filter(({ operation }) => operation === "batchOrders")
			.map(({ body }) => JSON.parse(body));
		expect(batches.map(({ items, cursor }) => [items.length, cursor])).toEqual([
			[500, undefined],
			[500, undefined],
			[1, { from: null, to: { page: 1 } }],
		]);
	});

	it("moves the cursor on where a page has nothing for the hub", async () => {
		const { hub, connection } = await pair(pulling(page(1, [order(1, { statuses: { order: "done" } })]), page(2, [])));
		await hub.pull(connection.id);
		expect(hub.book(connection.id).cursor).toEqual({ page: 2 });
		expect(hub.book(connection.id).orders.size).toBe(0);
	});

	it("later tells that an order's payment method is not mapped any more", async () => {
		const later = order(1, { revision: 2, paymentMethod: { id: "card", title: "Karte" } });
		const { hub, connection } = await pair(pulling(page(1, []), page(2, [later])));
		const book = hub.book(connection.id);
		book.store({ items: [{ order: order(1) }], cursor: { from: null, to: { page: 1 } } });
		await hub.pull(connection.id);
		expect([...book.unmapped]).toEqual(["1"]);
	});

	it("stops where another one went on meanwhile, and stores nothing twice", async () => {
		const { hub, connection } = await pair(
			stub({
				async *pull() {
					hub.book(connection.id).cursor = { page: 9 };
					yield page(1, [order(1)]);
				},
			}),
		);
		expect(await hub.pull(connection.id)).toMatchObject({
			kind: "fault",
			fault: { fault: "unavailable", code: "CURSOR_MOVED" },
		});
		expect(hub.book(connection.id).orders.size).toBe(0);
	});

	it("that its lease cut off goes on behind the stored pages", async () => {
		let leases = 0;
		const { hub, connection } = await pair(
			stub({
				async *pull(ctx) {
					leases++;
					yield page(1, [order(1)]);
					await after(500);
					ctx.signal.throwIfAborted();
				},
			}),
			{ leaseSeconds: 0.3 },
		);
		void hub.pull(connection.id);
		await expect.poll(() => leases, { timeout: 3000 }).toBe(2);
		expect(hub.book(connection.id).cursor).toEqual({ page: 1 });
	});

	it("hands an order that does not fit the contract to the hub, which rejects it alone", async () => {
		const broken = { ...order(2), amount: { minor: 1.5, currency: "EUR" } };
		const { hub, connection } = await pair(pulling(page(1, [order(1), broken, order(3)])));
		expect(await hub.pull(connection.id)).toMatchObject({ kind: "result" });
		expect([...hub.book(connection.id).orders.keys()]).toEqual(["1", "3"]);
	});
});

describe("a comparison", () => {
	it("concludes nothing from a list without an end", async () => {
		const { hub, connection } = await pair(
			stub({
				async *listOpen() {
					yield { orders: [], end: false };
				},
			}),
		);
		hub.book(connection.id).store({ items: [{ order: order(1) }] });
		expect(await hub.request(connection.id, "compare")).toEqual({
			kind: "result",
			result: { listed: 0, readAgain: 0 },
		});
		expect(hub.received.map(({ operation }) => operation)).not.toContain("completeList");
	});

	it("reads every order that is missing, and tells what became of each", async () => {
		const settled = order(2, { revision: 2, statuses: { order: "done" } });
		const held: Record<string, typeof settled | null> = { 2: settled, 3: null };
		const { hub, connection } = await pair(
			stub({
				async *listOpen() {
					yield { orders: [order(1)], end: true };
				},
				read: async (_ctx, ref: OrderRef) => held[ref] ?? null,
			}),
		);
		const book = hub.book(connection.id);
		book.store({ items: [1, 2, 3].map((ref) => ({ order: order(ref) })) });
		expect(await hub.request(connection.id, "compare")).toEqual({
			kind: "result",
			result: { listed: 1, readAgain: 2 },
		});
		expect(book.orders.get(settled.ref)).toEqual(settled);
		expect([...book.gone]).toEqual(["3"]);
	});
});
